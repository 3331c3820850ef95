-- masks
SELECT
  "person_no",
  BIT_OR("_mask_0") AS _mask_0
FROM (
  WITH "seagoing_stated" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of AND f."branch" = $seagoing_stated_branch
        THEN 6
        ELSE 2
      END AS INT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND (
        f."branch" IN ($seagoing_stated_branch, $seagoing_stated_branch_2)
        OR (
          f."branch" = ''
          AND f."sector" IN ($seagoing_stated_sector, $seagoing_stated_sector_2, '')
        )
      )
  ), "trafficking_individual" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."ground" = $trafficking_individual_ground
        AND f."level" = $trafficking_individual_level
        THEN 192
        ELSE 64
      END AS INT) AS _mask_0
    FROM "grounds" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."ground" IN ($trafficking_individual_ground, '')
      AND f."level" IN ($trafficking_individual_level, '')
  ), "trafficking_action" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."ground" = $trafficking_action_ground
        AND f."level" IN ($trafficking_action_level, $trafficking_action_level_2)
        THEN 768
        ELSE 256
      END AS INT) AS _mask_0
    FROM "grounds" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."ground" IN ($trafficking_action_ground, '')
      AND f."level" IN ($trafficking_action_level, $trafficking_action_level_2, '')
  ), "trafficking_program" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of AND f."ground" = $trafficking_program_ground
        THEN 3072
        ELSE 1024
      END AS INT) AS _mask_0
    FROM "grounds" AS f
    WHERE
      f."begins_lo" <= $as_of AND f."ground" IN ($trafficking_program_ground, '')
  ), "censorship_individual" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."ground" = $censorship_individual_ground
        AND f."level" = $censorship_individual_level
        THEN 12288
        ELSE 4096
      END AS INT) AS _mask_0
    FROM "grounds" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."ground" IN ($censorship_individual_ground, '')
      AND f."level" IN ($censorship_individual_level, '')
  ), "censorship_action" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."ground" = $censorship_action_ground
        AND f."level" IN ($censorship_action_level, $censorship_action_level_2)
        THEN 49152
        ELSE 16384
      END AS INT) AS _mask_0
    FROM "grounds" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."ground" IN ($censorship_action_ground, '')
      AND f."level" IN ($censorship_action_level, $censorship_action_level_2, '')
  ), "censorship_program" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of AND f."ground" = $censorship_program_ground
        THEN 196608
        ELSE 65536
      END AS INT) AS _mask_0
    FROM "grounds" AS f
    WHERE
      f."begins_lo" <= $as_of AND f."ground" IN ($censorship_program_ground, '')
  ), "terror_individual" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."ground" = $terror_individual_ground
        AND f."level" = $terror_individual_level
        THEN 786432
        ELSE 262144
      END AS INT) AS _mask_0
    FROM "grounds" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."ground" IN ($terror_individual_ground, '')
      AND f."level" IN ($terror_individual_level, '')
  ), "terror_action" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."ground" = $terror_action_ground
        AND f."level" IN ($terror_action_level, $terror_action_level_2)
        THEN 3145728
        ELSE 1048576
      END AS INT) AS _mask_0
    FROM "grounds" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."ground" IN ($terror_action_ground, '')
      AND f."level" IN ($terror_action_level, $terror_action_level_2, '')
  ), "terror_program" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of AND f."ground" = $terror_program_ground
        THEN 12582912
        ELSE 4194304
      END AS INT) AS _mask_0
    FROM "grounds" AS f
    WHERE
      f."begins_lo" <= $as_of AND f."ground" IN ($terror_program_ground, '')
  ), "everybody" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."gender" IN ($woman_stated_gender, '')
        THEN CASE
          WHEN f."gender" = $woman_stated_gender
          THEN 56
          WHEN f."gender" = '' AND NOT f."gender" = $young_stated_gender
          THEN 8
          ELSE 24
        END
        ELSE 0
      END + CASE
        WHEN f."birth_date_lo" <= $young_stated_birth_date_last
        AND f."birth_date_hi" >= $young_stated_birth_date_first
        THEN CASE
          WHEN f."birth_date_lo" >= $young_stated_birth_date_first
          AND f."birth_date_hi" <= $young_stated_birth_date_last
          THEN 117440512
          WHEN f."birth_date" = ''
          AND NOT (
            f."birth_date_lo" >= $young_stated_birth_date_first
            AND f."birth_date_hi" <= $young_stated_birth_date_last
          )
          THEN 16777216
          ELSE 50331648
        END
        ELSE 0
      END + CASE
        WHEN f."military_background" IN ($covered_military_background, $covered_military_background_2)
        THEN 1
        ELSE 0
      END AS INT) AS _mask_0
    FROM "persons" AS f
  )
  SELECT
    *
  FROM "seagoing_stated"
  UNION ALL
  SELECT
    *
  FROM "trafficking_individual"
  UNION ALL
  SELECT
    *
  FROM "trafficking_action"
  UNION ALL
  SELECT
    *
  FROM "trafficking_program"
  UNION ALL
  SELECT
    *
  FROM "censorship_individual"
  UNION ALL
  SELECT
    *
  FROM "censorship_action"
  UNION ALL
  SELECT
    *
  FROM "censorship_program"
  UNION ALL
  SELECT
    *
  FROM "terror_individual"
  UNION ALL
  SELECT
    *
  FROM "terror_action"
  UNION ALL
  SELECT
    *
  FROM "terror_program"
  UNION ALL
  SELECT
    *
  FROM "everybody"
) AS looks
GROUP BY
  "person_no"
