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
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:two_units_stated_2_sector, '', :two_units_stated_2_sector_2)
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

-- verdicts
WITH best AS (
  SELECT
    `person_no`,
    MAX(CASE WHEN `part` = 0 THEN `code` END) AS two_units_stated,
    MAX(CASE WHEN `part` = 1 THEN `code` END) AS two_units_stated_2
  FROM `evidence`
  GROUP BY
    `person_no`
), readings AS (
  SELECT
    p.`person_no`,
    2 AS population,
    GREATEST(
      COALESCE(b.`two_units_stated`, -1),
      GREATEST(
        CASE
          WHEN p.`background` IN (:covered_background, :covered_background_2)
          THEN -1
          ELSE LEAST(
            0,
            COALESCE(
              b.`two_units_stated_2`,
              CASE
                WHEN p.`background` IN (:covered_background, :covered_background_2)
                THEN -1
                ELSE 0
              END
            )
          )
        END,
        CASE
          WHEN p.`background` IN (:covered_background, :covered_background_2)
          THEN -1
          ELSE LEAST(
            0,
            COALESCE(
              b.`two_units_stated_2`,
              CASE
                WHEN p.`background` IN (:covered_background, :covered_background_2)
                THEN -1
                ELSE 0
              END
            )
          )
        END,
        CASE
          WHEN p.`background` IN (:covered_background, :covered_background_2)
          OR p.`background` IN (:covered_background, :covered_background_2)
          THEN -1
          ELSE 0
        END
      )
    ) AS `two-units.stated`
  FROM `persons` AS p
  LEFT JOIN `best` AS b
    ON p.`person_no` = b.`person_no`
)
SELECT
  *,
  LEAST(`population`, `two-units.stated`) AS status
FROM `readings`
-- values
-- $covered_background = yes
-- $covered_background_2 = no
