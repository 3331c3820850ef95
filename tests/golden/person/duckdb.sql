-- evidence
WITH "woman_stated" AS (
  SELECT
    0 AS part,
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
), "woman_born_before_stated" AS (
  SELECT
    1 AS part,
    f."person_no",
    CASE
      WHEN f."sex" = $woman_born_before_stated_sex
      AND (
        f."born_lo" >= $woman_born_before_stated_born_first
        AND f."born_hi" <= $woman_born_before_stated_born_last
      )
      THEN 2
      WHEN (
        f."sex" IN ('', $woman_born_before_stated_sex_2)
        AND NOT f."sex" = $woman_born_before_stated_sex
      )
      OR (
        f."born" IN ('', $woman_born_before_stated_born)
        AND NOT (
          f."born_lo" >= $woman_born_before_stated_born_first
          AND f."born_hi" <= $woman_born_before_stated_born_last
        )
      )
      THEN 0
      ELSE 1
    END AS code,
    CASE WHEN f."sex" = $woman_born_before_stated_sex THEN 0 ELSE 1 END + CASE
      WHEN f."born_lo" >= $woman_born_before_stated_born_first
      AND f."born_hi" <= $woman_born_before_stated_born_last
      THEN 0
      ELSE 2
    END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "persons" AS f
  WHERE
    f."sex" IN ($woman_born_before_stated_sex, '', $woman_born_before_stated_sex_2)
    AND (
      f."born_lo" <= $woman_born_before_stated_born_last
      AND f."born_hi" >= $woman_born_before_stated_born_first
    )
)
SELECT
  *
FROM "woman_stated"
UNION ALL
SELECT
  *
FROM "woman_born_before_stated"
-- values
-- $woman_born_before_stated_born = unknown
-- $woman_born_before_stated_born_first = 1000-01-01
-- $woman_born_before_stated_born_last = 1957-12-31
-- $woman_born_before_stated_sex = f
-- $woman_born_before_stated_sex_2 = unknown
-- $woman_stated_sex = f
-- $woman_stated_sex_2 = unknown

-- verdicts
WITH best AS (
  SELECT
    "person_no",
    MAX(CASE WHEN "part" = 0 THEN "code" END) AS woman_stated,
    MAX(CASE WHEN "part" = 1 THEN "code" END) AS woman_born_before_stated
  FROM "evidence"
  GROUP BY
    "person_no"
), readings AS (
  SELECT
    p."person_no",
    2 AS population,
    COALESCE(b."woman_stated", -1) AS "woman.stated",
    COALESCE(b."woman_born_before_stated", -1) AS "woman-born-before.stated"
  FROM "persons" AS p
  LEFT JOIN "best" AS b
    ON p."person_no" = b."person_no"
)
SELECT
  *,
  LEAST("population", "woman.stated", "woman-born-before.stated") AS status
FROM "readings"
-- values
