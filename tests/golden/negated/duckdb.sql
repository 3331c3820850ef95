-- evidence
WITH "not_that_unit_stated" AS (
  SELECT
    0 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."sector" = $not_that_unit_stated_sector
      AND NOT f."unit" IN ($not_that_unit_stated_unit, '', $not_that_unit_stated_unit_2)
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."sector" = $not_that_unit_stated_sector THEN 0 ELSE 2 END + CASE
      WHEN NOT f."unit" IN ($not_that_unit_stated_unit, '', $not_that_unit_stated_unit_2)
      THEN 0
      ELSE 4
    END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    f."begins_lo" <= $as_of
    AND f."sector" IN ($not_that_unit_stated_sector, '', $not_that_unit_stated_sector_2)
    AND NOT f."unit" = $not_that_unit_stated_unit
), "not_after_stated" AS (
  SELECT
    1 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."authority" = $not_after_stated_authority
      AND NOT (
        f."listed_on_lo" <= $not_after_stated_listed_on_last
        AND f."listed_on_hi" >= $not_after_stated_listed_on_first
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."authority" = $not_after_stated_authority THEN 0 ELSE 2 END + CASE
      WHEN NOT (
        f."listed_on_lo" <= $not_after_stated_listed_on_last
        AND f."listed_on_hi" >= $not_after_stated_listed_on_first
      )
      THEN 0
      ELSE 4
    END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "designations" AS f
  WHERE
    f."begins_lo" <= $as_of
    AND f."authority" IN ($not_after_stated_authority, '', $not_after_stated_authority_2)
    AND NOT (
      f."listed_on_lo" >= $not_after_stated_listed_on_first
      AND f."listed_on_hi" <= $not_after_stated_listed_on_last
    )
), "not_former_stated" AS (
  SELECT
    2 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."sector" = $not_former_stated_sector
      AND NOT f."ends_lo" < $as_of
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."sector" = $not_former_stated_sector THEN 0 ELSE 2 END + CASE WHEN NOT f."ends_lo" < $as_of THEN 0 ELSE 4 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    f."begins_lo" <= $as_of
    AND f."sector" IN ($not_former_stated_sector, '', $not_former_stated_sector_2)
    AND NOT f."ends_hi" < $as_of
)
SELECT
  *
FROM "not_that_unit_stated"
UNION ALL
SELECT
  *
FROM "not_after_stated"
UNION ALL
SELECT
  *
FROM "not_former_stated"
-- values
-- $as_of = 2018-09-08
-- $not_after_stated_authority = OFAC
-- $not_after_stated_authority_2 = unknown
-- $not_after_stated_listed_on_first = 2015-01-01
-- $not_after_stated_listed_on_last = 9999-12-31
-- $not_former_stated_sector = military
-- $not_former_stated_sector_2 = unknown
-- $not_that_unit_stated_sector = military
-- $not_that_unit_stated_sector_2 = unknown
-- $not_that_unit_stated_unit = u1
-- $not_that_unit_stated_unit_2 = unknown

-- verdicts
WITH best AS (
  SELECT
    "person_no",
    MAX(CASE WHEN "part" = 0 THEN "code" END) AS not_that_unit_stated,
    MAX(CASE WHEN "part" = 1 THEN "code" END) AS not_after_stated,
    MAX(CASE WHEN "part" = 2 THEN "code" END) AS not_former_stated
  FROM "evidence"
  GROUP BY
    "person_no"
), readings AS (
  SELECT
    p."person_no",
    2 AS population,
    COALESCE(
      b."not_that_unit_stated",
      CASE
        WHEN p."background" IN ($covered_background, $covered_background_2)
        THEN -1
        ELSE 0
      END
    ) AS "not-that-unit.stated",
    COALESCE(b."not_after_stated", -1) AS "not-after.stated",
    COALESCE(
      b."not_former_stated",
      CASE
        WHEN p."background" IN ($covered_background, $covered_background_2)
        THEN -1
        ELSE 0
      END
    ) AS "not-former.stated"
  FROM "persons" AS p
  LEFT JOIN "best" AS b
    ON p."person_no" = b."person_no"
)
SELECT
  *,
  LEAST("population", "not-that-unit.stated", "not-after.stated", "not-former.stated") AS status
FROM "readings"
-- values
-- $covered_background = yes
-- $covered_background_2 = no
