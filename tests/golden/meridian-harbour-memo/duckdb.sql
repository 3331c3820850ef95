-- masks
SELECT
  "person_no",
  BIT_OR("_mask_0") AS _mask_0
FROM (
  WITH "population" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."authority" = $population_authority
        AND (
          f."begins_hi" <= $as_of AND f."ends_lo" >= $as_of
        )
        THEN 3
        ELSE 1
      END AS INT) AS _mask_0
    FROM "designations" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."authority" IN ($population_authority, '')
      AND (
        f."begins_lo" <= $as_of AND f."ends_hi" >= $as_of
      )
  ), "commander_strict" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."branch" = $commander_strict_branch
        AND f."commands_unit" = $commander_strict_commands_unit
        AND f."ends_hi" < $as_of
        THEN 24
        ELSE 8
      END AS INT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND (
        f."branch" IN ($commander_strict_branch, $commander_strict_branch_2)
        OR (
          f."branch" = ''
          AND f."sector" IN ($commander_strict_sector, $commander_strict_sector_2, '')
        )
      )
      AND f."commands_unit" IN ($commander_strict_commands_unit, '', $commander_strict_commands_unit_2)
      AND f."ends_lo" < $as_of
  ), "commander_broad" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."branch" = $commander_broad_branch
        AND f."commands_unit" = $commander_broad_commands_unit
        THEN 96
        ELSE 32
      END AS INT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND (
        f."branch" IN ($commander_broad_branch, $commander_broad_branch_2)
        OR (
          f."branch" = ''
          AND f."sector" IN ($commander_broad_sector, $commander_broad_sector_2, '')
        )
      )
      AND f."commands_unit" IN ($commander_broad_commands_unit, '', $commander_broad_commands_unit_2)
  ), "graft_individual" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."ground" = $graft_individual_ground
        AND f."level" = $graft_individual_level
        THEN 384
        ELSE 128
      END AS INT) AS _mask_0
    FROM "grounds" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."ground" IN ($graft_individual_ground, '')
      AND f."level" IN ($graft_individual_level, '')
  ), "graft_action" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."ground" = $graft_action_ground
        AND f."level" IN ($graft_action_level, $graft_action_level_2)
        THEN 1536
        ELSE 512
      END AS INT) AS _mask_0
    FROM "grounds" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."ground" IN ($graft_action_ground, '')
      AND f."level" IN ($graft_action_level, $graft_action_level_2, '')
  ), "graft_program" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of AND f."ground" = $graft_program_ground
        THEN 6144
        ELSE 2048
      END AS INT) AS _mask_0
    FROM "grounds" AS f
    WHERE
      f."begins_lo" <= $as_of AND f."ground" IN ($graft_program_ground, '')
  ), "two_units_stated" AS (
    SELECT
      "person_no",
      CAST(BIT_OR("_mask_0") + CASE
        WHEN GREATEST(
          COUNT(CASE WHEN "code" = 2 AND NOT (
            "item" IN ('') OR "item" = ' '
          ) THEN 1 END),
          LEAST(1, COUNT(CASE WHEN "code" = 2 AND NOT "item" = ' ' THEN 1 END))
        ) >= 2
        THEN 65536
        ELSE 0
      END + CASE
        WHEN (
          COUNT(CASE WHEN NOT (
            "item" IN ('') OR "item" = ' '
          ) THEN 1 END) + SUM(CASE WHEN "item" IN ('') THEN "times" ELSE 0 END)
        ) >= 2
        THEN 131072
        ELSE 0
      END AS INT) AS _mask_0
    FROM (
      SELECT
        "person_no",
        "item",
        BIT_OR("_mask_0") AS _mask_0,
        MAX("code") AS code,
        COUNT(*) AS times
      FROM (
        SELECT
          f."person_no",
          CAST(0 AS INT) AS _mask_0,
          CASE
            WHEN f."begins_hi" <= $as_of AND f."commands_unit" = $two_units_stated_commands_unit
            THEN 2
            ELSE 1
          END AS code,
          CASE
            WHEN NOT f."unit" = ''
            THEN f."unit"
            WHEN f."unit" = ''
            AND f."sector" IN ($no_sailor_stated_sector, $no_sailor_stated_sector_2, '')
            THEN ''
            ELSE ' '
          END AS item
        FROM "posts" AS f
        WHERE
          f."begins_lo" <= $as_of
          AND f."commands_unit" IN ($two_units_stated_commands_unit, '', $two_units_stated_commands_unit_2)
      ) AS seen
      GROUP BY
        "person_no",
        "item"
    ) AS rows
    GROUP BY
      "person_no"
  ), "no_sailor_stated" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of AND f."branch" = $no_sailor_stated_branch
        THEN 786432
        ELSE 262144
      END AS INT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND (
        f."branch" IN ($no_sailor_stated_branch, $no_sailor_stated_branch_2)
        OR (
          f."branch" = ''
          AND f."sector" IN ($no_sailor_stated_sector, $no_sailor_stated_sector_2, '')
        )
      )
  ), "everybody" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN (
          (
            f."birth_date_lo" <= $sixties_stated_birth_date_last
            AND f."birth_date_hi" >= $sixties_stated_birth_date_first
            AND (
              f."birth_date_either" = ''
              OR ARRAY_CONTAINS(
                LIST_TRANSFORM(
                  STR_SPLIT(f."birth_date_either", ';'),
                  LAMBDA d : SUBSTRING(d, 1, 10) <= $sixties_stated_birth_date_text_2
                  AND SUBSTRING(d, 12, 10) >= $sixties_stated_birth_date_text
                ),
                TRUE
              )
            )
          )
          AND (
            f."died" = '' OR f."died_hi" >= $as_of
          )
        )
        AND f."gender" IN ($sixties_stated_gender, '')
        THEN CASE
          WHEN (
            (
              f."birth_date_lo" >= $sixties_stated_birth_date_first
              AND f."birth_date_hi" <= $sixties_stated_birth_date_last
            )
            AND (
              f."died" = '' OR f."died_lo" >= $as_of
            )
          )
          AND f."gender" = $sixties_stated_gender
          THEN 57344
          WHEN (
            (
              f."birth_date" = ''
              AND NOT (
                f."birth_date_lo" >= $no_sailor_stated_birth_date_first
                AND f."birth_date_hi" <= $no_sailor_stated_birth_date_last
              )
            )
            AND NOT (
              (
                f."birth_date_lo" >= $no_sailor_stated_birth_date_first
                AND f."birth_date_hi" <= $no_sailor_stated_birth_date_last
              )
              AND (
                f."died" = '' OR f."died_lo" >= $as_of
              )
            )
          )
          OR (
            f."gender" = '' AND NOT f."gender" = $no_sailor_stated_gender
          )
          THEN 8192
          ELSE 24576
        END
        ELSE 0
      END + CASE
        WHEN f."military_background" IN ($covered_military_background, $covered_military_background_2)
        THEN 4
        ELSE 0
      END AS INT) AS _mask_0
    FROM "persons" AS f
  )
  SELECT
    *
  FROM "population"
  UNION ALL
  SELECT
    *
  FROM "commander_strict"
  UNION ALL
  SELECT
    *
  FROM "commander_broad"
  UNION ALL
  SELECT
    *
  FROM "graft_individual"
  UNION ALL
  SELECT
    *
  FROM "graft_action"
  UNION ALL
  SELECT
    *
  FROM "graft_program"
  UNION ALL
  SELECT
    *
  FROM "two_units_stated"
  UNION ALL
  SELECT
    *
  FROM "no_sailor_stated"
  UNION ALL
  SELECT
    *
  FROM "everybody"
) AS looks
GROUP BY
  "person_no"
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
-- $covered_military_background = yes
-- $covered_military_background_2 = no
-- $graft_action_ground = corruption
-- $graft_action_level = action
-- $graft_action_level_2 = individual
-- $graft_individual_ground = corruption
-- $graft_individual_level = individual
-- $graft_program_ground = corruption
-- $no_sailor_stated_birth_date_first = 1948-09-09
-- $no_sailor_stated_birth_date_last = 1958-09-08
-- $no_sailor_stated_branch = navy
-- $no_sailor_stated_branch_2 = military
-- $no_sailor_stated_gender = male
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

