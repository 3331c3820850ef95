-- evidence
WITH `population` AS (
  SELECT
    0 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`authority` = :population_authority
      AND (
        f.`begins_hi` <= :as_of AND f.`ends_lo` >= :as_of
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`authority` = :population_authority THEN 0 ELSE 2 END + CASE WHEN f.`begins_hi` <= :as_of AND f.`ends_lo` >= :as_of THEN 0 ELSE 4 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row,
    '' AS item
  FROM `designations` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`authority` IN (:population_authority, '')
    AND (
      f.`begins_lo` <= :as_of AND f.`ends_hi` >= :as_of
    )
), `commander_strict` AS (
  SELECT
    1 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`branch` = :commander_strict_branch
      AND f.`commands_unit` = :commander_strict_commands_unit
      AND f.`ends_hi` < :as_of
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`branch` = :commander_strict_branch THEN 0 ELSE 2 END + CASE WHEN f.`commands_unit` = :commander_strict_commands_unit THEN 0 ELSE 4 END + CASE WHEN f.`ends_hi` < :as_of THEN 0 ELSE 8 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row,
    '' AS item
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND (
      f.`branch` IN (:commander_strict_branch, :commander_strict_branch_2)
      OR (
        f.`branch` = ''
        AND f.`sector` IN (:commander_strict_sector, :commander_strict_sector_2, '')
      )
    )
    AND f.`commands_unit` IN (:commander_strict_commands_unit, '', :commander_strict_commands_unit_2)
    AND f.`ends_lo` < :as_of
), `commander_broad` AS (
  SELECT
    2 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`branch` = :commander_broad_branch
      AND f.`commands_unit` = :commander_broad_commands_unit
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`branch` = :commander_broad_branch THEN 0 ELSE 2 END + CASE WHEN f.`commands_unit` = :commander_broad_commands_unit THEN 0 ELSE 4 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row,
    '' AS item
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND (
      f.`branch` IN (:commander_broad_branch, :commander_broad_branch_2)
      OR (
        f.`branch` = ''
        AND f.`sector` IN (:commander_broad_sector, :commander_broad_sector_2, '')
      )
    )
    AND f.`commands_unit` IN (:commander_broad_commands_unit, '', :commander_broad_commands_unit_2)
), `graft_individual` AS (
  SELECT
    3 AS part,
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
    -1 AS other_row,
    '' AS item
  FROM `grounds` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`ground` IN (:graft_individual_ground, '')
    AND f.`level` IN (:graft_individual_level, '')
), `graft_action` AS (
  SELECT
    4 AS part,
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
    -1 AS other_row,
    '' AS item
  FROM `grounds` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`ground` IN (:graft_action_ground, '')
    AND f.`level` IN (:graft_action_level, :graft_action_level_2, '')
), `graft_program` AS (
  SELECT
    5 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of AND f.`ground` = :graft_program_ground
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`ground` = :graft_program_ground THEN 0 ELSE 2 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row,
    '' AS item
  FROM `grounds` AS f
  WHERE
    f.`begins_lo` <= :as_of AND f.`ground` IN (:graft_program_ground, '')
), `sixties_stated` AS (
  SELECT
    6 AS part,
    f.`person_no`,
    CASE
      WHEN (
        (
          f.`birth_date_lo` >= :sixties_stated_birth_date_first
          AND f.`birth_date_hi` <= :sixties_stated_birth_date_last
        )
        AND (
          f.`died` = '' OR f.`died_lo` >= :as_of
        )
      )
      AND f.`gender` = :sixties_stated_gender
      THEN 2
      WHEN (
        (
          f.`birth_date` = ''
          AND NOT (
            f.`birth_date_lo` >= :sixties_stated_birth_date_first
            AND f.`birth_date_hi` <= :sixties_stated_birth_date_last
          )
        )
        AND NOT (
          (
            f.`birth_date_lo` >= :sixties_stated_birth_date_first
            AND f.`birth_date_hi` <= :sixties_stated_birth_date_last
          )
          AND (
            f.`died` = '' OR f.`died_lo` >= :as_of
          )
        )
      )
      OR (
        f.`gender` = '' AND NOT f.`gender` = :sixties_stated_gender
      )
      THEN 0
      ELSE 1
    END AS code,
    CASE
      WHEN (
        f.`birth_date_lo` >= :sixties_stated_birth_date_first
        AND f.`birth_date_hi` <= :sixties_stated_birth_date_last
      )
      AND (
        f.`died` = '' OR f.`died_lo` >= :as_of
      )
      THEN 0
      ELSE 1
    END + CASE WHEN f.`gender` = :sixties_stated_gender THEN 0 ELSE 2 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row,
    '' AS item
  FROM `persons` AS f
  WHERE
    (
      (
        f.`birth_date_lo` <= :sixties_stated_birth_date_last
        AND f.`birth_date_hi` >= :sixties_stated_birth_date_first
        AND (
          f.`birth_date_either` = ''
          OR ARRAY_CONTAINS(
            TRANSFORM(
              SPLIT(f.`birth_date_either`, CONCAT('\\Q', ';', '\\E')),
              d -> SUBSTRING(d, 1, 10) <= :sixties_stated_birth_date_text_2
              AND SUBSTRING(d, 12, 10) >= :sixties_stated_birth_date_text
            ),
            TRUE
          )
        )
      )
      AND (
        f.`died` = '' OR f.`died_hi` >= :as_of
      )
    )
    AND f.`gender` IN (:sixties_stated_gender, '')
), `two_units_stated` AS (
  SELECT
    7 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of AND f.`commands_unit` = :two_units_stated_commands_unit
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`commands_unit` = :two_units_stated_commands_unit THEN 0 ELSE 2 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row,
    CASE
      WHEN NOT f.`unit` = ''
      THEN f.`unit`
      WHEN f.`unit` = ''
      AND f.`sector` IN (:two_units_stated_sector, :two_units_stated_sector_2, '')
      THEN ''
      ELSE ' '
    END AS item
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`commands_unit` IN (:two_units_stated_commands_unit, '', :two_units_stated_commands_unit_2)
), `no_sailor_stated` AS (
  SELECT
    8 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of AND f.`branch` = :no_sailor_stated_branch
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`branch` = :no_sailor_stated_branch THEN 0 ELSE 2 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row,
    '' AS item
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND (
      f.`branch` IN (:no_sailor_stated_branch, :no_sailor_stated_branch_2)
      OR (
        f.`branch` = ''
        AND f.`sector` IN (:no_sailor_stated_sector, :no_sailor_stated_sector_2, '')
      )
    )
)
SELECT
  *
FROM `population`
UNION ALL
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
FROM `sixties_stated`
UNION ALL
SELECT
  *
FROM `two_units_stated`
UNION ALL
SELECT
  *
FROM `no_sailor_stated`
-- values
-- $as_of = 2018-09-08
-- $commander_broad_branch = army
-- $commander_broad_branch_2 = military
-- $commander_broad_commands_unit = yes
-- $commander_broad_commands_unit_2 = unknown
-- $commander_broad_sector = military
-- $commander_broad_sector_2 = state
-- $commander_strict_branch = army
-- $commander_strict_branch_2 = military
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
-- $no_sailor_stated_branch = navy
-- $no_sailor_stated_branch_2 = military
-- $no_sailor_stated_sector = military
-- $no_sailor_stated_sector_2 = state
-- $population_authority = MR-FIN
-- $sixties_stated_birth_date_first = 1948-09-09
-- $sixties_stated_birth_date_last = 1958-09-08
-- $sixties_stated_birth_date_text = 1948-09-09
-- $sixties_stated_birth_date_text_2 = 1958-09-08
-- $sixties_stated_gender = male
-- $two_units_stated_commands_unit = yes
-- $two_units_stated_commands_unit_2 = unknown
-- $two_units_stated_sector = military
-- $two_units_stated_sector_2 = state

-- verdicts
WITH best AS (
  SELECT
    `person_no`,
    MAX(CASE WHEN `part` = 0 THEN `code` END) AS population,
    MAX(CASE WHEN `part` = 1 THEN `code` END) AS commander_strict,
    MAX(CASE WHEN `part` = 2 THEN `code` END) AS commander_broad,
    MAX(CASE WHEN `part` = 3 THEN `code` END) AS graft_individual,
    MAX(CASE WHEN `part` = 4 THEN `code` END) AS graft_action,
    MAX(CASE WHEN `part` = 5 THEN `code` END) AS graft_program,
    MAX(CASE WHEN `part` = 6 THEN `code` END) AS sixties_stated,
    COUNT(
      DISTINCT CASE
        WHEN `part` = 7 AND (
          `code` = 2 AND NOT (
            `item` IN ('') OR `item` = ' '
          )
        )
        THEN `item`
      END
    ) AS `two_units_stated.named`,
    COUNT(CASE WHEN `part` = 7 AND (
      `code` = 2 AND NOT `item` = ' '
    ) THEN 1 END) AS `two_units_stated.met`,
    COUNT(
      DISTINCT CASE WHEN `part` = 7 AND NOT (
        `item` IN ('') OR `item` = ' '
      ) THEN `item` END
    ) AS `two_units_stated.items`,
    COUNT(CASE WHEN `part` = 7 AND `item` IN ('') THEN 1 END) AS `two_units_stated.gaps`,
    MAX(CASE WHEN `part` = 8 THEN `code` END) AS no_sailor_stated
  FROM `evidence`
  GROUP BY
    `person_no`
), readings AS (
  SELECT
    p.`person_no`,
    COALESCE(b.`population`, -1) AS population,
    COALESCE(
      b.`commander_strict`,
      CASE
        WHEN p.`military_background` IN (:covered_military_background, :covered_military_background_2)
        THEN -1
        ELSE 0
      END
    ) AS `commander.strict`,
    COALESCE(
      b.`commander_broad`,
      CASE
        WHEN p.`military_background` IN (:covered_military_background, :covered_military_background_2)
        THEN -1
        ELSE 0
      END
    ) AS `commander.broad`,
    COALESCE(b.`graft_individual`, -1) AS `graft.individual`,
    COALESCE(b.`graft_action`, -1) AS `graft.action`,
    COALESCE(b.`graft_program`, -1) AS `graft.program`,
    COALESCE(b.`graft_individual`, -1) AS `graft-on-air.individual`,
    COALESCE(b.`graft_action`, -1) AS `graft-on-air.action`,
    COALESCE(b.`graft_program`, -1) AS `graft-on-air.program`,
    COALESCE(b.`sixties_stated`, -1) AS `sixties.stated`,
    CASE
      WHEN GREATEST(
        COALESCE(b.`two_units_stated.named`, 0),
        LEAST(1, COALESCE(b.`two_units_stated.met`, 0))
      ) >= 2
      THEN 2
      WHEN (
        COALESCE(b.`two_units_stated.items`, 0) + COALESCE(b.`two_units_stated.gaps`, 0)
      ) >= 2
      THEN 1
      WHEN p.`military_background` IN (:covered_military_background, :covered_military_background_2)
      THEN -1
      ELSE 0
    END AS `two-units.stated`,
    (
      (
        (
          SHIFTRIGHT(
            39,
            (
              2 * (
                COALESCE(
                  b.`no_sailor_stated`,
                  CASE
                    WHEN p.`military_background` IN (:covered_military_background, :covered_military_background_2)
                    THEN -1
                    ELSE 0
                  END
                ) + 1
              )
            )
          )
        ) & 3
      ) - 1
    ) AS `no-sailor.stated`
  FROM `persons` AS p
  LEFT JOIN `best` AS b
    ON p.`person_no` = b.`person_no`
)
SELECT
  *,
  LEAST(`population`, GREATEST(`commander.strict`, `commander.broad`)) AS status
FROM `readings`
-- values
-- $covered_military_background = yes
-- $covered_military_background_2 = no