-- values
-- $as_of = 2018-09-08
-- $censorship_action_ground = censorship
-- $censorship_action_level = action
-- $censorship_action_level_2 = individual
-- $censorship_individual_ground = censorship
-- $censorship_individual_level = individual
-- $censorship_program_ground = censorship
-- $covered_military_background = yes
-- $covered_military_background_2 = no
-- $seagoing_stated_branch = navy
-- $seagoing_stated_branch_2 = military
-- $seagoing_stated_sector = military
-- $seagoing_stated_sector_2 = state
-- $terror_action_ground = terrorism-support
-- $terror_action_level = action
-- $terror_action_level_2 = individual
-- $terror_individual_ground = terrorism-support
-- $terror_individual_level = individual
-- $terror_program_ground = terrorism-support
-- $trafficking_action_ground = drug-trafficking
-- $trafficking_action_level = action
-- $trafficking_action_level_2 = individual
-- $trafficking_individual_ground = drug-trafficking
-- $trafficking_individual_level = individual
-- $trafficking_program_ground = drug-trafficking
-- $woman_stated_gender = female
-- $young_stated_birth_date_first = 1968-09-09
-- $young_stated_birth_date_last = 9999-12-31
-- $young_stated_gender = female

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
      "_mask_0" & 4
    ) <> 0 THEN 2 WHEN (
      "_mask_0" & 2
    ) <> 0 THEN 1 END AS seagoing_stated,
    CASE
      WHEN (
        "_mask_0" & 32
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 16
      ) <> 0
      THEN 1
      WHEN (
        "_mask_0" & 8
      ) <> 0
      THEN 0
    END AS woman_stated,
    CASE WHEN (
      "_mask_0" & 128
    ) <> 0 THEN 2 WHEN (
      "_mask_0" & 64
    ) <> 0 THEN 1 END AS trafficking_individual,
    CASE
      WHEN (
        "_mask_0" & 512
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 256
      ) <> 0
      THEN 1
    END AS trafficking_action,
    CASE
      WHEN (
        "_mask_0" & 2048
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 1024
      ) <> 0
      THEN 1
    END AS trafficking_program,
    CASE
      WHEN (
        "_mask_0" & 8192
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 4096
      ) <> 0
      THEN 1
    END AS censorship_individual,
    CASE
      WHEN (
        "_mask_0" & 32768
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 16384
      ) <> 0
      THEN 1
    END AS censorship_action,
    CASE
      WHEN (
        "_mask_0" & 131072
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 65536
      ) <> 0
      THEN 1
    END AS censorship_program,
    CASE
      WHEN (
        "_mask_0" & 524288
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 262144
      ) <> 0
      THEN 1
    END AS terror_individual,
    CASE
      WHEN (
        "_mask_0" & 2097152
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 1048576
      ) <> 0
      THEN 1
    END AS terror_action,
    CASE
      WHEN (
        "_mask_0" & 8388608
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 4194304
      ) <> 0
      THEN 1
    END AS terror_program,
    CASE
      WHEN (
        "_mask_0" & 67108864
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 33554432
      ) <> 0
      THEN 1
      WHEN (
        "_mask_0" & 16777216
      ) <> 0
      THEN 0
    END AS young_stated,
    (
      "_mask_0" & 1
    ) <> 0 AS covered_0
  FROM "alike"
), readings AS (
  SELECT
    b."_mask_0",
    b."persons",
    2 AS population,
    COALESCE(b."seagoing_stated", CASE WHEN b."covered_0" THEN -1 ELSE 0 END) AS "seagoing.stated",
    COALESCE(b."woman_stated", -1) AS "woman.stated",
    COALESCE(b."trafficking_individual", -1) AS "trafficking.individual",
    COALESCE(b."trafficking_action", -1) AS "trafficking.action",
    COALESCE(b."trafficking_program", -1) AS "trafficking.program",
    COALESCE(b."censorship_individual", -1) AS "censorship.individual",
    COALESCE(b."censorship_action", -1) AS "censorship.action",
    COALESCE(b."censorship_program", -1) AS "censorship.program",
    COALESCE(b."terror_individual", -1) AS "terror.individual",
    COALESCE(b."terror_action", -1) AS "terror.action",
    COALESCE(b."terror_program", -1) AS "terror.program",
    COALESCE(b."young_stated", -1) AS "young.stated"
  FROM "best" AS b
)
SELECT
  *,
  "population" AS status
