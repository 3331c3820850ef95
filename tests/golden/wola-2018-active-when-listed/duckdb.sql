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
          f."listed_on_lo" >= $population_listed_on_first
          AND f."listed_on_hi" <= $population_listed_on_last
        )
        THEN 3
        ELSE 1
      END AS SMALLINT) AS _mask_0
    FROM "designations" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."authority" IN ($population_authority, '')
      AND (
        f."listed_on_lo" <= $population_listed_on_last
        AND f."listed_on_hi" >= $population_listed_on_first
      )
  ), "active_military" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."sector" = $active_military_sector
        AND s."begins_hi" <= $as_of
        AND s."authority" = $active_military_authority
        AND (
          s."listed_on_lo" >= $active_military_listed_on_first
          AND s."listed_on_hi" <= $active_military_listed_on_last
        )
        AND (
          f."begins_hi" <= s."listed_on_lo" AND f."ends_lo" >= s."listed_on_hi"
        )
        THEN 12
        ELSE 4
      END AS SMALLINT) AS _mask_0
    FROM "posts" AS f
    JOIN "designations" AS s
      ON f."person_no" = s."person_no"
    WHERE
      f."begins_lo" <= $as_of
      AND f."sector" IN ($active_military_sector, $active_military_sector_2, '')
      AND s."begins_lo" <= $as_of
      AND s."authority" IN ($active_military_authority, '')
      AND (
        s."listed_on_lo" <= $active_military_listed_on_last
        AND s."listed_on_hi" >= $active_military_listed_on_first
      )
      AND (
        f."begins_lo" <= s."listed_on_hi"
        AND f."ends_hi" >= s."listed_on_lo"
        AND (
          s."listed_on_either" = ''
          OR ARRAY_CONTAINS(
            LIST_TRANSFORM(
              STR_SPLIT(s."listed_on_either", ';'),
              LAMBDA d : SUBSTRING(d, 1, 10) <= CAST(f."ends_hi" AS TEXT)
              AND SUBSTRING(d, 12, 10) >= CAST(f."begins_lo" AS TEXT)
            ),
            TRUE
          )
        )
      )
  ), "active_military_2" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of AND f."sector" = $active_military_2_sector
        THEN 96
        ELSE 32
      END AS SMALLINT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."sector" IN ($active_military_2_sector, $active_military_2_sector_2, '')
  ), "active_forces" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."sector" IN ($active_forces_sector, $active_forces_sector_2, $active_forces_sector_3)
        AND s."begins_hi" <= $as_of
        AND s."authority" = $active_forces_authority
        AND (
          s."listed_on_lo" >= $active_forces_listed_on_first
          AND s."listed_on_hi" <= $active_forces_listed_on_last
        )
        AND (
          f."begins_hi" <= s."listed_on_lo" AND f."ends_lo" >= s."listed_on_hi"
        )
        THEN 384
        ELSE 128
      END AS SMALLINT) AS _mask_0
    FROM "posts" AS f
    JOIN "designations" AS s
      ON f."person_no" = s."person_no"
    WHERE
      f."begins_lo" <= $as_of
      AND f."sector" IN (
        $active_forces_sector,
        $active_forces_sector_2,
        $active_forces_sector_3,
        $active_forces_sector_4,
        ''
      )
      AND s."begins_lo" <= $as_of
      AND s."authority" IN ($active_forces_authority, '')
      AND (
        s."listed_on_lo" <= $active_forces_listed_on_last
        AND s."listed_on_hi" >= $active_forces_listed_on_first
      )
      AND (
        f."begins_lo" <= s."listed_on_hi"
        AND f."ends_hi" >= s."listed_on_lo"
        AND (
          s."listed_on_either" = ''
          OR ARRAY_CONTAINS(
            LIST_TRANSFORM(
              STR_SPLIT(s."listed_on_either", ';'),
              LAMBDA d : SUBSTRING(d, 1, 10) <= CAST(f."ends_hi" AS TEXT)
              AND SUBSTRING(d, 12, 10) >= CAST(f."begins_lo" AS TEXT)
            ),
            TRUE
          )
        )
      )
  ), "active_forces_2" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."sector" IN ($active_forces_2_sector, $active_forces_2_sector_2, $active_forces_2_sector_3)
        THEN 1536
        ELSE 512
      END AS SMALLINT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."sector" IN (
        $active_forces_2_sector,
        $active_forces_2_sector_2,
        $active_forces_2_sector_3,
        $active_forces_2_sector_4,
        ''
      )
  ), "first_time_stated" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."authority" = $first_time_stated_authority
        AND NOT (
          f."listed_on_lo" <= $first_time_stated_listed_on_last
          AND f."listed_on_hi" >= $first_time_stated_listed_on_first
        )
        THEN 6144
        ELSE 2048
      END AS SMALLINT) AS _mask_0
    FROM "designations" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."authority" IN ($first_time_stated_authority, '')
      AND NOT (
        f."listed_on_lo" >= $first_time_stated_listed_on_first
        AND f."listed_on_hi" <= $first_time_stated_listed_on_last
      )
  ), "everybody" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."military_background" IN ($covered_military_background, $covered_military_background_2)
        THEN 16
        ELSE 0
      END AS SMALLINT) AS _mask_0
    FROM "persons" AS f
  )
  SELECT
    *
  FROM "population"
  UNION ALL
  SELECT
    *
  FROM "active_military"
  UNION ALL
  SELECT
    *
  FROM "active_military_2"
  UNION ALL
  SELECT
    *
  FROM "active_forces"
  UNION ALL
  SELECT
    *
  FROM "active_forces_2"
  UNION ALL
  SELECT
    *
  FROM "first_time_stated"
  UNION ALL
  SELECT
    *
  FROM "everybody"
) AS looks
GROUP BY
  "person_no"
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
-- $covered_military_background = yes
-- $covered_military_background_2 = no
-- $first_time_stated_authority = US-OFAC
-- $first_time_stated_listed_on_first = 2015-03-09
-- $first_time_stated_listed_on_last = 9999-12-31
-- $population_authority = US-OFAC
-- $population_listed_on_first = 2015-03-09
-- $population_listed_on_last = 9999-12-31

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
      "_mask_0" & 8
    ) <> 0 THEN 2 WHEN (
      "_mask_0" & 4
    ) <> 0 THEN 1 END AS active_military,
    CASE WHEN (
      "_mask_0" & 64
    ) <> 0 THEN 2 WHEN (
      "_mask_0" & 32
    ) <> 0 THEN 1 END AS active_military_2,
    CASE
      WHEN (
        "_mask_0" & 256
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 128
      ) <> 0
      THEN 1
    END AS active_forces,
    CASE
      WHEN (
        "_mask_0" & 1024
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 512
      ) <> 0
      THEN 1
    END AS active_forces_2,
    CASE
      WHEN (
        "_mask_0" & 4096
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 2048
      ) <> 0
      THEN 1
    END AS first_time_stated,
    (
      "_mask_0" & 16
    ) <> 0 AS covered_0
  FROM "alike"
), readings AS (
  SELECT
    b."_mask_0",
    b."persons",
    COALESCE(b."population", -1) AS population,
    GREATEST(
      COALESCE(b."active_military", -1),
      GREATEST(
        CASE WHEN b."covered_0" THEN -1 ELSE LEAST(0, COALESCE(b."population", -1)) END,
        CASE
          WHEN TRUE
          THEN -1
          ELSE LEAST(0, COALESCE(b."active_military_2", CASE WHEN b."covered_0" THEN -1 ELSE 0 END))
        END,
        CASE WHEN b."covered_0" OR TRUE THEN -1 ELSE 0 END
      )
    ) AS "active.military",
    GREATEST(
      COALESCE(b."active_forces", -1),
      GREATEST(
        CASE WHEN FALSE THEN -1 ELSE LEAST(0, COALESCE(b."population", -1)) END,
        CASE WHEN TRUE THEN -1 ELSE LEAST(0, COALESCE(b."active_forces_2", 0)) END,
        CASE WHEN FALSE OR TRUE THEN -1 ELSE 0 END
      )
    ) AS "active.forces",
    (
      (
        (
          39 >> (
            2 * (
              COALESCE(b."first_time_stated", -1) + 1
            )
          )
        ) & 3
      ) - 1
    ) AS "first-time.stated"
  FROM "best" AS b
)
SELECT
  *,
  LEAST("population", GREATEST("active.military", "active.forces")) AS status
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
        f."listed_on_lo" >= $population_listed_on_first
        AND f."listed_on_hi" <= $population_listed_on_last
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."authority" = $population_authority THEN 0 ELSE 2 END + CASE
      WHEN f."listed_on_lo" >= $population_listed_on_first
      AND f."listed_on_hi" <= $population_listed_on_last
      THEN 0
      ELSE 4
    END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "designations" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."authority" IN ($population_authority, '')
      AND (
        f."listed_on_lo" <= $population_listed_on_last
        AND f."listed_on_hi" >= $population_listed_on_first
      )
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "active_military" AS (
  SELECT
    1 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."sector" = $active_military_sector
      AND s."begins_hi" <= $as_of
      AND s."authority" = $active_military_authority
      AND (
        s."listed_on_lo" >= $active_military_listed_on_first
        AND s."listed_on_hi" <= $active_military_listed_on_last
      )
      AND (
        f."begins_hi" <= s."listed_on_lo" AND f."ends_lo" >= s."listed_on_hi"
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."sector" = $active_military_sector THEN 0 ELSE 2 END + CASE WHEN s."begins_hi" <= $as_of THEN 0 ELSE 4 END + CASE WHEN s."authority" = $active_military_authority THEN 0 ELSE 8 END + CASE
      WHEN s."listed_on_lo" >= $active_military_listed_on_first
      AND s."listed_on_hi" <= $active_military_listed_on_last
      THEN 0
      ELSE 16
    END + CASE
      WHEN f."begins_hi" <= s."listed_on_lo" AND f."ends_lo" >= s."listed_on_hi"
      THEN 0
      ELSE 32
    END AS doubt,
    f."row_no" AS row_no,
    s."row_no" AS other_row
  FROM "posts" AS f
  JOIN "designations" AS s
    ON f."person_no" = s."person_no"
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."sector" IN ($active_military_sector, $active_military_sector_2, '')
      AND s."begins_lo" <= $as_of
      AND s."authority" IN ($active_military_authority, '')
      AND (
        s."listed_on_lo" <= $active_military_listed_on_last
        AND s."listed_on_hi" >= $active_military_listed_on_first
      )
      AND (
        f."begins_lo" <= s."listed_on_hi"
        AND f."ends_hi" >= s."listed_on_lo"
        AND (
          s."listed_on_either" = ''
          OR ARRAY_CONTAINS(
            LIST_TRANSFORM(
              STR_SPLIT(s."listed_on_either", ';'),
              LAMBDA d : SUBSTRING(d, 1, 10) <= CAST(f."ends_hi" AS TEXT)
              AND SUBSTRING(d, 12, 10) >= CAST(f."begins_lo" AS TEXT)
            ),
            TRUE
          )
        )
      )
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "active_military_2" AS (
  SELECT
    2 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of AND f."sector" = $active_military_2_sector
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."sector" = $active_military_2_sector THEN 0 ELSE 2 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."sector" IN ($active_military_2_sector, $active_military_2_sector_2, '')
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "active_forces" AS (
  SELECT
    3 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."sector" IN ($active_forces_sector, $active_forces_sector_2, $active_forces_sector_3)
      AND s."begins_hi" <= $as_of
      AND s."authority" = $active_forces_authority
      AND (
        s."listed_on_lo" >= $active_forces_listed_on_first
        AND s."listed_on_hi" <= $active_forces_listed_on_last
      )
      AND (
        f."begins_hi" <= s."listed_on_lo" AND f."ends_lo" >= s."listed_on_hi"
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE
      WHEN f."sector" IN ($active_forces_sector, $active_forces_sector_2, $active_forces_sector_3)
      THEN 0
      ELSE 2
    END + CASE WHEN s."begins_hi" <= $as_of THEN 0 ELSE 4 END + CASE WHEN s."authority" = $active_forces_authority THEN 0 ELSE 8 END + CASE
      WHEN s."listed_on_lo" >= $active_forces_listed_on_first
      AND s."listed_on_hi" <= $active_forces_listed_on_last
      THEN 0
      ELSE 16
    END + CASE
      WHEN f."begins_hi" <= s."listed_on_lo" AND f."ends_lo" >= s."listed_on_hi"
      THEN 0
      ELSE 32
    END AS doubt,
    f."row_no" AS row_no,
    s."row_no" AS other_row
  FROM "posts" AS f
  JOIN "designations" AS s
    ON f."person_no" = s."person_no"
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."sector" IN (
        $active_forces_sector,
        $active_forces_sector_2,
        $active_forces_sector_3,
        $active_forces_sector_4,
        ''
      )
      AND s."begins_lo" <= $as_of
      AND s."authority" IN ($active_forces_authority, '')
      AND (
        s."listed_on_lo" <= $active_forces_listed_on_last
        AND s."listed_on_hi" >= $active_forces_listed_on_first
      )
      AND (
        f."begins_lo" <= s."listed_on_hi"
        AND f."ends_hi" >= s."listed_on_lo"
        AND (
          s."listed_on_either" = ''
          OR ARRAY_CONTAINS(
            LIST_TRANSFORM(
              STR_SPLIT(s."listed_on_either", ';'),
              LAMBDA d : SUBSTRING(d, 1, 10) <= CAST(f."ends_hi" AS TEXT)
              AND SUBSTRING(d, 12, 10) >= CAST(f."begins_lo" AS TEXT)
            ),
            TRUE
          )
        )
      )
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "active_forces_2" AS (
  SELECT
    4 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."sector" IN ($active_forces_2_sector, $active_forces_2_sector_2, $active_forces_2_sector_3)
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE
      WHEN f."sector" IN ($active_forces_2_sector, $active_forces_2_sector_2, $active_forces_2_sector_3)
      THEN 0
      ELSE 2
    END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."sector" IN (
        $active_forces_2_sector,
        $active_forces_2_sector_2,
        $active_forces_2_sector_3,
        $active_forces_2_sector_4,
        ''
      )
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "first_time_stated" AS (
  SELECT
    5 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."authority" = $first_time_stated_authority
      AND NOT (
        f."listed_on_lo" <= $first_time_stated_listed_on_last
        AND f."listed_on_hi" >= $first_time_stated_listed_on_first
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."authority" = $first_time_stated_authority THEN 0 ELSE 2 END + CASE
      WHEN NOT (
        f."listed_on_lo" <= $first_time_stated_listed_on_last
        AND f."listed_on_hi" >= $first_time_stated_listed_on_first
      )
      THEN 0
      ELSE 4
    END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "designations" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."authority" IN ($first_time_stated_authority, '')
      AND NOT (
        f."listed_on_lo" >= $first_time_stated_listed_on_first
        AND f."listed_on_hi" <= $first_time_stated_listed_on_last
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
FROM "active_military"
UNION ALL
SELECT
  *
FROM "active_military_2"
UNION ALL
SELECT
  *
FROM "active_forces"
UNION ALL
SELECT
  *
FROM "active_forces_2"
UNION ALL
SELECT
  *
FROM "first_time_stated"
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
