-- masks
WITH `population` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of AND f.`authority` = :population_authority
      THEN 3
      ELSE 1
    END AS TINYINT) AS _mask_0
  FROM `designations` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`authority` IN (:population_authority, '', :population_authority_2)
), `army_stated` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :army_stated_sector
      AND f.`branch` = :army_stated_branch
      THEN 24
      ELSE 8
    END AS TINYINT) AS _mask_0
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
), `everybody` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`background` IN (:covered_background, :covered_background_2)
      THEN 4
      ELSE 0
    END AS TINYINT) AS _mask_0
  FROM `persons` AS f
)
SELECT
  `person_no`,
  BIT_OR(`_mask_0`) AS _mask_0
FROM (
  SELECT
    *
  FROM `population`
  UNION ALL
  SELECT
    *
  FROM `army_stated`
  UNION ALL
  SELECT
    *
  FROM `everybody`
) AS looks
GROUP BY
  `person_no`
-- values
-- $army_stated_branch = army
-- $army_stated_branch_2 = armed
-- $army_stated_branch_3 = unknown
-- $army_stated_sector = military
-- $army_stated_sector_2 = unknown
-- $as_of = 2018-09-08
-- $covered_background = yes
-- $covered_background_2 = no
-- $population_authority = OFAC
-- $population_authority_2 = unknown

-- verdicts
WITH alike AS (
  SELECT
    `_mask_0`,
    COUNT(*) AS persons
  FROM `masks`
  GROUP BY
    `_mask_0`
), best AS (
  SELECT
    *,
    CASE WHEN (
      `_mask_0` & 2
    ) <> 0 THEN 2 WHEN (
      `_mask_0` & 1
    ) <> 0 THEN 1 END AS population,
    CASE WHEN (
      `_mask_0` & 16
    ) <> 0 THEN 2 WHEN (
      `_mask_0` & 8
    ) <> 0 THEN 1 END AS army_stated,
    (
      `_mask_0` & 4
    ) <> 0 AS covered_0
  FROM `alike`
), readings AS (
  SELECT
    b.`_mask_0`,
    b.`persons`,
    COALESCE(b.`population`, -1) AS population,
    COALESCE(b.`army_stated`, CASE WHEN b.`covered_0` THEN -1 ELSE 0 END) AS `army.stated`
  FROM `best` AS b
)
SELECT
  *,
  LEAST(`population`, `army.stated`) AS status
FROM `readings`
-- values

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
    (
      f.`begins_lo` <= :as_of
      AND f.`authority` IN (:population_authority, '', :population_authority_2)
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
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
    (
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
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
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
