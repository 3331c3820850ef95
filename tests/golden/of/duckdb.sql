-- masks
SELECT
  "person_no",
  BIT_OR("_mask_0") AS _mask_0
FROM (
  WITH "two_of_three_stated" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of AND f."sector" = $two_of_three_stated_sector
        THEN 6
        ELSE 2
      END AS SMALLINT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."sector" IN ($two_of_three_stated_sector, '', $two_of_three_stated_sector_2)
  ), "two_of_three_stated_3" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of AND f."authority" = $two_of_three_stated_3_authority
        THEN 192
        ELSE 64
      END AS SMALLINT) AS _mask_0
    FROM "designations" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."authority" IN ($two_of_three_stated_3_authority, '', $two_of_three_stated_3_authority_2)
  ), "everybody" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."sex" IN ($two_of_three_stated_2_sex, '', $two_of_three_stated_2_sex_2)
        THEN CASE
          WHEN f."sex" = $two_of_three_stated_2_sex
          THEN 56
          WHEN f."sex" IN ('', $two_of_three_stated_3_sex)
          AND NOT f."sex" = $two_of_three_stated_3_sex_2
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
  FROM "two_of_three_stated"
  UNION ALL
  SELECT
    *
  FROM "two_of_three_stated_3"
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
-- $two_of_three_stated_2_sex = f
-- $two_of_three_stated_2_sex_2 = unknown
-- $two_of_three_stated_3_authority = OFAC
-- $two_of_three_stated_3_authority_2 = unknown
-- $two_of_three_stated_3_sex = unknown
-- $two_of_three_stated_3_sex_2 = f
-- $two_of_three_stated_sector = military
-- $two_of_three_stated_sector_2 = unknown

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
    ) <> 0 THEN 1 END AS two_of_three_stated,
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
    END AS two_of_three_stated_2,
    CASE WHEN (
      "_mask_0" & 128
    ) <> 0 THEN 2 WHEN (
      "_mask_0" & 64
    ) <> 0 THEN 1 END AS two_of_three_stated_3,
    (
      "_mask_0" & 1
    ) <> 0 AS covered_0
  FROM "alike"
), readings AS (
  SELECT
    b."_mask_0",
    b."persons",
    2 AS population,
    ARRAY_REVERSE_SORT(
      [
        COALESCE(b."two_of_three_stated", CASE WHEN b."covered_0" THEN -1 ELSE 0 END),
        COALESCE(b."two_of_three_stated_2", -1),
        COALESCE(b."two_of_three_stated_3", -1)
      ]
    )[2] AS "two-of-three.stated"
  FROM "best" AS b
)
SELECT
  *,
  LEAST("population", "two-of-three.stated") AS status
FROM "readings"
-- values

-- evidence
WITH "two_of_three_stated" AS (
  SELECT
    0 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of AND f."sector" = $two_of_three_stated_sector
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."sector" = $two_of_three_stated_sector THEN 0 ELSE 2 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."sector" IN ($two_of_three_stated_sector, '', $two_of_three_stated_sector_2)
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "two_of_three_stated_2" AS (
  SELECT
    1 AS part,
    f."person_no",
    CASE
      WHEN f."sex" = $two_of_three_stated_2_sex
      THEN 2
      WHEN f."sex" IN ('', $two_of_three_stated_2_sex_2)
      AND NOT f."sex" = $two_of_three_stated_2_sex
      THEN 0
      ELSE 1
    END AS code,
    CASE WHEN f."sex" = $two_of_three_stated_2_sex THEN 0 ELSE 1 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "persons" AS f
  WHERE
    f."sex" IN ($two_of_three_stated_2_sex, '', $two_of_three_stated_2_sex_2)
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "two_of_three_stated_3" AS (
  SELECT
    2 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of AND f."authority" = $two_of_three_stated_3_authority
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."authority" = $two_of_three_stated_3_authority THEN 0 ELSE 2 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "designations" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."authority" IN ($two_of_three_stated_3_authority, '', $two_of_three_stated_3_authority_2)
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
)
SELECT
  *
FROM "two_of_three_stated"
UNION ALL
SELECT
  *
FROM "two_of_three_stated_2"
UNION ALL
SELECT
  *
FROM "two_of_three_stated_3"
-- values
-- $as_of = 2018-09-08
-- $two_of_three_stated_2_sex = f
-- $two_of_three_stated_2_sex_2 = unknown
-- $two_of_three_stated_3_authority = OFAC
-- $two_of_three_stated_3_authority_2 = unknown
-- $two_of_three_stated_sector = military
-- $two_of_three_stated_sector_2 = unknown
