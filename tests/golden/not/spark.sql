-- masks
WITH `not_both_stated` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of AND f.`sector` = :not_both_stated_sector
      THEN 6
      ELSE 2
    END AS TINYINT) AS _mask_0
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:not_both_stated_sector, '', :not_both_stated_sector_2)
), `everybody` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`sex` IN (:not_both_stated_2_sex, '', :not_both_stated_2_sex_2)
      THEN CASE
        WHEN f.`sex` = :not_both_stated_2_sex
        THEN 56
        WHEN f.`sex` IN ('', :not_both_stated_2_sex_2)
        AND NOT f.`sex` = :not_both_stated_2_sex
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
  FROM `not_both_stated`
  UNION ALL
  SELECT
    *
  FROM `everybody`
) AS looks
GROUP BY
  `person_no`
-- values
-- $as_of = 2018-09-08
-- $covered_background = yes
-- $covered_background_2 = no
-- $not_both_stated_2_sex = f
-- $not_both_stated_2_sex_2 = unknown
-- $not_both_stated_sector = military
-- $not_both_stated_sector_2 = unknown

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
    ) <> 0 THEN 1 END AS not_both_stated,
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
    END AS not_both_stated_2,
    (
      `_mask_0` & 1
    ) <> 0 AS covered_0
  FROM `alike`
), readings AS (
  SELECT
    b.`_mask_0`,
    b.`persons`,
    2 AS population,
    (
      (
        (
          SHIFTRIGHT(
            39,
            (
              2 * (
                LEAST(
                  COALESCE(b.`not_both_stated`, CASE WHEN b.`covered_0` THEN -1 ELSE 0 END),
                  COALESCE(b.`not_both_stated_2`, -1)
                ) + 1
              )
            )
          )
        ) & 3
      ) - 1
    ) AS `not-both.stated`
  FROM `best` AS b
)
SELECT
  *,
  LEAST(`population`, `not-both.stated`) AS status
FROM `readings`
-- values

-- evidence
WITH `not_both_stated` AS (
  SELECT
    0 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of AND f.`sector` = :not_both_stated_sector
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`sector` = :not_both_stated_sector THEN 0 ELSE 2 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `posts` AS f
  WHERE
    (
      f.`begins_lo` <= :as_of
      AND f.`sector` IN (:not_both_stated_sector, '', :not_both_stated_sector_2)
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
), `not_both_stated_2` AS (
  SELECT
    1 AS part,
    f.`person_no`,
    CASE
      WHEN f.`sex` = :not_both_stated_2_sex
      THEN 2
      WHEN f.`sex` IN ('', :not_both_stated_2_sex_2)
      AND NOT f.`sex` = :not_both_stated_2_sex
      THEN 0
      ELSE 1
    END AS code,
    CASE WHEN f.`sex` = :not_both_stated_2_sex THEN 0 ELSE 1 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `persons` AS f
  WHERE
    f.`sex` IN (:not_both_stated_2_sex, '', :not_both_stated_2_sex_2)
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
)
SELECT
  *
FROM `not_both_stated`
UNION ALL
SELECT
  *
FROM `not_both_stated_2`
-- values
-- $as_of = 2018-09-08
-- $not_both_stated_2_sex = f
-- $not_both_stated_2_sex_2 = unknown
-- $not_both_stated_sector = military
-- $not_both_stated_sector_2 = unknown
