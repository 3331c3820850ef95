-- masks
WITH `guard_stated` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :guard_stated_sector
      AND f.`branch` = :guard_stated_branch
      AND f.`ends_hi` < :as_of
      THEN 6
      ELSE 2
    END AS SMALLINT) AS _mask_0
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
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`ground` = :graft_individual_ground
      AND f.`level` = :graft_individual_level
      THEN 24
      ELSE 8
    END AS SMALLINT) AS _mask_0
  FROM `grounds` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`ground` IN (:graft_individual_ground, '')
    AND f.`level` IN (:graft_individual_level, '')
), `graft_action` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`ground` = :graft_action_ground
      AND f.`level` IN (:graft_action_level, :graft_action_level_2)
      THEN 96
      ELSE 32
    END AS SMALLINT) AS _mask_0
  FROM `grounds` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`ground` IN (:graft_action_ground, '')
    AND f.`level` IN (:graft_action_level, :graft_action_level_2, '')
), `graft_program` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of AND f.`ground` = :graft_program_ground
      THEN 384
      ELSE 128
    END AS SMALLINT) AS _mask_0
  FROM `grounds` AS f
  WHERE
    f.`begins_lo` <= :as_of AND f.`ground` IN (:graft_program_ground, '')
), `everybody` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN (
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
      THEN CASE
        WHEN (
          f.`birth_date_lo` >= :age_stated_birth_date_first
          AND f.`birth_date_hi` <= :age_stated_birth_date_last
        )
        AND (
          f.`died` = '' OR f.`died_lo` >= :as_of
        )
        THEN 3584
        WHEN (
          f.`birth_date` = ''
          AND NOT (
            f.`birth_date_lo` >= :age_stated_2_birth_date_first
            AND f.`birth_date_hi` <= :age_stated_2_birth_date_last
          )
        )
        AND NOT (
          (
            f.`birth_date_lo` >= :age_stated_2_birth_date_first
            AND f.`birth_date_hi` <= :age_stated_2_birth_date_last
          )
          AND (
            f.`died` = '' OR f.`died_lo` >= :as_of
          )
        )
        THEN 512
        ELSE 1536
      END
      ELSE 0
    END + CASE
      WHEN f.`gender` IN (:age_stated_2_gender, '')
      THEN CASE
        WHEN f.`gender` = :age_stated_2_gender
        THEN 28672
        WHEN f.`gender` = '' AND NOT f.`gender` = :age_stated_2_gender
        THEN 4096
        ELSE 12288
      END
      ELSE 0
    END + CASE
      WHEN f.`military_background` IN (:covered_military_background, :covered_military_background_2)
      THEN 1
      ELSE 0
    END AS SMALLINT) AS _mask_0
  FROM `persons` AS f
)
SELECT
  `person_no`,
  BIT_OR(`_mask_0`) AS _mask_0
FROM (
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
  FROM `everybody`
) AS looks
GROUP BY
  `person_no`
-- values
-- $age_stated_2_birth_date_first = 1958-09-09
-- $age_stated_2_birth_date_last = 1968-09-08
-- $age_stated_2_gender = male
-- $age_stated_birth_date_first = 1958-09-09
-- $age_stated_birth_date_last = 1968-09-08
-- $age_stated_birth_date_text = 1958-09-09
-- $age_stated_birth_date_text_2 = 1968-09-08
-- $as_of = 2018-09-08
-- $covered_military_background = yes
-- $covered_military_background_2 = no
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
    ) <> 0 THEN 1 END AS guard_stated,
    CASE WHEN (
      `_mask_0` & 16
    ) <> 0 THEN 2 WHEN (
      `_mask_0` & 8
    ) <> 0 THEN 1 END AS graft_individual,
    CASE WHEN (
      `_mask_0` & 64
    ) <> 0 THEN 2 WHEN (
      `_mask_0` & 32
    ) <> 0 THEN 1 END AS graft_action,
    CASE
      WHEN (
        `_mask_0` & 256
      ) <> 0
      THEN 2
      WHEN (
        `_mask_0` & 128
      ) <> 0
      THEN 1
    END AS graft_program,
    CASE
      WHEN (
        `_mask_0` & 2048
      ) <> 0
      THEN 2
      WHEN (
        `_mask_0` & 1024
      ) <> 0
      THEN 1
      WHEN (
        `_mask_0` & 512
      ) <> 0
      THEN 0
    END AS age_stated,
    CASE
      WHEN (
        `_mask_0` & 16384
      ) <> 0
      THEN 2
      WHEN (
        `_mask_0` & 8192
      ) <> 0
      THEN 1
      WHEN (
        `_mask_0` & 4096
      ) <> 0
      THEN 0
    END AS age_stated_2,
    (
      `_mask_0` & 1
    ) <> 0 AS covered_0
  FROM `alike`
), readings AS (
  SELECT
    b.`_mask_0`,
    b.`persons`,
    2 AS population,
    COALESCE(b.`guard_stated`, CASE WHEN b.`covered_0` THEN -1 ELSE 0 END) AS `guard.stated`,
    COALESCE(b.`graft_individual`, -1) AS `graft.individual`,
    COALESCE(b.`graft_action`, -1) AS `graft.action`,
    COALESCE(b.`graft_program`, -1) AS `graft.program`,
    LEAST(COALESCE(b.`age_stated`, -1), COALESCE(b.`age_stated_2`, -1)) AS `age.stated`
  FROM `best` AS b
)
SELECT
  *,
  LEAST(`population`, `guard.stated`, `graft.individual`, `age.stated`) AS status
FROM `readings`
-- values

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
    (
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
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
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
    (
      f.`begins_lo` <= :as_of
      AND f.`ground` IN (:graft_individual_ground, '')
      AND f.`level` IN (:graft_individual_level, '')
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
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
    (
      f.`begins_lo` <= :as_of
      AND f.`ground` IN (:graft_action_ground, '')
      AND f.`level` IN (:graft_action_level, :graft_action_level_2, '')
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
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
    (
      f.`begins_lo` <= :as_of AND f.`ground` IN (:graft_program_ground, '')
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
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
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
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
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
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
