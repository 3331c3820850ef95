-- evidence
WITH `blank_unit_stated` AS (
  SELECT
    0 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of AND f.`sector` = :blank_unit_stated_sector
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`sector` = :blank_unit_stated_sector THEN 0 ELSE 2 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:blank_unit_stated_sector, '', :blank_unit_stated_sector_2)
    AND f.`unit` IN ('', :blank_unit_stated_unit)
)
SELECT
  *
FROM `blank_unit_stated`
-- values
-- $as_of = 2018-09-08
-- $blank_unit_stated_sector = military
-- $blank_unit_stated_sector_2 = unknown
-- $blank_unit_stated_unit = unknown

-- verdicts
WITH best AS (
  SELECT
    `person_no`,
    MAX(CASE WHEN `part` = 0 THEN `code` END) AS blank_unit_stated
  FROM `evidence`
  GROUP BY
    `person_no`
), readings AS (
  SELECT
    p.`person_no`,
    2 AS population,
    COALESCE(
      b.`blank_unit_stated`,
      CASE
        WHEN p.`background` IN (:covered_background, :covered_background_2)
        THEN -1
        ELSE 0
      END
    ) AS `blank-unit.stated`
  FROM `persons` AS p
  LEFT JOIN `best` AS b
    ON p.`person_no` = b.`person_no`
)
SELECT
  *,
  LEAST(`population`, `blank-unit.stated`) AS status
FROM `readings`
-- values
-- $covered_background = yes
-- $covered_background_2 = no