FROM "readings"
-- values

-- evidence
WITH "seagoing_stated" AS (
  SELECT
    0 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of AND f."branch" = $seagoing_stated_branch
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."branch" = $seagoing_stated_branch THEN 0 ELSE 2 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND (
        f."branch" IN ($seagoing_stated_branch, $seagoing_stated_branch_2)
        OR (
          f."branch" = ''
          AND f."sector" IN ($seagoing_stated_sector, $seagoing_stated_sector_2, '')
        )
      )
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "woman_stated" AS (
  SELECT
    1 AS part,
    f."person_no",
    CASE
      WHEN f."gender" = $woman_stated_gender
      THEN 2
      WHEN f."gender" = '' AND NOT f."gender" = $woman_stated_gender
      THEN 0
      ELSE 1
    END AS code,
    CASE WHEN f."gender" = $woman_stated_gender THEN 0 ELSE 1 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "persons" AS f
  WHERE
    f."gender" IN ($woman_stated_gender, '')
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "trafficking_individual" AS (
  SELECT
    2 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."ground" = $trafficking_individual_ground
      AND f."level" = $trafficking_individual_level
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."ground" = $trafficking_individual_ground THEN 0 ELSE 2 END + CASE WHEN f."level" = $trafficking_individual_level THEN 0 ELSE 4 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "grounds" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."ground" IN ($trafficking_individual_ground, '')
      AND f."level" IN ($trafficking_individual_level, '')
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "trafficking_action" AS (
  SELECT
    3 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."ground" = $trafficking_action_ground
      AND f."level" IN ($trafficking_action_level, $trafficking_action_level_2)
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."ground" = $trafficking_action_ground THEN 0 ELSE 2 END + CASE
      WHEN f."level" IN ($trafficking_action_level, $trafficking_action_level_2)
      THEN 0
      ELSE 4
    END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "grounds" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."ground" IN ($trafficking_action_ground, '')
      AND f."level" IN ($trafficking_action_level, $trafficking_action_level_2, '')
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "trafficking_program" AS (
  SELECT
    4 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of AND f."ground" = $trafficking_program_ground
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."ground" = $trafficking_program_ground THEN 0 ELSE 2 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "grounds" AS f
  WHERE
    (
      f."begins_lo" <= $as_of AND f."ground" IN ($trafficking_program_ground, '')
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "censorship_individual" AS (
  SELECT
    5 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."ground" = $censorship_individual_ground
      AND f."level" = $censorship_individual_level
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."ground" = $censorship_individual_ground THEN 0 ELSE 2 END + CASE WHEN f."level" = $censorship_individual_level THEN 0 ELSE 4 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "grounds" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."ground" IN ($censorship_individual_ground, '')
      AND f."level" IN ($censorship_individual_level, '')
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "censorship_action" AS (
  SELECT
    6 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."ground" = $censorship_action_ground
      AND f."level" IN ($censorship_action_level, $censorship_action_level_2)
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."ground" = $censorship_action_ground THEN 0 ELSE 2 END + CASE
      WHEN f."level" IN ($censorship_action_level, $censorship_action_level_2)
      THEN 0
      ELSE 4
    END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "grounds" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."ground" IN ($censorship_action_ground, '')
      AND f."level" IN ($censorship_action_level, $censorship_action_level_2, '')
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "censorship_program" AS (
  SELECT
    7 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of AND f."ground" = $censorship_program_ground
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."ground" = $censorship_program_ground THEN 0 ELSE 2 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "grounds" AS f
  WHERE
    (
      f."begins_lo" <= $as_of AND f."ground" IN ($censorship_program_ground, '')
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "terror_individual" AS (
  SELECT
    8 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."ground" = $terror_individual_ground
      AND f."level" = $terror_individual_level
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."ground" = $terror_individual_ground THEN 0 ELSE 2 END + CASE WHEN f."level" = $terror_individual_level THEN 0 ELSE 4 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "grounds" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."ground" IN ($terror_individual_ground, '')
      AND f."level" IN ($terror_individual_level, '')
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "terror_action" AS (
  SELECT
    9 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."ground" = $terror_action_ground
      AND f."level" IN ($terror_action_level, $terror_action_level_2)
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."ground" = $terror_action_ground THEN 0 ELSE 2 END + CASE
      WHEN f."level" IN ($terror_action_level, $terror_action_level_2)
      THEN 0
      ELSE 4
    END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "grounds" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."ground" IN ($terror_action_ground, '')
      AND f."level" IN ($terror_action_level, $terror_action_level_2, '')
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "terror_program" AS (
  SELECT
    10 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of AND f."ground" = $terror_program_ground
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."ground" = $terror_program_ground THEN 0 ELSE 2 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "grounds" AS f
  WHERE
    (
      f."begins_lo" <= $as_of AND f."ground" IN ($terror_program_ground, '')
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "young_stated" AS (
  SELECT
    11 AS part,
    f."person_no",
    CASE
      WHEN f."birth_date_lo" >= $young_stated_birth_date_first
      AND f."birth_date_hi" <= $young_stated_birth_date_last
      THEN 2
      WHEN f."birth_date" = ''
      AND NOT (
        f."birth_date_lo" >= $young_stated_birth_date_first
        AND f."birth_date_hi" <= $young_stated_birth_date_last
      )
      THEN 0
      ELSE 1
    END AS code,
    CASE
      WHEN f."birth_date_lo" >= $young_stated_birth_date_first
      AND f."birth_date_hi" <= $young_stated_birth_date_last
      THEN 0
      ELSE 1
    END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "persons" AS f
  WHERE
    (
      f."birth_date_lo" <= $young_stated_birth_date_last
      AND f."birth_date_hi" >= $young_stated_birth_date_first
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
)
SELECT
  *
FROM "seagoing_stated"
UNION ALL
SELECT
  *
FROM "woman_stated"
UNION ALL
SELECT
  *
FROM "trafficking_individual"
UNION ALL
SELECT
  *
FROM "trafficking_action"
UNION ALL
SELECT
  *
FROM "trafficking_program"
UNION ALL
SELECT
  *
FROM "censorship_individual"
UNION ALL
SELECT
  *
FROM "censorship_action"
UNION ALL
SELECT
  *
FROM "censorship_program"
UNION ALL
SELECT
  *
FROM "terror_individual"
UNION ALL
SELECT
  *
FROM "terror_action"
UNION ALL
SELECT
  *
FROM "terror_program"
UNION ALL
SELECT
  *
FROM "young_stated"
-- values
-- $as_of = 2018-09-08
-- $censorship_action_ground = censorship
-- $censorship_action_level = action
-- $censorship_action_level_2 = individual
-- $censorship_individual_ground = censorship
-- $censorship_individual_level = individual
-- $censorship_program_ground = censorship
-- $seagoing_stated_branch = navy
-- $seagoing_stated_branch_2 = military
-- $seagoing_stated_sector = military
-- $seagoing_stated_sector_2 = state
-- $terror_action_ground = terrorism-support
-- $terror_action_level = action
-- $terror_action_level_2 = individual
-- $terror_individual_ground = terrorism-support
-- $terror_individual_level = individual
-- $terror_program_ground = terrorism-support
-- $trafficking_action_ground = drug-trafficking
-- $trafficking_action_level = action
-- $trafficking_action_level_2 = individual
-- $trafficking_individual_ground = drug-trafficking
-- $trafficking_individual_level = individual
-- $trafficking_program_ground = drug-trafficking
-- $woman_stated_gender = female
-- $young_stated_birth_date_first = 1968-09-09
-- $young_stated_birth_date_last = 9999-12-31
