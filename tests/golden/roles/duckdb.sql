-- masks
SELECT
  "person_no",
  BIT_OR("_mask_0") AS _mask_0
FROM (
  WITH "army_stated" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."sector" = $army_stated_sector
        AND f."branch" = $army_stated_branch
        THEN 6
        ELSE 2
      END AS SMALLINT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."sector" IN ($army_stated_sector, '', $army_stated_sector_2)
      AND (
        f."branch" IN ($army_stated_branch, $army_stated_branch_2)
        OR (
          f."branch" IN ('', $army_stated_branch_3)
          AND f."sector" IN ($army_stated_sector, '', $army_stated_sector_2)
        )
      )
  ), "listed_stated" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of AND f."authority" = $listed_stated_authority
        THEN 192
        ELSE 64
      END AS SMALLINT) AS _mask_0
    FROM "designations" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."authority" IN ($listed_stated_authority, '', $listed_stated_authority_2)
  ), "everybody" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."sex" IN ($woman_stated_sex, '', $woman_stated_sex_2)
        THEN CASE
          WHEN f."sex" = $woman_stated_sex
          THEN 56
          WHEN f."sex" IN ('', $listed_stated_sex) AND NOT f."sex" = $listed_stated_sex_2
          THEN 8
          ELSE 24
        END
        ELSE 0
      END + CASE
        WHEN f."background" IN ($covered_background, $covered_background_2)
        THEN 1
        ELSE 0
      END AS SMALLINT) AS _mask_0
    FROM "persons" AS f
  )
  SELECT
    *
  FROM "army_stated"
  UNION ALL
  SELECT
    *
  FROM "listed_stated"
  UNION ALL
  SELECT
    *
  FROM "everybody"
) AS looks
GROUP BY
  "person_no"
-- values
-- $army_stated_branch = army
-- $army_stated_branch_2 = armed
-- $army_stated_branch_3 = unknown
-- $army_stated_sector = military
-- $army_stated_sector_2 = unknown
-- $as_of = 2018-09-08
-- $covered_background = yes
-- $covered_background_2 = no
-- $listed_stated_authority = OFAC
-- $listed_stated_authority_2 = unknown
-- $listed_stated_sex = unknown
-- $listed_stated_sex_2 = f
-- $woman_stated_sex = f
-- $woman_stated_sex_2 = unknown

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
      "_mask_0" & 4
    ) <> 0 THEN 2 WHEN (
      "_mask_0" & 2
    ) <> 0 THEN 1 END AS army_stated,
    CASE
      WHEN (
        "_mask_0" & 32
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 16
      ) <> 0
      THEN 1
      WHEN (
        "_mask_0" & 8
      ) <> 0
      THEN 0
    END AS woman_stated,
    CASE WHEN (
      "_mask_0" & 128
    ) <> 0 THEN 2 WHEN (
      "_mask_0" & 64
    ) <> 0 THEN 1 END AS listed_stated,
    (
      "_mask_0" & 1
    ) <> 0 AS covered_0
  FROM "alike"
), readings AS (
  SELECT
    b."_mask_0",
    b."persons",
    2 AS population,
    COALESCE(b."army_stated", CASE WHEN b."covered_0" THEN -1 ELSE 0 END) AS "army.stated",
    COALESCE(b."woman_stated", -1) AS "woman.stated",
    COALESCE(b."listed_stated", -1) AS "listed.stated"
  FROM "best" AS b
)
SELECT
  *,
  LEAST("population", "army.stated", CASE WHEN "woman.stated" = 2 THEN 2 ELSE -1 END) AS status
FROM "readings"
-- values

-- evidence
WITH "army_stated" AS (
  SELECT
    0 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."sector" = $army_stated_sector
      AND f."branch" = $army_stated_branch
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."sector" = $army_stated_sector THEN 0 ELSE 2 END + CASE WHEN f."branch" = $army_stated_branch THEN 0 ELSE 4 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."sector" IN ($army_stated_sector, '', $army_stated_sector_2)
      AND (
        f."branch" IN ($army_stated_branch, $army_stated_branch_2)
        OR (
          f."branch" IN ('', $army_stated_branch_3)
          AND f."sector" IN ($army_stated_sector, '', $army_stated_sector_2)
        )
      )
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "woman_stated" AS (
  SELECT
    1 AS part,
    f."person_no",
    CASE
      WHEN f."sex" = $woman_stated_sex
      THEN 2
      WHEN f."sex" IN ('', $woman_stated_sex_2) AND NOT f."sex" = $woman_stated_sex
      THEN 0
      ELSE 1
    END AS code,
    CASE WHEN f."sex" = $woman_stated_sex THEN 0 ELSE 1 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "persons" AS f
  WHERE
    f."sex" IN ($woman_stated_sex, '', $woman_stated_sex_2)
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "listed_stated" AS (
  SELECT
    2 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of AND f."authority" = $listed_stated_authority
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."authority" = $listed_stated_authority THEN 0 ELSE 2 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "designations" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."authority" IN ($listed_stated_authority, '', $listed_stated_authority_2)
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
)
SELECT
  *
FROM "army_stated"
UNION ALL
SELECT
  *
FROM "woman_stated"
UNION ALL
SELECT
  *
FROM "listed_stated"
-- values
-- $army_stated_branch = army
-- $army_stated_branch_2 = armed
-- $army_stated_branch_3 = unknown
-- $army_stated_sector = military
-- $army_stated_sector_2 = unknown
-- $as_of = 2018-09-08
-- $listed_stated_authority = OFAC
-- $listed_stated_authority_2 = unknown
-- $woman_stated_sex = f
-- $woman_stated_sex_2 = unknown
