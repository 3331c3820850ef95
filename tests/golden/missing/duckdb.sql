-- masks
SELECT
  "person_no",
  BIT_OR("_mask_0") AS _mask_0
FROM (
  WITH "no_army_on_record_stated" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."sector" = $no_army_on_record_stated_sector
        AND f."branch" = $no_army_on_record_stated_branch
        THEN 3
        ELSE 1
      END AS TINYINT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."sector" IN ($no_army_on_record_stated_sector, '', $no_army_on_record_stated_sector_2)
      AND (
        f."branch" IN ($no_army_on_record_stated_branch, $no_army_on_record_stated_branch_2)
        OR (
          f."branch" IN ('', $no_army_on_record_stated_branch_3)
          AND f."sector" IN ($no_army_on_record_stated_sector, '', $no_army_on_record_stated_sector_2)
        )
      )
  ), "everybody" AS (
    SELECT
      f."person_no",
      CAST(0 AS TINYINT) AS _mask_0
    FROM "persons" AS f
  )
  SELECT
    *
  FROM "no_army_on_record_stated"
  UNION ALL
  SELECT
    *
  FROM "everybody"
) AS looks
GROUP BY
  "person_no"
-- values
-- $as_of = 2018-09-08
-- $no_army_on_record_stated_branch = army
-- $no_army_on_record_stated_branch_2 = armed
-- $no_army_on_record_stated_branch_3 = unknown
-- $no_army_on_record_stated_sector = military
-- $no_army_on_record_stated_sector_2 = unknown

-- verdicts
WITH alike AS (
  SELECT
    "_mask_0",
    COUNT(*) AS persons
  FROM "masks"
  GROUP BY
    "_mask_0"
), best AS (
  SELECT
    *,
    CASE WHEN (
      "_mask_0" & 2
    ) <> 0 THEN 2 WHEN (
      "_mask_0" & 1
    ) <> 0 THEN 1 END AS no_army_on_record_stated
  FROM "alike"
), readings AS (
  SELECT
    b."_mask_0",
    b."persons",
    2 AS population,
    CASE WHEN COALESCE(b."no_army_on_record_stated", 0) = 2 THEN -1 ELSE 2 END AS "no-army-on-record.stated"
  FROM "best" AS b
)
SELECT
  *,
  LEAST("population", "no-army-on-record.stated") AS status
FROM "readings"
-- values

-- evidence
WITH "no_army_on_record_stated" AS (
  SELECT
    0 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."sector" = $no_army_on_record_stated_sector
      AND f."branch" = $no_army_on_record_stated_branch
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."sector" = $no_army_on_record_stated_sector THEN 0 ELSE 2 END + CASE WHEN f."branch" = $no_army_on_record_stated_branch THEN 0 ELSE 4 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."sector" IN ($no_army_on_record_stated_sector, '', $no_army_on_record_stated_sector_2)
      AND (
        f."branch" IN ($no_army_on_record_stated_branch, $no_army_on_record_stated_branch_2)
        OR (
          f."branch" IN ('', $no_army_on_record_stated_branch_3)
          AND f."sector" IN ($no_army_on_record_stated_sector, '', $no_army_on_record_stated_sector_2)
        )
      )
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
)
SELECT
  *
FROM "no_army_on_record_stated"
-- values
-- $as_of = 2018-09-08
-- $no_army_on_record_stated_branch = army
-- $no_army_on_record_stated_branch_2 = armed
-- $no_army_on_record_stated_branch_3 = unknown
-- $no_army_on_record_stated_sector = military
-- $no_army_on_record_stated_sector_2 = unknown
