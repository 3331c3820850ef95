-- masks
SELECT
  "person_no",
  BIT_OR("_mask_0") AS _mask_0
FROM (
  WITH "brigade_stated" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."sector" = $brigade_stated_sector
        AND STRPOS(f."title_words", $brigade_stated_title_words) > 0
        THEN 6
        ELSE 2
      END AS TINYINT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."sector" IN ($brigade_stated_sector, '', $brigade_stated_sector_2)
      AND (
        STRPOS(f."title_words", $brigade_stated_title_words) > 0
        OR f."title" IN ('', $brigade_stated_title)
      )
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
  FROM "brigade_stated"
  UNION ALL
  SELECT
    *
  FROM "everybody"
) AS looks
GROUP BY
  "person_no"
-- values
-- $as_of = 2018-09-08
-- $brigade_stated_sector = military
-- $brigade_stated_sector_2 = unknown
-- $brigade_stated_title = ?
-- $brigade_stated_title_words =  de la brigada 
-- $covered_background = yes
-- $covered_background_2 = no

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
    ) <> 0 THEN 1 END AS brigade_stated,
    (
      "_mask_0" & 1
    ) <> 0 AS covered_0
  FROM "alike"
), readings AS (
  SELECT
    b."_mask_0",
    b."persons",
    2 AS population,
    COALESCE(b."brigade_stated", CASE WHEN b."covered_0" THEN -1 ELSE 0 END) AS "brigade.stated"
  FROM "best" AS b
)
SELECT
  *,
  LEAST("population", "brigade.stated") AS status
FROM "readings"
-- values

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
    (
      f."begins_lo" <= $as_of
      AND f."sector" IN ($brigade_stated_sector, '', $brigade_stated_sector_2)
      AND (
        STRPOS(f."title_words", $brigade_stated_title_words) > 0
        OR f."title" IN ('', $brigade_stated_title)
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
FROM "brigade_stated"
-- values
-- $as_of = 2018-09-08
-- $brigade_stated_sector = military
-- $brigade_stated_sector_2 = unknown
-- $brigade_stated_title = ?
-- $brigade_stated_title_words =  de la brigada 
