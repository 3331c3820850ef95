-- masks
SELECT
  "person_no",
  BIT_OR("_mask_0") AS _mask_0
FROM (
  WITH "two_units_stated" AS (
    SELECT
      "person_no",
      CAST(BIT_OR("_mask_0") + CASE
        WHEN GREATEST(
          COUNT(
            CASE
              WHEN "code" = 2
              AND NOT (
                "item" IN ('', $covered_two_units_stated_item) OR "item" = ' '
              )
              THEN 1
            END
          ),
          LEAST(1, COUNT(CASE WHEN "code" = 2 AND NOT "item" = ' ' THEN 1 END))
        ) >= 2
        THEN 2
        ELSE 0
      END + CASE
        WHEN (
          COUNT(
            CASE
              WHEN NOT (
                "item" IN ('', $covered_two_units_stated_item) OR "item" = ' '
              )
              THEN 1
            END
          ) + SUM(CASE WHEN "item" IN ('', $covered_two_units_stated_item) THEN "times" ELSE 0 END)
        ) >= 2
        THEN 4
        ELSE 0
      END AS TINYINT) AS _mask_0
    FROM (
      SELECT
        "person_no",
        "item",
        BIT_OR("_mask_0") AS _mask_0,
        MAX("code") AS code,
        COUNT(*) AS times
      FROM (
        SELECT
          f."person_no",
          CAST(0 AS TINYINT) AS _mask_0,
          CASE
            WHEN f."begins_hi" <= $as_of AND f."sector" = $two_units_stated_sector
            THEN 2
            ELSE 1
          END AS code,
          f."unit" AS item
        FROM "posts" AS f
        WHERE
          f."begins_lo" <= $as_of
          AND f."sector" IN ($two_units_stated_sector, '', $two_units_stated_sector_2)
      ) AS seen
      GROUP BY
        "person_no",
        "item"
    ) AS rows
    GROUP BY
      "person_no"
  ), "everybody" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."background" IN ($covered_background, $covered_background_2)
        THEN 1
        ELSE 0
      END AS TINYINT) AS _mask_0
    FROM "persons" AS f
  )
  SELECT
    *
  FROM "two_units_stated"
  UNION ALL
  SELECT
    *
  FROM "everybody"
) AS looks
GROUP BY
  "person_no"
-- values
-- $as_of = 2018-09-08
-- $covered_background = yes
-- $covered_background_2 = no
-- $covered_two_units_stated_item = unknown
-- $two_units_stated_sector = military
-- $two_units_stated_sector_2 = unknown

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
    (
      "_mask_0" & 1
    ) <> 0 AS covered_0,
    (
      "_mask_0" & 2
    ) <> 0 AS "two_units_stated.count_0",
    (
      "_mask_0" & 4
    ) <> 0 AS "two_units_stated.count_1"
  FROM "alike"
), readings AS (
  SELECT
    b."_mask_0",
    b."persons",
    2 AS population,
    CASE
      WHEN b."two_units_stated.count_0"
      THEN 2
      WHEN b."two_units_stated.count_1"
      THEN 1
      WHEN b."covered_0"
      THEN -1
      ELSE 0
    END AS "two-units.stated"
  FROM "best" AS b
)
SELECT
  *,
  LEAST("population", "two-units.stated") AS status
FROM "readings"
-- values

-- evidence
WITH "two_units_stated" AS (
  SELECT
    0 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of AND f."sector" = $two_units_stated_sector
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."sector" = $two_units_stated_sector THEN 0 ELSE 2 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."sector" IN ($two_units_stated_sector, '', $two_units_stated_sector_2)
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
)
SELECT
  *
FROM "two_units_stated"
-- values
-- $as_of = 2018-09-08
-- $two_units_stated_sector = military
-- $two_units_stated_sector_2 = unknown
