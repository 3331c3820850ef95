-- masks
WITH `not_that_unit_stated` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :not_that_unit_stated_sector
      AND NOT f.`unit` IN (:not_that_unit_stated_unit, '', :not_that_unit_stated_unit_2)
      THEN 6
      ELSE 2
    END AS TINYINT) AS _mask_0
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:not_that_unit_stated_sector, '', :not_that_unit_stated_sector_2)
    AND NOT f.`unit` = :not_that_unit_stated_unit
), `not_after_stated` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`authority` = :not_after_stated_authority
      AND NOT (
        f.`listed_on_lo` <= :not_after_stated_listed_on_last
        AND f.`listed_on_hi` >= :not_after_stated_listed_on_first
      )
      THEN 24
      ELSE 8
    END AS TINYINT) AS _mask_0
  FROM `designations` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`authority` IN (:not_after_stated_authority, '', :not_after_stated_authority_2)
    AND NOT (
      f.`listed_on_lo` >= :not_after_stated_listed_on_first
      AND f.`listed_on_hi` <= :not_after_stated_listed_on_last
    )
), `not_former_stated` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :not_former_stated_sector
      AND NOT f.`ends_lo` < :as_of
      THEN 96
      ELSE 32
    END AS TINYINT) AS _mask_0
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:not_former_stated_sector, '', :not_former_stated_sector_2)
    AND NOT f.`ends_hi` < :as_of
), `everybody` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
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
  FROM `not_that_unit_stated`
  UNION ALL
  SELECT
    *
  FROM `not_after_stated`
  UNION ALL
  SELECT
    *
  FROM `not_former_stated`
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
    ) <> 0 THEN 1 END AS not_that_unit_stated,
    CASE WHEN (
      `_mask_0` & 16
    ) <> 0 THEN 2 WHEN (
      `_mask_0` & 8
    ) <> 0 THEN 1 END AS not_after_stated,
    CASE WHEN (
      `_mask_0` & 64
    ) <> 0 THEN 2 WHEN (
      `_mask_0` & 32
    ) <> 0 THEN 1 END AS not_former_stated,
    (
      `_mask_0` & 1
    ) <> 0 AS covered_0
  FROM `alike`
), readings AS (
  SELECT
    b.`_mask_0`,
    b.`persons`,
    2 AS population,
    COALESCE(b.`not_that_unit_stated`, CASE WHEN b.`covered_0` THEN -1 ELSE 0 END) AS `not-that-unit.stated`,
    COALESCE(b.`not_after_stated`, -1) AS `not-after.stated`,
    COALESCE(b.`not_former_stated`, CASE WHEN b.`covered_0` THEN -1 ELSE 0 END) AS `not-former.stated`
  FROM `best` AS b
)
SELECT
  *,
  LEAST(`population`, `not-that-unit.stated`, `not-after.stated`, `not-former.stated`) AS status
FROM `readings`
-- values

-- evidence
WITH `not_that_unit_stated` AS (
  SELECT
    0 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :not_that_unit_stated_sector
      AND NOT f.`unit` IN (:not_that_unit_stated_unit, '', :not_that_unit_stated_unit_2)
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`sector` = :not_that_unit_stated_sector THEN 0 ELSE 2 END + CASE
      WHEN NOT f.`unit` IN (:not_that_unit_stated_unit, '', :not_that_unit_stated_unit_2)
      THEN 0
      ELSE 4
    END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `posts` AS f
  WHERE
    (
      f.`begins_lo` <= :as_of
      AND f.`sector` IN (:not_that_unit_stated_sector, '', :not_that_unit_stated_sector_2)
      AND NOT f.`unit` = :not_that_unit_stated_unit
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
), `not_after_stated` AS (
  SELECT
    1 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`authority` = :not_after_stated_authority
      AND NOT (
        f.`listed_on_lo` <= :not_after_stated_listed_on_last
        AND f.`listed_on_hi` >= :not_after_stated_listed_on_first
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`authority` = :not_after_stated_authority THEN 0 ELSE 2 END + CASE
      WHEN NOT (
        f.`listed_on_lo` <= :not_after_stated_listed_on_last
        AND f.`listed_on_hi` >= :not_after_stated_listed_on_first
      )
      THEN 0
      ELSE 4
    END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `designations` AS f
  WHERE
    (
      f.`begins_lo` <= :as_of
      AND f.`authority` IN (:not_after_stated_authority, '', :not_after_stated_authority_2)
      AND NOT (
        f.`listed_on_lo` >= :not_after_stated_listed_on_first
        AND f.`listed_on_hi` <= :not_after_stated_listed_on_last
      )
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
), `not_former_stated` AS (
  SELECT
    2 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :not_former_stated_sector
      AND NOT f.`ends_lo` < :as_of
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`sector` = :not_former_stated_sector THEN 0 ELSE 2 END + CASE WHEN NOT f.`ends_lo` < :as_of THEN 0 ELSE 4 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `posts` AS f
  WHERE
    (
      f.`begins_lo` <= :as_of
      AND f.`sector` IN (:not_former_stated_sector, '', :not_former_stated_sector_2)
      AND NOT f.`ends_hi` < :as_of
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
)
SELECT
  *
FROM `not_that_unit_stated`
UNION ALL
SELECT
  *
FROM `not_after_stated`
UNION ALL
SELECT
  *
FROM `not_former_stated`
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
