-- evidence
WITH `population` AS (
  SELECT
    0 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`authority` = :population_authority
      AND (
        f.`listed_on_lo` >= :population_listed_on_first
        AND f.`listed_on_hi` <= :population_listed_on_last
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`authority` = :population_authority THEN 0 ELSE 2 END + CASE
      WHEN f.`listed_on_lo` >= :population_listed_on_first
      AND f.`listed_on_hi` <= :population_listed_on_last
      THEN 0
      ELSE 4
    END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `designations` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`authority` IN (:population_authority, '')
    AND (
      f.`listed_on_lo` <= :population_listed_on_last
      AND f.`listed_on_hi` >= :population_listed_on_first
    )
), `active_military` AS (
  SELECT
    1 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :active_military_sector
      AND s.`begins_hi` <= :as_of
      AND s.`authority` = :active_military_authority
      AND (
        s.`listed_on_lo` >= :active_military_listed_on_first
        AND s.`listed_on_hi` <= :active_military_listed_on_last
      )
      AND (
        f.`begins_hi` <= s.`listed_on_lo` AND f.`ends_lo` >= s.`listed_on_hi`
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`sector` = :active_military_sector THEN 0 ELSE 2 END + CASE WHEN s.`begins_hi` <= :as_of THEN 0 ELSE 4 END + CASE WHEN s.`authority` = :active_military_authority THEN 0 ELSE 8 END + CASE
      WHEN s.`listed_on_lo` >= :active_military_listed_on_first
      AND s.`listed_on_hi` <= :active_military_listed_on_last
      THEN 0
      ELSE 16
    END + CASE
      WHEN f.`begins_hi` <= s.`listed_on_lo` AND f.`ends_lo` >= s.`listed_on_hi`
      THEN 0
      ELSE 32
    END AS doubt,
    f.`row_no` AS row_no,
    s.`row_no` AS other_row
  FROM `posts` AS f
  JOIN `designations` AS s
    ON f.`person_no` = s.`person_no`
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:active_military_sector, :active_military_sector_2, '')
    AND s.`begins_lo` <= :as_of
    AND s.`authority` IN (:active_military_authority, '')
    AND (
      s.`listed_on_lo` <= :active_military_listed_on_last
      AND s.`listed_on_hi` >= :active_military_listed_on_first
    )
    AND (
      f.`begins_lo` <= s.`listed_on_hi`
      AND f.`ends_hi` >= s.`listed_on_lo`
      AND (
        s.`listed_on_either` = ''
        OR ARRAY_CONTAINS(
          TRANSFORM(
            SPLIT(s.`listed_on_either`, CONCAT('\\Q', ';', '\\E')),
            d -> SUBSTRING(d, 1, 10) <= CAST(f.`ends_hi` AS STRING)
            AND SUBSTRING(d, 12, 10) >= CAST(f.`begins_lo` AS STRING)
          ),
          TRUE
        )
      )
    )
), `active_military_2` AS (
  SELECT
    2 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of AND f.`sector` = :active_military_2_sector
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`sector` = :active_military_2_sector THEN 0 ELSE 2 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:active_military_2_sector, :active_military_2_sector_2, '')
), `active_forces` AS (
  SELECT
    3 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` IN (:active_forces_sector, :active_forces_sector_2, :active_forces_sector_3)
      AND s.`begins_hi` <= :as_of
      AND s.`authority` = :active_forces_authority
      AND (
        s.`listed_on_lo` >= :active_forces_listed_on_first
        AND s.`listed_on_hi` <= :active_forces_listed_on_last
      )
      AND (
        f.`begins_hi` <= s.`listed_on_lo` AND f.`ends_lo` >= s.`listed_on_hi`
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE
      WHEN f.`sector` IN (:active_forces_sector, :active_forces_sector_2, :active_forces_sector_3)
      THEN 0
      ELSE 2
    END + CASE WHEN s.`begins_hi` <= :as_of THEN 0 ELSE 4 END + CASE WHEN s.`authority` = :active_forces_authority THEN 0 ELSE 8 END + CASE
      WHEN s.`listed_on_lo` >= :active_forces_listed_on_first
      AND s.`listed_on_hi` <= :active_forces_listed_on_last
      THEN 0
      ELSE 16
    END + CASE
      WHEN f.`begins_hi` <= s.`listed_on_lo` AND f.`ends_lo` >= s.`listed_on_hi`
      THEN 0
      ELSE 32
    END AS doubt,
    f.`row_no` AS row_no,
    s.`row_no` AS other_row
  FROM `posts` AS f
  JOIN `designations` AS s
    ON f.`person_no` = s.`person_no`
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (
      :active_forces_sector,
      :active_forces_sector_2,
      :active_forces_sector_3,
      :active_forces_sector_4,
      ''
    )
    AND s.`begins_lo` <= :as_of
    AND s.`authority` IN (:active_forces_authority, '')
    AND (
      s.`listed_on_lo` <= :active_forces_listed_on_last
      AND s.`listed_on_hi` >= :active_forces_listed_on_first
    )
    AND (
      f.`begins_lo` <= s.`listed_on_hi`
      AND f.`ends_hi` >= s.`listed_on_lo`
      AND (
        s.`listed_on_either` = ''
        OR ARRAY_CONTAINS(
          TRANSFORM(
            SPLIT(s.`listed_on_either`, CONCAT('\\Q', ';', '\\E')),
            d -> SUBSTRING(d, 1, 10) <= CAST(f.`ends_hi` AS STRING)
            AND SUBSTRING(d, 12, 10) >= CAST(f.`begins_lo` AS STRING)
          ),
          TRUE
        )
      )
    )
), `active_forces_2` AS (
  SELECT
    4 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` IN (:active_forces_2_sector, :active_forces_2_sector_2, :active_forces_2_sector_3)
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE
      WHEN f.`sector` IN (:active_forces_2_sector, :active_forces_2_sector_2, :active_forces_2_sector_3)
      THEN 0
      ELSE 2
    END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (
      :active_forces_2_sector,
      :active_forces_2_sector_2,
      :active_forces_2_sector_3,
      :active_forces_2_sector_4,
      ''
    )
), `first_time_stated` AS (
  SELECT
    5 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`authority` = :first_time_stated_authority
      AND NOT (
        f.`listed_on_lo` <= :first_time_stated_listed_on_last
        AND f.`listed_on_hi` >= :first_time_stated_listed_on_first
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`authority` = :first_time_stated_authority THEN 0 ELSE 2 END + CASE
      WHEN NOT (
        f.`listed_on_lo` <= :first_time_stated_listed_on_last
        AND f.`listed_on_hi` >= :first_time_stated_listed_on_first
      )
      THEN 0
      ELSE 4
    END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `designations` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`authority` IN (:first_time_stated_authority, '')
    AND NOT (
      f.`listed_on_lo` >= :first_time_stated_listed_on_first
      AND f.`listed_on_hi` <= :first_time_stated_listed_on_last
    )
)
SELECT
  *
FROM `population`
UNION ALL
SELECT
  *
FROM `active_military`
UNION ALL
SELECT
  *
FROM `active_military_2`
UNION ALL
SELECT
  *
FROM `active_forces`
UNION ALL
SELECT
  *
FROM `active_forces_2`
UNION ALL
SELECT
  *
FROM `first_time_stated`
-- values
-- $active_forces_2_sector = military
-- $active_forces_2_sector_2 = police
-- $active_forces_2_sector_3 = intelligence
-- $active_forces_2_sector_4 = state
-- $active_forces_authority = US-OFAC
-- $active_forces_listed_on_first = 2015-03-09
-- $active_forces_listed_on_last = 9999-12-31
-- $active_forces_sector = military
-- $active_forces_sector_2 = police
-- $active_forces_sector_3 = intelligence
-- $active_forces_sector_4 = state
-- $active_military_2_sector = military
-- $active_military_2_sector_2 = state
-- $active_military_authority = US-OFAC
-- $active_military_listed_on_first = 2015-03-09
-- $active_military_listed_on_last = 9999-12-31
-- $active_military_sector = military
-- $active_military_sector_2 = state
-- $as_of = 2018-09-08
-- $first_time_stated_authority = US-OFAC
-- $first_time_stated_listed_on_first = 2015-03-09
-- $first_time_stated_listed_on_last = 9999-12-31
-- $population_authority = US-OFAC
-- $population_listed_on_first = 2015-03-09
-- $population_listed_on_last = 9999-12-31

-- verdicts
WITH best AS (
  SELECT
    `person_no`,
    MAX(CASE WHEN `part` = 0 THEN `code` END) AS population,
    MAX(CASE WHEN `part` = 1 THEN `code` END) AS active_military,
    MAX(CASE WHEN `part` = 2 THEN `code` END) AS active_military_2,
    MAX(CASE WHEN `part` = 3 THEN `code` END) AS active_forces,
    MAX(CASE WHEN `part` = 4 THEN `code` END) AS active_forces_2,
    MAX(CASE WHEN `part` = 5 THEN `code` END) AS first_time_stated
  FROM `evidence`
  GROUP BY
    `person_no`
), readings AS (
  SELECT
    p.`person_no`,
    COALESCE(b.`population`, -1) AS population,
    GREATEST(
      COALESCE(b.`active_military`, -1),
      GREATEST(
        CASE
          WHEN p.`military_background` IN (:covered_military_background, :covered_military_background_2)
          THEN -1
          ELSE LEAST(0, COALESCE(b.`population`, -1))
        END,
        CASE
          WHEN TRUE
          THEN -1
          ELSE LEAST(
            0,
            COALESCE(
              b.`active_military_2`,
              CASE
                WHEN p.`military_background` IN (:covered_military_background, :covered_military_background_2)
                THEN -1
                ELSE 0
              END
            )
          )
        END,
        CASE
          WHEN p.`military_background` IN (:covered_military_background, :covered_military_background_2)
          OR TRUE
          THEN -1
          ELSE 0
        END
      )
    ) AS `active.military`,
    GREATEST(
      COALESCE(b.`active_forces`, -1),
      GREATEST(
        CASE WHEN FALSE THEN -1 ELSE LEAST(0, COALESCE(b.`population`, -1)) END,
        CASE WHEN TRUE THEN -1 ELSE LEAST(0, COALESCE(b.`active_forces_2`, 0)) END,
        CASE WHEN FALSE OR TRUE THEN -1 ELSE 0 END
      )
    ) AS `active.forces`,
    (
      (
        (
          SHIFTRIGHT(39, (
            2 * (
              COALESCE(b.`first_time_stated`, -1) + 1
            )
          ))
        ) & 3
      ) - 1
    ) AS `first-time.stated`
  FROM `persons` AS p
  LEFT JOIN `best` AS b
    ON p.`person_no` = b.`person_no`
)
SELECT
  *,
  LEAST(`population`, GREATEST(`active.military`, `active.forces`)) AS status
FROM `readings`
-- values
-- $covered_military_background = yes
-- $covered_military_background_2 = no