-- verdicts
WITH alike AS (
  SELECT
    "_mask_0",
    COUNT(*) AS persons
  FROM "masks"
  GROUP BY
    "_mask_0"
), best AS (
  SELECT
    *,
    CASE WHEN (
      "_mask_0" & 2
    ) <> 0 THEN 2 WHEN (
      "_mask_0" & 1
    ) <> 0 THEN 1 END AS population,
    CASE WHEN (
      "_mask_0" & 16
    ) <> 0 THEN 2 WHEN (
      "_mask_0" & 8
    ) <> 0 THEN 1 END AS commander_strict,
    CASE WHEN (
      "_mask_0" & 64
    ) <> 0 THEN 2 WHEN (
      "_mask_0" & 32
    ) <> 0 THEN 1 END AS commander_broad,
    CASE
      WHEN (
        "_mask_0" & 256
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 128
      ) <> 0
      THEN 1
    END AS graft_individual,
    CASE
      WHEN (
        "_mask_0" & 1024
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 512
      ) <> 0
      THEN 1
    END AS graft_action,
    CASE
      WHEN (
        "_mask_0" & 4096
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 2048
      ) <> 0
      THEN 1
    END AS graft_program,
    CASE
      WHEN (
        "_mask_0" & 32768
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 16384
      ) <> 0
      THEN 1
      WHEN (
        "_mask_0" & 8192
      ) <> 0
      THEN 0
    END AS sixties_stated,
    CASE
      WHEN (
        "_mask_0" & 524288
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 262144
      ) <> 0
      THEN 1
    END AS no_sailor_stated,
    (
      "_mask_0" & 4
    ) <> 0 AS covered_0,
    (
      "_mask_0" & 65536
    ) <> 0 AS "two_units_stated.count_0",
    (
      "_mask_0" & 131072
    ) <> 0 AS "two_units_stated.count_1"
  FROM "alike"
), readings AS (
  SELECT
    b."_mask_0",
    b."persons",
    COALESCE(b."population", -1) AS population,
    COALESCE(b."commander_strict", CASE WHEN b."covered_0" THEN -1 ELSE 0 END) AS "commander.strict",
    COALESCE(b."commander_broad", CASE WHEN b."covered_0" THEN -1 ELSE 0 END) AS "commander.broad",
    COALESCE(b."graft_individual", -1) AS "graft.individual",
    COALESCE(b."graft_action", -1) AS "graft.action",
    COALESCE(b."graft_program", -1) AS "graft.program",
    COALESCE(b."graft_individual", -1) AS "graft-on-air.individual",
    COALESCE(b."graft_action", -1) AS "graft-on-air.action",
    COALESCE(b."graft_program", -1) AS "graft-on-air.program",
    COALESCE(b."sixties_stated", -1) AS "sixties.stated",
    CASE
      WHEN b."two_units_stated.count_0"
      THEN 2
      WHEN b."two_units_stated.count_1"
      THEN 1
      WHEN b."covered_0"
      THEN -1
      ELSE 0
    END AS "two-units.stated",
    (
      (
        (
          39 >> (
            2 * (
              COALESCE(b."no_sailor_stated", CASE WHEN b."covered_0" THEN -1 ELSE 0 END) + 1
            )
          )
        ) & 3
      ) - 1
    ) AS "no-sailor.stated"
  FROM "best" AS b
)
SELECT
  *,
  LEAST("population", GREATEST("commander.strict", "commander.broad")) AS status
