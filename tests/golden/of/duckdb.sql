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
    f."begins_lo" <= $as_of
    AND f."sector" IN ($two_of_three_stated_sector, '', $two_of_three_stated_sector_2)
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
    f."begins_lo" <= $as_of
    AND f."authority" IN ($two_of_three_stated_3_authority, '', $two_of_three_stated_3_authority_2)
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

-- verdicts
WITH best AS (
  SELECT
    "person_no",
    MAX(CASE WHEN "part" = 0 THEN "code" END) AS two_of_three_stated,
    MAX(CASE WHEN "part" = 1 THEN "code" END) AS two_of_three_stated_2,
    MAX(CASE WHEN "part" = 2 THEN "code" END) AS two_of_three_stated_3
  FROM "evidence"
  GROUP BY
    "person_no"
), readings AS (
  SELECT
    p."person_no",
    2 AS population,
    ARRAY_REVERSE_SORT(
      [
        COALESCE(
          b."two_of_three_stated",
          CASE
            WHEN p."background" IN ($covered_background, $covered_background_2)
            THEN -1
            ELSE 0
          END
        ),
        COALESCE(b."two_of_three_stated_2", -1),
        COALESCE(b."two_of_three_stated_3", -1)
      ]
    )[2] AS "two-of-three.stated"
  FROM "persons" AS p
  LEFT JOIN "best" AS b
    ON p."person_no" = b."person_no"
)
SELECT
  *,
  LEAST("population", "two-of-three.stated") AS status
FROM "readings"
-- values
-- $covered_background = yes
-- $covered_background_2 = no
