-- evidence
WITH `guard_stated` AS (
  SELECT
    0 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :guard_stated_sector
      AND f.`branch` = :guard_stated_branch
      AND f.`ends_hi` < :as_of
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`sector` = :guard_stated_sector THEN 0 ELSE 2 END + CASE WHEN f.`branch` = :guard_stated_branch THEN 0 ELSE 4 END + CASE WHEN f.`ends_hi` < :as_of THEN 0 ELSE 8 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:guard_stated_sector, :guard_stated_sector_2, '')
    AND (
      f.`branch` IN (:guard_stated_branch, :guard_stated_branch_2)
      OR (
        f.`branch` = ''
        AND f.`sector` IN (:guard_stated_sector, :guard_stated_sector_2, '')
      )
    )
    AND f.`ends_lo` < :as_of
), `graft_individual` AS (
  SELECT
    1 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`ground` = :graft_individual_ground
      AND f.`level` = :graft_individual_level
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`ground` = :graft_individual_ground THEN 0 ELSE 2 END + CASE WHEN f.`level` = :graft_individual_level THEN 0 ELSE 4 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `grounds` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`ground` IN (:graft_individual_ground, '')
    AND f.`level` IN (:graft_individual_level, '')
), `graft_action` AS (
  SELECT
    2 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`ground` = :graft_action_ground
      AND f.`level` IN (:graft_action_level, :graft_action_level_2)
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`ground` = :graft_action_ground THEN 0 ELSE 2 END + CASE
      WHEN f.`level` IN (:graft_action_level, :graft_action_level_2)
      THEN 0
      ELSE 4
    END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `grounds` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`ground` IN (:graft_action_ground, '')
    AND f.`level` IN (:graft_action_level, :graft_action_level_2, '')
), `graft_program` AS (
  SELECT
    3 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of AND f.`ground` = :graft_program_ground
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`ground` = :graft_program_ground THEN 0 ELSE 2 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `grounds` AS f
  WHERE
    f.`begins_lo` <= :as_of AND f.`ground` IN (:graft_program_ground, '')
), `age_stated` AS (
  SELECT
    4 AS part,
    f.`person_no`,
    CASE
      WHEN (
        f.`birth_date_lo` >= :age_stated_birth_date_first
        AND f.`birth_date_hi` <= :age_stated_birth_date_last
      )
      AND (
        f.`died` = '' OR f.`died_lo` >= :as_of
      )
      THEN 2
      WHEN (
        f.`birth_date` = ''
        AND NOT (
          f.`birth_date_lo` >= :age_stated_birth_date_first
          AND f.`birth_date_hi` <= :age_stated_birth_date_last
        )
      )
      AND NOT (
        (
          f.`birth_date_lo` >= :age_stated_birth_date_first
          AND f.`birth_date_hi` <= :age_stated_birth_date_last
        )
        AND (
          f.`died` = '' OR f.`died_lo` >= :as_of
        )
      )
      THEN 0
      ELSE 1
    END AS code,
    CASE
      WHEN (
        f.`birth_date_lo` >= :age_stated_birth_date_first
        AND f.`birth_date_hi` <= :age_stated_birth_date_last
      )
      AND (
        f.`died` = '' OR f.`died_lo` >= :as_of
      )
      THEN 0
      ELSE 1
    END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `persons` AS f
  WHERE
    (
      f.`birth_date_lo` <= :age_stated_birth_date_last
      AND f.`birth_date_hi` >= :age_stated_birth_date_first
      AND (
        f.`birth_date_either` = ''
        OR ARRAY_CONTAINS(
          TRANSFORM(
            SPLIT(f.`birth_date_either`, CONCAT('\\Q', ';', '\\E')),
            d -> SUBSTRING(d, 1, 10) <= :age_stated_birth_date_text_2
            AND SUBSTRING(d, 12, 10) >= :age_stated_birth_date_text
          ),
          TRUE
        )
      )
    )
    AND (
      f.`died` = '' OR f.`died_hi` >= :as_of
    )
), `age_stated_2` AS (
  SELECT
    5 AS part,
    f.`person_no`,
    CASE
      WHEN f.`gender` = :age_stated_2_gender
      THEN 2
      WHEN f.`gender` = '' AND NOT f.`gender` = :age_stated_2_gender
      THEN 0
      ELSE 1
    END AS code,
    CASE WHEN f.`gender` = :age_stated_2_gender THEN 0 ELSE 1 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `persons` AS f
  WHERE
    f.`gender` IN (:age_stated_2_gender, '')
)
SELECT
  *
FROM `guard_stated`
UNION ALL
SELECT
  *
FROM `graft_individual`
UNION ALL
SELECT
  *
FROM `graft_action`
UNION ALL
SELECT
  *
FROM `graft_program`
UNION ALL
SELECT
  *
FROM `age_stated`
UNION ALL
SELECT
  *
FROM `age_stated_2`
-- values
-- $age_stated_2_gender = male
-- $age_stated_birth_date_first = 1958-09-09
-- $age_stated_birth_date_last = 1968-09-08
-- $age_stated_birth_date_text = 1958-09-09
-- $age_stated_birth_date_text_2 = 1968-09-08
-- $as_of = 2018-09-08
-- $graft_action_ground = corruption
-- $graft_action_level = action
-- $graft_action_level_2 = individual
-- $graft_individual_ground = corruption
-- $graft_individual_level = individual
-- $graft_program_ground = corruption
-- $guard_stated_branch = national-guard
-- $guard_stated_branch_2 = military
-- $guard_stated_sector = military
-- $guard_stated_sector_2 = state

-- verdicts
WITH best AS (
  SELECT
    `person_no`,
    MAX(CASE WHEN `part` = 0 THEN `code` END) AS guard_stated,
    MAX(CASE WHEN `part` = 1 THEN `code` END) AS graft_individual,
    MAX(CASE WHEN `part` = 2 THEN `code` END) AS graft_action,
    MAX(CASE WHEN `part` = 3 THEN `code` END) AS graft_program,
    MAX(CASE WHEN `part` = 4 THEN `code` END) AS age_stated,
    MAX(CASE WHEN `part` = 5 THEN `code` END) AS age_stated_2
  FROM `evidence`
  GROUP BY
    `person_no`
), readings AS (
  SELECT
    p.`person_no`,
    2 AS population,
    COALESCE(
      b.`guard_stated`,
      CASE
        WHEN p.`military_background` IN (:covered_military_background, :covered_military_background_2)
        THEN -1
        ELSE 0
      END
    ) AS `guard.stated`,
    COALESCE(b.`graft_individual`, -1) AS `graft.individual`,
    COALESCE(b.`graft_action`, -1) AS `graft.action`,
    COALESCE(b.`graft_program`, -1) AS `graft.program`,
    LEAST(COALESCE(b.`age_stated`, -1), COALESCE(b.`age_stated_2`, -1)) AS `age.stated`
  FROM `persons` AS p
  LEFT JOIN `best` AS b
    ON p.`person_no` = b.`person_no`
)
SELECT
  *,
  LEAST(`population`, `guard.stated`, `graft.individual`, `age.stated`) AS status
FROM `readings`
-- values
-- $covered_military_background = yes
-- $covered_military_background_2 = no