FROM "readings"
-- values

-- evidence
WITH "population" AS (
  SELECT
    0 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."authority" = $population_authority
      AND (
        f."begins_hi" <= $as_of AND f."ends_lo" >= $as_of
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."authority" = $population_authority THEN 0 ELSE 2 END + CASE WHEN f."begins_hi" <= $as_of AND f."ends_lo" >= $as_of THEN 0 ELSE 4 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "designations" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."authority" IN ($population_authority, '')
      AND (
        f."begins_lo" <= $as_of AND f."ends_hi" >= $as_of
      )
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "commander_strict" AS (
  SELECT
    1 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."branch" = $commander_strict_branch
      AND f."commands_unit" = $commander_strict_commands_unit
      AND f."ends_hi" < $as_of
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."branch" = $commander_strict_branch THEN 0 ELSE 2 END + CASE WHEN f."commands_unit" = $commander_strict_commands_unit THEN 0 ELSE 4 END + CASE WHEN f."ends_hi" < $as_of THEN 0 ELSE 8 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND (
        f."branch" IN ($commander_strict_branch, $commander_strict_branch_2)
        OR (
          f."branch" = ''
          AND f."sector" IN ($commander_strict_sector, $commander_strict_sector_2, '')
        )
      )
      AND f."commands_unit" IN ($commander_strict_commands_unit, '', $commander_strict_commands_unit_2)
      AND f."ends_lo" < $as_of
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "commander_broad" AS (
  SELECT
    2 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."branch" = $commander_broad_branch
      AND f."commands_unit" = $commander_broad_commands_unit
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."branch" = $commander_broad_branch THEN 0 ELSE 2 END + CASE WHEN f."commands_unit" = $commander_broad_commands_unit THEN 0 ELSE 4 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND (
        f."branch" IN ($commander_broad_branch, $commander_broad_branch_2)
        OR (
          f."branch" = ''
          AND f."sector" IN ($commander_broad_sector, $commander_broad_sector_2, '')
        )
      )
      AND f."commands_unit" IN ($commander_broad_commands_unit, '', $commander_broad_commands_unit_2)
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "graft_individual" AS (
  SELECT
    3 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."ground" = $graft_individual_ground
      AND f."level" = $graft_individual_level
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."ground" = $graft_individual_ground THEN 0 ELSE 2 END + CASE WHEN f."level" = $graft_individual_level THEN 0 ELSE 4 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "grounds" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."ground" IN ($graft_individual_ground, '')
      AND f."level" IN ($graft_individual_level, '')
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "graft_action" AS (
  SELECT
    4 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."ground" = $graft_action_ground
      AND f."level" IN ($graft_action_level, $graft_action_level_2)
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."ground" = $graft_action_ground THEN 0 ELSE 2 END + CASE
      WHEN f."level" IN ($graft_action_level, $graft_action_level_2)
      THEN 0
      ELSE 4
    END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "grounds" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."ground" IN ($graft_action_ground, '')
      AND f."level" IN ($graft_action_level, $graft_action_level_2, '')
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "graft_program" AS (
  SELECT
    5 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of AND f."ground" = $graft_program_ground
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."ground" = $graft_program_ground THEN 0 ELSE 2 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "grounds" AS f
  WHERE
    (
      f."begins_lo" <= $as_of AND f."ground" IN ($graft_program_ground, '')
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "sixties_stated" AS (
  SELECT
    6 AS part,
    f."person_no",
    CASE
      WHEN (
        (
          f."birth_date_lo" >= $sixties_stated_birth_date_first
          AND f."birth_date_hi" <= $sixties_stated_birth_date_last
        )
        AND (
          f."died" = '' OR f."died_lo" >= $as_of
        )
      )
      AND f."gender" = $sixties_stated_gender
      THEN 2
      WHEN (
        (
          f."birth_date" = ''
          AND NOT (
            f."birth_date_lo" >= $sixties_stated_birth_date_first
            AND f."birth_date_hi" <= $sixties_stated_birth_date_last
          )
        )
        AND NOT (
          (
            f."birth_date_lo" >= $sixties_stated_birth_date_first
            AND f."birth_date_hi" <= $sixties_stated_birth_date_last
          )
          AND (
            f."died" = '' OR f."died_lo" >= $as_of
          )
        )
      )
      OR (
        f."gender" = '' AND NOT f."gender" = $sixties_stated_gender
      )
      THEN 0
      ELSE 1
    END AS code,
    CASE
      WHEN (
        f."birth_date_lo" >= $sixties_stated_birth_date_first
        AND f."birth_date_hi" <= $sixties_stated_birth_date_last
      )
      AND (
        f."died" = '' OR f."died_lo" >= $as_of
      )
      THEN 0
      ELSE 1
    END + CASE WHEN f."gender" = $sixties_stated_gender THEN 0 ELSE 2 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "persons" AS f
  WHERE
    (
      (
        (
          f."birth_date_lo" <= $sixties_stated_birth_date_last
          AND f."birth_date_hi" >= $sixties_stated_birth_date_first
          AND (
            f."birth_date_either" = ''
            OR ARRAY_CONTAINS(
              LIST_TRANSFORM(
                STR_SPLIT(f."birth_date_either", ';'),
                LAMBDA d : SUBSTRING(d, 1, 10) <= $sixties_stated_birth_date_text_2
                AND SUBSTRING(d, 12, 10) >= $sixties_stated_birth_date_text
              ),
              TRUE
            )
          )
        )
        AND (
          f."died" = '' OR f."died_hi" >= $as_of
        )
      )
      AND f."gender" IN ($sixties_stated_gender, '')
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "two_units_stated" AS (
  SELECT
    7 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of AND f."commands_unit" = $two_units_stated_commands_unit
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."commands_unit" = $two_units_stated_commands_unit THEN 0 ELSE 2 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."commands_unit" IN ($two_units_stated_commands_unit, '', $two_units_stated_commands_unit_2)
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "no_sailor_stated" AS (
  SELECT
    8 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of AND f."branch" = $no_sailor_stated_branch
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."branch" = $no_sailor_stated_branch THEN 0 ELSE 2 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND (
        f."branch" IN ($no_sailor_stated_branch, $no_sailor_stated_branch_2)
        OR (
          f."branch" = ''
          AND f."sector" IN ($no_sailor_stated_sector, $no_sailor_stated_sector_2, '')
        )
      )
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
)
SELECT
  *
FROM "population"
UNION ALL
SELECT
  *
FROM "commander_strict"
UNION ALL
SELECT
  *
FROM "commander_broad"
UNION ALL
SELECT
  *
FROM "graft_individual"
UNION ALL
SELECT
  *
FROM "graft_action"
UNION ALL
SELECT
  *
FROM "graft_program"
UNION ALL
SELECT
  *
FROM "sixties_stated"
UNION ALL
SELECT
  *
FROM "two_units_stated"
UNION ALL
SELECT
  *
FROM "no_sailor_stated"
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
