-- masks
WITH `commander_strict` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`branch` IN (
        :commander_strict_branch,
        :commander_strict_branch_2,
        :commander_strict_branch_3,
        :commander_strict_branch_4,
        :commander_strict_branch_5,
        :commander_strict_branch_6,
        :commander_strict_branch_7,
        :commander_strict_branch_8,
        :commander_strict_branch_9
      )
      AND f.`commands_unit` = :commander_strict_commands_unit
      AND f.`ends_hi` < :as_of
      THEN 6
      ELSE 2
    END AS SMALLINT) AS _mask_0
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND (
      f.`branch` IN (
        :commander_strict_branch,
        :commander_strict_branch_2,
        :commander_strict_branch_3,
        :commander_strict_branch_4,
        :commander_strict_branch_5,
        :commander_strict_branch_6,
        :commander_strict_branch_7,
        :commander_strict_branch_8,
        :commander_strict_branch_9
      )
      OR (
        f.`branch` = ''
        AND f.`sector` IN (:commander_strict_sector, :commander_strict_sector_2, '')
      )
    )
    AND f.`commands_unit` IN (:commander_strict_commands_unit, '', :commander_strict_commands_unit_2)
    AND f.`ends_lo` < :as_of
), `commander_broad` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`branch` IN (
        :commander_broad_branch,
        :commander_broad_branch_2,
        :commander_broad_branch_3,
        :commander_broad_branch_4,
        :commander_broad_branch_5,
        :commander_broad_branch_6,
        :commander_broad_branch_7,
        :commander_broad_branch_8,
        :commander_broad_branch_9
      )
      AND f.`commands_unit` = :commander_broad_commands_unit
      THEN 24
      ELSE 8
    END AS SMALLINT) AS _mask_0
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND (
      f.`branch` IN (
        :commander_broad_branch,
        :commander_broad_branch_2,
        :commander_broad_branch_3,
        :commander_broad_branch_4,
        :commander_broad_branch_5,
        :commander_broad_branch_6,
        :commander_broad_branch_7,
        :commander_broad_branch_8,
        :commander_broad_branch_9
      )
      OR (
        f.`branch` = ''
        AND f.`sector` IN (:commander_broad_sector, :commander_broad_sector_2, '')
      )
    )
    AND f.`commands_unit` IN (:commander_broad_commands_unit, '', :commander_broad_commands_unit_2)
), `graft_individual` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`ground` = :graft_individual_ground
      AND f.`level` = :graft_individual_level
      THEN 96
      ELSE 32
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
      THEN 384
      ELSE 128
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
      THEN 1536
      ELSE 512
    END AS SMALLINT) AS _mask_0
  FROM `grounds` AS f
  WHERE
    f.`begins_lo` <= :as_of AND f.`ground` IN (:graft_program_ground, '')
), `everybody` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
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
  FROM `commander_strict`
  UNION ALL
  SELECT
    *
  FROM `commander_broad`
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
-- $as_of = 2018-09-08
-- $commander_broad_branch = military
-- $commander_broad_branch_2 = army
-- $commander_broad_branch_3 = navy
-- $commander_broad_branch_4 = air-force
-- $commander_broad_branch_5 = national-guard
-- $commander_broad_branch_6 = militia
-- $commander_broad_branch_7 = joint
-- $commander_broad_branch_8 = ministry-of-defence
-- $commander_broad_branch_9 = presidential-guard
-- $commander_broad_commands_unit = yes
-- $commander_broad_commands_unit_2 = unknown
-- $commander_broad_sector = military
-- $commander_broad_sector_2 = state
-- $commander_strict_branch = military
-- $commander_strict_branch_2 = army
-- $commander_strict_branch_3 = navy
-- $commander_strict_branch_4 = air-force
-- $commander_strict_branch_5 = national-guard
-- $commander_strict_branch_6 = militia
-- $commander_strict_branch_7 = joint
-- $commander_strict_branch_8 = ministry-of-defence
-- $commander_strict_branch_9 = presidential-guard
-- $commander_strict_commands_unit = yes
-- $commander_strict_commands_unit_2 = unknown
-- $commander_strict_sector = military
-- $commander_strict_sector_2 = state
-- $covered_military_background = yes
-- $covered_military_background_2 = no
-- $graft_action_ground = corruption
-- $graft_action_level = action
-- $graft_action_level_2 = individual
-- $graft_individual_ground = corruption
-- $graft_individual_level = individual
-- $graft_program_ground = corruption

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
    ) <> 0 THEN 1 END AS commander_strict,
    CASE WHEN (
      `_mask_0` & 16
    ) <> 0 THEN 2 WHEN (
      `_mask_0` & 8
    ) <> 0 THEN 1 END AS commander_broad,
    CASE WHEN (
      `_mask_0` & 64
    ) <> 0 THEN 2 WHEN (
      `_mask_0` & 32
    ) <> 0 THEN 1 END AS graft_individual,
    CASE
      WHEN (
        `_mask_0` & 256
      ) <> 0
      THEN 2
      WHEN (
        `_mask_0` & 128
      ) <> 0
      THEN 1
    END AS graft_action,
    CASE
      WHEN (
        `_mask_0` & 1024
      ) <> 0
      THEN 2
      WHEN (
        `_mask_0` & 512
      ) <> 0
      THEN 1
    END AS graft_program,
    (
      `_mask_0` & 1
    ) <> 0 AS covered_0
  FROM `alike`
), readings AS (
  SELECT
    b.`_mask_0`,
    b.`persons`,
    2 AS population,
    COALESCE(b.`commander_strict`, CASE WHEN b.`covered_0` THEN -1 ELSE 0 END) AS `commander.strict`,
    COALESCE(b.`commander_broad`, CASE WHEN b.`covered_0` THEN -1 ELSE 0 END) AS `commander.broad`,
    COALESCE(b.`graft_individual`, -1) AS `graft.individual`,
    COALESCE(b.`graft_action`, -1) AS `graft.action`,
    COALESCE(b.`graft_program`, -1) AS `graft.program`
  FROM `best` AS b
)
SELECT
  *,
  LEAST(
    `population`,
    GREATEST(`commander.strict`, `commander.broad`),
    GREATEST(`graft.individual`, `graft.action`, `graft.program`)
  ) AS status
