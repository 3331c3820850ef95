-- masks
WITH `both_stated` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of AND f.`sector` = :both_stated_sector
      THEN 6
      ELSE 2
    END AS TINYINT) AS _mask_0
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:both_stated_sector, '', :both_stated_sector_2)
), `everybody` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`sex` IN (:both_stated_2_sex, '', :both_stated_2_sex_2)
      THEN CASE
        WHEN f.`sex` = :both_stated_2_sex
        THEN 56
        WHEN f.`sex` IN ('', :both_stated_2_sex_2) AND NOT f.`sex` = :both_stated_2_sex
        THEN 8
        ELSE 24
      END
      ELSE 0
    END + CASE
      WHEN f.`background` IN (:covered_background, :covered_background_2)
      THEN 1
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
  FROM `both_stated`
  UNION ALL
  SELECT
    *
  FROM `everybody`
) AS looks
GROUP BY
  `person_no`
-- values
-- $as_of = 2018-09-08
-- $both_stated_2_sex = f
-- $both_stated_2_sex_2 = unknown
-- $both_stated_sector = military
-- $both_stated_sector_2 = unknown
-- $covered_background = yes
-- $covered_background_2 = no

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
      `_mask_0` & 4
    ) <> 0 THEN 2 WHEN (
      `_mask_0` & 2
    ) <> 0 THEN 1 END AS both_stated,
    CASE
      WHEN (
        `_mask_0` & 32
      ) <> 0
      THEN 2
      WHEN (
        `_mask_0` & 16
      ) <> 0
      THEN 1
      WHEN (
        `_mask_0` & 8
      ) <> 0
      THEN 0
    END AS both_stated_2,
    (
      `_mask_0` & 1
    ) <> 0 AS covered_0
  FROM `alike`
), readings AS (
  SELECT
    b.`_mask_0`,
    b.`persons`,
    2 AS population,
    LEAST(
      COALESCE(b.`both_stated`, CASE WHEN b.`covered_0` THEN -1 ELSE 0 END),
      COALESCE(b.`both_stated_2`, -1)
    ) AS `both.stated`
  FROM `best` AS b
)
SELECT
  *,
  LEAST(`population`, `both.stated`) AS status
FROM `readings`
-- values

-- evidence
WITH `both_stated` AS (
  SELECT
    0 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of AND f.`sector` = :both_stated_sector
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`sector` = :both_stated_sector THEN 0 ELSE 2 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `posts` AS f
  WHERE
    (
      f.`begins_lo` <= :as_of
      AND f.`sector` IN (:both_stated_sector, '', :both_stated_sector_2)
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
), `both_stated_2` AS (
  SELECT
    1 AS part,
    f.`person_no`,
    CASE
      WHEN f.`sex` = :both_stated_2_sex
      THEN 2
      WHEN f.`sex` IN ('', :both_stated_2_sex_2) AND NOT f.`sex` = :both_stated_2_sex
      THEN 0
      ELSE 1
    END AS code,
    CASE WHEN f.`sex` = :both_stated_2_sex THEN 0 ELSE 1 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `persons` AS f
  WHERE
    f.`sex` IN (:both_stated_2_sex, '', :both_stated_2_sex_2)
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
)
SELECT
  *
FROM `both_stated`
UNION ALL
SELECT
  *
FROM `both_stated_2`
-- values
-- $as_of = 2018-09-08
-- $both_stated_2_sex = f
-- $both_stated_2_sex_2 = unknown
-- $both_stated_sector = military
-- $both_stated_sector_2 = unknown
