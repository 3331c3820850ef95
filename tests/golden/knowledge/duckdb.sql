-- masks
SELECT
  "person_no",
  BIT_OR("_mask_0") AS _mask_0
FROM (
  WITH "army_or_navy_stated" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."known_hi" <= $as_of
        AND f."sector" = $army_or_navy_stated_sector
        THEN 24
        ELSE 8
      END AS TINYINT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."known_lo" <= $as_of
      AND f."sector" IN ($army_or_navy_stated_sector, '', $army_or_navy_stated_sector_2)
  ), "army_or_navy_stated_2" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."sector" = $army_or_navy_stated_2_sector
        AND NOT f."known_lo" <= $as_of
        THEN 6
        ELSE 2
      END AS TINYINT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."sector" IN ($army_or_navy_stated_2_sector, '', $army_or_navy_stated_2_sector_2)
      AND NOT f."known_hi" <= $as_of
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
  FROM "army_or_navy_stated"
  UNION ALL
  SELECT
    *
  FROM "army_or_navy_stated_2"
  UNION ALL
  SELECT
    *
  FROM "everybody"
) AS looks
GROUP BY
  "person_no"
-- values
-- $army_or_navy_stated_2_sector = military
-- $army_or_navy_stated_2_sector_2 = unknown
-- $army_or_navy_stated_sector = military
-- $army_or_navy_stated_sector_2 = unknown
-- $as_of = 2018-09-08
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
    ) <> 0 THEN 1 END AS army_or_navy_stated_2,
    CASE WHEN (
      "_mask_0" & 16
    ) <> 0 THEN 2 WHEN (
      "_mask_0" & 8
    ) <> 0 THEN 1 END AS army_or_navy_stated,
    (
      "_mask_0" & 1
    ) <> 0 AS covered_0
  FROM "alike"
), readings AS (
  SELECT
    b."_mask_0",
    b."persons",
    2 AS population,
    COALESCE(
      b."army_or_navy_stated",
      CASE
        WHEN b."covered_0" AND COALESCE(b."army_or_navy_stated_2", -1) = -1
        THEN -1
        ELSE 0
      END
    ) AS "army-or-navy.stated"
  FROM "best" AS b
)
SELECT
  *,
  LEAST("population", "army-or-navy.stated") AS status
FROM "readings"
-- values

-- evidence
WITH "army_or_navy_stated" AS (
  SELECT
    0 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."known_hi" <= $as_of
      AND f."sector" = $army_or_navy_stated_sector
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."known_hi" <= $as_of THEN 0 ELSE 2 END + CASE WHEN f."sector" = $army_or_navy_stated_sector THEN 0 ELSE 4 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."known_lo" <= $as_of
      AND f."sector" IN ($army_or_navy_stated_sector, '', $army_or_navy_stated_sector_2)
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "army_or_navy_stated_2" AS (
  SELECT
    1 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."sector" = $army_or_navy_stated_2_sector
      AND NOT f."known_lo" <= $as_of
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."sector" = $army_or_navy_stated_2_sector THEN 0 ELSE 2 END + CASE WHEN NOT f."known_lo" <= $as_of THEN 0 ELSE 4 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."sector" IN ($army_or_navy_stated_2_sector, '', $army_or_navy_stated_2_sector_2)
      AND NOT f."known_hi" <= $as_of
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
)
SELECT
  *
FROM "army_or_navy_stated"
UNION ALL
SELECT
  *
FROM "army_or_navy_stated_2"
-- values
-- $army_or_navy_stated_2_sector = military
-- $army_or_navy_stated_2_sector_2 = unknown
-- $army_or_navy_stated_sector = military
-- $army_or_navy_stated_sector_2 = unknown
-- $as_of = 2018-09-08