FROM `readings`
-- values

-- evidence
WITH `commander_strict` AS (
  SELECT
    0 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`branch` IN (
        :commander_strict_branch,
        :commander_strict_branch_2,
        :commander_strict_branch_3,
        :commander_strict_branch_4,
        :commander_strict_branch_5,
        :commander_strict_branch_6,
        :commander_strict_branch_7,
        :commander_strict_branch_8,
        :commander_strict_branch_9
      )
      AND f.`commands_unit` = :commander_strict_commands_unit
      AND f.`ends_hi` < :as_of
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE
      WHEN f.`branch` IN (
        :commander_strict_branch,
        :commander_strict_branch_2,
        :commander_strict_branch_3,
        :commander_strict_branch_4,
        :commander_strict_branch_5,
        :commander_strict_branch_6,
        :commander_strict_branch_7,
        :commander_strict_branch_8,
        :commander_strict_branch_9
      )
      THEN 0
      ELSE 2
    END + CASE WHEN f.`commands_unit` = :commander_strict_commands_unit THEN 0 ELSE 4 END + CASE WHEN f.`ends_hi` < :as_of THEN 0 ELSE 8 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `posts` AS f
  WHERE
    (
      f.`begins_lo` <= :as_of
      AND (
        f.`branch` IN (
          :commander_strict_branch,
          :commander_strict_branch_2,
          :commander_strict_branch_3,
          :commander_strict_branch_4,
          :commander_strict_branch_5,
          :commander_strict_branch_6,
          :commander_strict_branch_7,
          :commander_strict_branch_8,
          :commander_strict_branch_9
        )
        OR (
          f.`branch` = ''
          AND f.`sector` IN (:commander_strict_sector, :commander_strict_sector_2, '')
        )
      )
      AND f.`commands_unit` IN (:commander_strict_commands_unit, '', :commander_strict_commands_unit_2)
      AND f.`ends_lo` < :as_of
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
), `commander_broad` AS (
  SELECT
    1 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`branch` IN (
        :commander_broad_branch,
        :commander_broad_branch_2,
        :commander_broad_branch_3,
        :commander_broad_branch_4,
        :commander_broad_branch_5,
        :commander_broad_branch_6,
        :commander_broad_branch_7,
        :commander_broad_branch_8,
        :commander_broad_branch_9
      )
      AND f.`commands_unit` = :commander_broad_commands_unit
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE
      WHEN f.`branch` IN (
        :commander_broad_branch,
        :commander_broad_branch_2,
        :commander_broad_branch_3,
        :commander_broad_branch_4,
        :commander_broad_branch_5,
        :commander_broad_branch_6,
        :commander_broad_branch_7,
        :commander_broad_branch_8,
        :commander_broad_branch_9
      )
      THEN 0
      ELSE 2
    END + CASE WHEN f.`commands_unit` = :commander_broad_commands_unit THEN 0 ELSE 4 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `posts` AS f
  WHERE
    (
      f.`begins_lo` <= :as_of
      AND (
        f.`branch` IN (
          :commander_broad_branch,
          :commander_broad_branch_2,
          :commander_broad_branch_3,
          :commander_broad_branch_4,
          :commander_broad_branch_5,
          :commander_broad_branch_6,
          :commander_broad_branch_7,
          :commander_broad_branch_8,
          :commander_broad_branch_9
        )
        OR (
          f.`branch` = ''
          AND f.`sector` IN (:commander_broad_sector, :commander_broad_sector_2, '')
        )
      )
      AND f.`commands_unit` IN (:commander_broad_commands_unit, '', :commander_broad_commands_unit_2)
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
), `graft_individual` AS (
  SELECT
    2 AS part,
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
    3 AS part,
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
    4 AS part,
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
)
SELECT
  *
FROM `commander_strict`
UNION ALL
SELECT
  *
FROM `commander_broad`
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
-- values
-- $as_of = 2018-09-08
-- $commander_broad_branch = military
-- $commander_broad_branch_2 = army
-- $commander_broad_branch_3 = navy
-- $commander_broad_branch_4 = air-force
-- $commander_broad_branch_5 = national-guard
-- $commander_broad_branch_6 = militia
-- $commander_broad_branch_7 = joint
-- $commander_broad_branch_8 = ministry-of-defence
-- $commander_broad_branch_9 = presidential-guard
-- $commander_broad_commands_unit = yes
-- $commander_broad_commands_unit_2 = unknown
-- $commander_broad_sector = military
-- $commander_broad_sector_2 = state
-- $commander_strict_branch = military
-- $commander_strict_branch_2 = army
-- $commander_strict_branch_3 = navy
-- $commander_strict_branch_4 = air-force
-- $commander_strict_branch_5 = national-guard
-- $commander_strict_branch_6 = militia
-- $commander_strict_branch_7 = joint
-- $commander_strict_branch_8 = ministry-of-defence
-- $commander_strict_branch_9 = presidential-guard
-- $commander_strict_commands_unit = yes
-- $commander_strict_commands_unit_2 = unknown
-- $commander_strict_sector = military
-- $commander_strict_sector_2 = state
-- $graft_action_ground = corruption
-- $graft_action_level = action
-- $graft_action_level_2 = individual
-- $graft_individual_ground = corruption
-- $graft_individual_level = individual
-- $graft_program_ground = corruption
