-- evidence
WITH `army_or_navy_stated` AS (
  SELECT
    0 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`known_hi` <= :as_of
      AND f.`sector` = :army_or_navy_stated_sector
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`known_hi` <= :as_of THEN 0 ELSE 2 END + CASE WHEN f.`sector` = :army_or_navy_stated_sector THEN 0 ELSE 4 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`known_lo` <= :as_of
    AND f.`sector` IN (:army_or_navy_stated_sector, '', :army_or_navy_stated_sector_2)
), `army_or_navy_stated_2` AS (
  SELECT
    1 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :army_or_navy_stated_2_sector
      AND NOT f.`known_lo` <= :as_of
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`sector` = :army_or_navy_stated_2_sector THEN 0 ELSE 2 END + CASE WHEN NOT f.`known_lo` <= :as_of THEN 0 ELSE 4 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:army_or_navy_stated_2_sector, '', :army_or_navy_stated_2_sector_2)
    AND NOT f.`known_hi` <= :as_of
)
SELECT
  *
FROM `army_or_navy_stated`
UNION ALL
SELECT
  *
FROM `army_or_navy_stated_2`
-- values
-- $army_or_navy_stated_2_sector = military
-- $army_or_navy_stated_2_sector_2 = unknown
-- $army_or_navy_stated_sector = military
-- $army_or_navy_stated_sector_2 = unknown
-- $as_of = 2018-09-08

-- verdicts
WITH best AS (
  SELECT
    `person_no`,
    MAX(CASE WHEN `part` = 1 THEN `code` END) AS army_or_navy_stated_2,
    MAX(CASE WHEN `part` = 0 THEN `code` END) AS army_or_navy_stated
  FROM `evidence`
  GROUP BY
    `person_no`
), readings AS (
  SELECT
    p.`person_no`,
    2 AS population,
    COALESCE(
      b.`army_or_navy_stated`,
      CASE
        WHEN p.`background` IN (:covered_background, :covered_background_2)
        AND COALESCE(b.`army_or_navy_stated_2`, -1) = -1
        THEN -1
        ELSE 0
      END
    ) AS `army-or-navy.stated`
  FROM `persons` AS p
  LEFT JOIN `best` AS b
    ON p.`person_no` = b.`person_no`
)
SELECT
  *,
  LEAST(`population`, `army-or-navy.stated`) AS status
FROM `readings`
-- values
-- $covered_background = yes
-- $covered_background_2 = no
