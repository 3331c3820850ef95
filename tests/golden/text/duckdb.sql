-- evidence
WITH "brigade_stated" AS (
  SELECT
    0 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."sector" = $brigade_stated_sector
      AND STRPOS(f."title_words", $brigade_stated_title_words) > 0
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."sector" = $brigade_stated_sector THEN 0 ELSE 2 END + CASE WHEN STRPOS(f."title_words", $brigade_stated_title_words) > 0 THEN 0 ELSE 4 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    f."begins_lo" <= $as_of
    AND f."sector" IN ($brigade_stated_sector, '', $brigade_stated_sector_2)
    AND (
      STRPOS(f."title_words", $brigade_stated_title_words) > 0
      OR f."title" IN ('', $brigade_stated_title)
    )
)
SELECT
  *
FROM "brigade_stated"
-- values
-- $as_of = 2018-09-08
-- $brigade_stated_sector = military
-- $brigade_stated_sector_2 = unknown
-- $brigade_stated_title = ?
-- $brigade_stated_title_words =  de la brigada 

-- verdicts
WITH best AS (
  SELECT
    "person_no",
    MAX(CASE WHEN "part" = 0 THEN "code" END) AS brigade_stated
  FROM "evidence"
  GROUP BY
    "person_no"
), readings AS (
  SELECT
    p."person_no",
    2 AS population,
    COALESCE(
      b."brigade_stated",
      CASE
        WHEN p."background" IN ($covered_background, $covered_background_2)
        THEN -1
        ELSE 0
      END
    ) AS "brigade.stated"
  FROM "persons" AS p
  LEFT JOIN "best" AS b
    ON p."person_no" = b."person_no"
)
SELECT
  *,
  LEAST("population", "brigade.stated") AS status
FROM "readings"
-- values
-- $covered_background = yes
-- $covered_background_2 = no
