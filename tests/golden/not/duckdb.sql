-- evidence
WITH "not_both_stated" AS (
  SELECT
    0 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of AND f."sector" = $not_both_stated_sector
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."sector" = $not_both_stated_sector THEN 0 ELSE 2 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    f."begins_lo" <= $as_of
    AND f."sector" IN ($not_both_stated_sector, '', $not_both_stated_sector_2)
), "not_both_stated_2" AS (
  SELECT
    1 AS part,
    f."person_no",
    CASE
      WHEN f."sex" = $not_both_stated_2_sex
      THEN 2
      WHEN f."sex" IN ('', $not_both_stated_2_sex_2)
      AND NOT f."sex" = $not_both_stated_2_sex
      THEN 0
      ELSE 1
    END AS code,
    CASE WHEN f."sex" = $not_both_stated_2_sex THEN 0 ELSE 1 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "persons" AS f
  WHERE
    f."sex" IN ($not_both_stated_2_sex, '', $not_both_stated_2_sex_2)
)
SELECT
  *
FROM "not_both_stated"
UNION ALL
SELECT
  *
FROM "not_both_stated_2"
-- values
-- $as_of = 2018-09-08
-- $not_both_stated_2_sex = f
-- $not_both_stated_2_sex_2 = unknown
-- $not_both_stated_sector = military
-- $not_both_stated_sector_2 = unknown

-- verdicts
WITH best AS (
  SELECT
    "person_no",
    MAX(CASE WHEN "part" = 0 THEN "code" END) AS not_both_stated,
    MAX(CASE WHEN "part" = 1 THEN "code" END) AS not_both_stated_2
  FROM "evidence"
  GROUP BY
    "person_no"
), readings AS (
  SELECT
    p."person_no",
    2 AS population,
    (
      (
        (
          39 >> (
            2 * (
              LEAST(
                COALESCE(
                  b."not_both_stated",
                  CASE
                    WHEN p."background" IN ($covered_background, $covered_background_2)
                    THEN -1
                    ELSE 0
                  END
                ),
                COALESCE(b."not_both_stated_2", -1)
              ) + 1
            )
          )
        ) & 3
      ) - 1
    ) AS "not-both.stated"
  FROM "persons" AS p
  LEFT JOIN "best" AS b
    ON p."person_no" = b."person_no"
)
SELECT
  *,
  LEAST("population", "not-both.stated") AS status
FROM "readings"
-- values
-- $covered_background = yes
-- $covered_background_2 = no
