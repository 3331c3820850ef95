-- masks
WITH `two_units_stated` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :two_units_stated_sector
      AND s.`begins_hi` <= :as_of
      AND s.`sector` = :two_units_stated_sector
      AND (
        NOT f.`unit` = s.`unit`
        AND NOT f.`unit` IN ('', :two_units_stated_unit)
        AND NOT s.`unit` IN ('', :two_units_stated_unit)
      )
      THEN 3
      ELSE 1
    END AS TINYINT) AS _mask_0
  FROM `posts` AS f
  JOIN `posts` AS s
    ON f.`person_no` = s.`person_no` AND f.`row_no` <> s.`row_no`
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:two_units_stated_sector, '', :two_units_stated_sector_2)
    AND s.`begins_lo` <= :as_of
    AND s.`sector` IN (:two_units_stated_sector, '', :two_units_stated_sector_2)
    AND (
      (
        NOT f.`unit` = s.`unit`
        AND NOT f.`unit` IN ('', :two_units_stated_unit)
        AND NOT s.`unit` IN ('', :two_units_stated_unit)
      )
      OR f.`unit` IN ('', :two_units_stated_unit)
      OR s.`unit` IN ('', :two_units_stated_unit)
    )
), `two_units_stated_2` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of AND f.`sector` = :two_units_stated_2_sector
      THEN 24
      ELSE 8
    END AS TINYINT) AS _mask_0
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:two_units_stated_2_sector, '', :two_units_stated_2_sector_2)
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
  FROM `two_units_stated`
  UNION ALL
  SELECT
    *
  FROM `two_units_stated_2`
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
-- $two_units_stated_2_sector = military
-- $two_units_stated_2_sector_2 = unknown
-- $two_units_stated_sector = military
-- $two_units_stated_sector_2 = unknown
-- $two_units_stated_unit = unknown

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
    ) <> 0 THEN 1 END AS two_units_stated,
    CASE WHEN (
      `_mask_0` & 16
    ) <> 0 THEN 2 WHEN (
      `_mask_0` & 8
    ) <> 0 THEN 1 END AS two_units_stated_2,
    (
      `_mask_0` & 4
    ) <> 0 AS covered_0
  FROM `alike`
), readings AS (
  SELECT
    b.`_mask_0`,
    b.`persons`,
    2 AS population,
    GREATEST(
      COALESCE(b.`two_units_stated`, -1),
      GREATEST(
        CASE
          WHEN b.`covered_0`
          THEN -1
          ELSE LEAST(0, COALESCE(b.`two_units_stated_2`, CASE WHEN b.`covered_0` THEN -1 ELSE 0 END))
        END,
        CASE
          WHEN b.`covered_0`
          THEN -1
          ELSE LEAST(0, COALESCE(b.`two_units_stated_2`, CASE WHEN b.`covered_0` THEN -1 ELSE 0 END))
        END,
        CASE WHEN b.`covered_0` OR b.`covered_0` THEN -1 ELSE 0 END
      )
    ) AS `two-units.stated`
  FROM `best` AS b
)
SELECT
  *,
  LEAST(`population`, `two-units.stated`) AS status
FROM `readings`
-- values

-- evidence
WITH `two_units_stated` AS (
  SELECT
    0 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :two_units_stated_sector
      AND s.`begins_hi` <= :as_of
      AND s.`sector` = :two_units_stated_sector
      AND (
        NOT f.`unit` = s.`unit`
        AND NOT f.`unit` IN ('', :two_units_stated_unit)
        AND NOT s.`unit` IN ('', :two_units_stated_unit)
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`sector` = :two_units_stated_sector THEN 0 ELSE 2 END + CASE WHEN s.`begins_hi` <= :as_of THEN 0 ELSE 4 END + CASE WHEN s.`sector` = :two_units_stated_sector THEN 0 ELSE 8 END + CASE
      WHEN NOT f.`unit` = s.`unit`
      AND NOT f.`unit` IN ('', :two_units_stated_unit)
      AND NOT s.`unit` IN ('', :two_units_stated_unit)
      THEN 0
      ELSE 16
    END AS doubt,
    f.`row_no` AS row_no,
    s.`row_no` AS other_row
  FROM `posts` AS f
  JOIN `posts` AS s
    ON f.`person_no` = s.`person_no` AND f.`row_no` <> s.`row_no`
  WHERE
    (
      f.`begins_lo` <= :as_of
      AND f.`sector` IN (:two_units_stated_sector, '', :two_units_stated_sector_2)
      AND s.`begins_lo` <= :as_of
      AND s.`sector` IN (:two_units_stated_sector, '', :two_units_stated_sector_2)
      AND (
        (
          NOT f.`unit` = s.`unit`
          AND NOT f.`unit` IN ('', :two_units_stated_unit)
          AND NOT s.`unit` IN ('', :two_units_stated_unit)
        )
        OR f.`unit` IN ('', :two_units_stated_unit)
        OR s.`unit` IN ('', :two_units_stated_unit)
      )
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
), `two_units_stated_2` AS (
  SELECT
    1 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of AND f.`sector` = :two_units_stated_2_sector
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`sector` = :two_units_stated_2_sector THEN 0 ELSE 2 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `posts` AS f
  WHERE
    (
      f.`begins_lo` <= :as_of
      AND f.`sector` IN (:two_units_stated_2_sector, '', :two_units_stated_2_sector_2)
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
)
SELECT
  *
FROM `two_units_stated`
UNION ALL
SELECT
  *
FROM `two_units_stated_2`
-- values
-- $as_of = 2018-09-08
-- $two_units_stated_2_sector = military
-- $two_units_stated_2_sector_2 = unknown
-- $two_units_stated_sector = military
-- $two_units_stated_sector_2 = unknown
-- $two_units_stated_unit = unknown
