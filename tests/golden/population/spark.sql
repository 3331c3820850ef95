-- evidence
WITH `population` AS (
  SELECT
    0 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of AND f.`authority` = :population_authority
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`authority` = :population_authority THEN 0 ELSE 2 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `designations` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`authority` IN (:population_authority, '', :population_authority_2)
), `army_stated` AS (
  SELECT
    1 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :army_stated_sector
      AND f.`branch` = :army_stated_branch
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`sector` = :army_stated_sector THEN 0 ELSE 2 END + CASE WHEN f.`branch` = :army_stated_branch THEN 0 ELSE 4 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:army_stated_sector, '', :army_stated_sector_2)
    AND (
      f.`branch` IN (:army_stated_branch, :army_stated_branch_2)
      OR (
        f.`branch` IN ('', :army_stated_branch_3)
        AND f.`sector` IN (:army_stated_sector, '', :army_stated_sector_2)
      )
    )
)
SELECT
  *
FROM `population`
UNION ALL
SELECT
  *
FROM `army_stated`
-- values
-- $army_stated_branch = army
-- $army_stated_branch_2 = armed
-- $army_stated_branch_3 = unknown
-- $army_stated_sector = military
-- $army_stated_sector_2 = unknown
-- $as_of = 2018-09-08
-- $population_authority = OFAC
-- $population_authority_2 = unknown

-- verdicts
WITH best AS (
  SELECT
    `person_no`,
    MAX(CASE WHEN `part` = 0 THEN `code` END) AS population,
    MAX(CASE WHEN `part` = 1 THEN `code` END) AS army_stated
  FROM `evidence`
  GROUP BY
    `person_no`
), readings AS (
  SELECT
    p.`person_no`,
    COALESCE(b.`population`, -1) AS population,
    COALESCE(
      b.`army_stated`,
      CASE
        WHEN p.`background` IN (:covered_background, :covered_background_2)
        THEN -1
        ELSE 0
      END
    ) AS `army.stated`
  FROM `persons` AS p
  LEFT JOIN `best` AS b
    ON p.`person_no` = b.`person_no`
)
SELECT
  *,
  LEAST(`population`, `army.stated`) AS status
FROM `readings`
-- values
-- $covered_background = yes
-- $covered_background_2 = no
