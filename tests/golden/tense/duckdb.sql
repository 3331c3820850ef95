-- masks
SELECT
  "person_no",
  BIT_OR("_mask_0") AS _mask_0
FROM (
  WITH "former_stated" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."sector" IN ($former_stated_sector, $former_stated_sector_2)
        AND f."ends_hi" < $as_of
        THEN 6
        ELSE 2
      END AS SMALLINT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."sector" IN ($former_stated_sector, $former_stated_sector_2, '', $former_stated_sector_3)
      AND f."ends_lo" < $as_of
  ), "current_stated" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."sector" IN ($current_stated_sector, $current_stated_sector_2)
        AND (
          f."begins_hi" <= $as_of AND f."ends_lo" >= $as_of
        )
        THEN 24
        ELSE 8
      END AS SMALLINT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."sector" IN ($current_stated_sector, $current_stated_sector_2, '', $current_stated_sector_3)
      AND (
        f."begins_lo" <= $as_of AND f."ends_hi" >= $as_of
      )
  ), "ever_stated" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."sector" IN ($ever_stated_sector, $ever_stated_sector_2)
        AND f."begins_hi" <= $as_of
        THEN 96
        ELSE 32
      END AS SMALLINT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."sector" IN ($ever_stated_sector, $ever_stated_sector_2, '', $ever_stated_sector_3)
      AND f."begins_lo" <= $as_of
  ), "future_stated" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."sector" IN ($future_stated_sector, $future_stated_sector_2)
        AND f."begins_lo" > $as_of
        THEN 384
        ELSE 128
      END AS SMALLINT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."sector" IN ($future_stated_sector, $future_stated_sector_2, '', $future_stated_sector_3)
      AND f."begins_hi" > $as_of
  ), "probably_former_stated" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."sector" = $probably_former_stated_sector
        AND (
          f."ends_hi" < $as_of OR f."ends_mid" < $as_of
        )
        THEN 1536
        ELSE 512
      END AS SMALLINT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."sector" IN ($probably_former_stated_sector, '', $probably_former_stated_sector_2)
      AND f."ends_lo" < $as_of
  ), "on_that_day_stated" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."sector" IN ($on_that_day_stated_sector, $on_that_day_stated_sector_2)
        AND (
          f."begins_hi" <= $on_that_day_stated_until
          AND f."ends_lo" >= $on_that_day_stated_on
        )
        THEN 6144
        ELSE 2048
      END AS SMALLINT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."sector" IN (
        $on_that_day_stated_sector,
        $on_that_day_stated_sector_2,
        '',
        $on_that_day_stated_sector_3
      )
      AND (
        f."begins_lo" <= $on_that_day_stated_until
        AND f."ends_hi" >= $on_that_day_stated_on
      )
  ), "former_or_future_stated" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."sector" IN ($former_or_future_stated_sector, $former_or_future_stated_sector_2)
        AND (
          f."ends_hi" < $as_of
          OR f."begins_lo" > $as_of
          OR NOT (
            f."begins_lo" <= $as_of AND f."ends_hi" >= $as_of
          )
        )
        THEN 24576
        ELSE 8192
      END AS SMALLINT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."sector" IN (
        $former_or_future_stated_sector,
        $former_or_future_stated_sector_2,
        '',
        $former_or_future_stated_sector_3
      )
      AND (
        f."ends_lo" < $as_of OR f."begins_hi" > $as_of
      )
  ), "everybody" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."background" IN ($covered_background, $covered_background_2)
        THEN 1
        ELSE 0
      END AS SMALLINT) AS _mask_0
    FROM "persons" AS f
  )
  SELECT
    *
  FROM "former_stated"
  UNION ALL
  SELECT
    *
  FROM "current_stated"
  UNION ALL
  SELECT
    *
  FROM "ever_stated"
  UNION ALL
  SELECT
    *
  FROM "future_stated"
  UNION ALL
  SELECT
    *
  FROM "probably_former_stated"
  UNION ALL
  SELECT
    *
  FROM "on_that_day_stated"
  UNION ALL
  SELECT
    *
  FROM "former_or_future_stated"
  UNION ALL
  SELECT
    *
  FROM "everybody"
) AS looks
GROUP BY
  "person_no"
-- values
-- $as_of = 2018-09-08
-- $covered_background = yes
-- $covered_background_2 = no
-- $current_stated_sector = military
-- $current_stated_sector_2 = police
-- $current_stated_sector_3 = unknown
-- $ever_stated_sector = military
-- $ever_stated_sector_2 = police
-- $ever_stated_sector_3 = unknown
-- $former_or_future_stated_sector = military
-- $former_or_future_stated_sector_2 = police
-- $former_or_future_stated_sector_3 = unknown
-- $former_stated_sector = military
-- $former_stated_sector_2 = police
-- $former_stated_sector_3 = unknown
-- $future_stated_sector = military
-- $future_stated_sector_2 = police
-- $future_stated_sector_3 = unknown
-- $on_that_day_stated_on = 2010-06-01
-- $on_that_day_stated_sector = military
-- $on_that_day_stated_sector_2 = police
-- $on_that_day_stated_sector_3 = unknown
-- $on_that_day_stated_until = 2010-06-01
-- $probably_former_stated_sector = civil
-- $probably_former_stated_sector_2 = unknown

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
    ) <> 0 THEN 1 END AS former_stated,
    CASE WHEN (
      "_mask_0" & 16
    ) <> 0 THEN 2 WHEN (
      "_mask_0" & 8
    ) <> 0 THEN 1 END AS current_stated,
    CASE WHEN (
      "_mask_0" & 64
    ) <> 0 THEN 2 WHEN (
      "_mask_0" & 32
    ) <> 0 THEN 1 END AS ever_stated,
    CASE
      WHEN (
        "_mask_0" & 256
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 128
      ) <> 0
      THEN 1
    END AS future_stated,
    CASE
      WHEN (
        "_mask_0" & 1024
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 512
      ) <> 0
      THEN 1
    END AS probably_former_stated,
    CASE
      WHEN (
        "_mask_0" & 4096
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 2048
      ) <> 0
      THEN 1
    END AS on_that_day_stated,
    CASE
      WHEN (
        "_mask_0" & 16384
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 8192
      ) <> 0
      THEN 1
    END AS former_or_future_stated,
    (
      "_mask_0" & 1
    ) <> 0 AS covered_0
  FROM "alike"
), readings AS (
  SELECT
    b."_mask_0",
    b."persons",
    2 AS population,
    COALESCE(b."former_stated", CASE WHEN b."covered_0" THEN -1 ELSE 0 END) AS "former.stated",
    COALESCE(b."current_stated", CASE WHEN b."covered_0" THEN -1 ELSE 0 END) AS "current.stated",
    COALESCE(b."ever_stated", CASE WHEN b."covered_0" THEN -1 ELSE 0 END) AS "ever.stated",
    COALESCE(b."future_stated", 0) AS "future.stated",
    COALESCE(b."probably_former_stated", 0) AS "probably-former.stated",
    COALESCE(b."on_that_day_stated", CASE WHEN b."covered_0" THEN -1 ELSE 0 END) AS "on-that-day.stated",
    COALESCE(b."former_or_future_stated", 0) AS "former-or-future.stated"
  FROM "best" AS b
)
SELECT
  *,
  LEAST(
    "population",
    "former.stated",
    "current.stated",
    "ever.stated",
    "future.stated",
    "probably-former.stated",
    "on-that-day.stated",
    "former-or-future.stated"
  ) AS status
FROM "readings"
-- values

-- evidence
WITH "former_stated" AS (
  SELECT
    0 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."sector" IN ($former_stated_sector, $former_stated_sector_2)
      AND f."ends_hi" < $as_of
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE
      WHEN f."sector" IN ($former_stated_sector, $former_stated_sector_2)
      THEN 0
      ELSE 2
    END + CASE WHEN f."ends_hi" < $as_of THEN 0 ELSE 4 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."sector" IN ($former_stated_sector, $former_stated_sector_2, '', $former_stated_sector_3)
      AND f."ends_lo" < $as_of
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "current_stated" AS (
  SELECT
    1 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."sector" IN ($current_stated_sector, $current_stated_sector_2)
      AND (
        f."begins_hi" <= $as_of AND f."ends_lo" >= $as_of
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE
      WHEN f."sector" IN ($current_stated_sector, $current_stated_sector_2)
      THEN 0
      ELSE 2
    END + CASE WHEN f."begins_hi" <= $as_of AND f."ends_lo" >= $as_of THEN 0 ELSE 4 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."sector" IN ($current_stated_sector, $current_stated_sector_2, '', $current_stated_sector_3)
      AND (
        f."begins_lo" <= $as_of AND f."ends_hi" >= $as_of
      )
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "ever_stated" AS (
  SELECT
    2 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."sector" IN ($ever_stated_sector, $ever_stated_sector_2)
      AND f."begins_hi" <= $as_of
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE
      WHEN f."sector" IN ($ever_stated_sector, $ever_stated_sector_2)
      THEN 0
      ELSE 2
    END + CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 4 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."sector" IN ($ever_stated_sector, $ever_stated_sector_2, '', $ever_stated_sector_3)
      AND f."begins_lo" <= $as_of
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "future_stated" AS (
  SELECT
    3 AS part,
    f."person_no",
    CASE
      WHEN f."sector" IN ($future_stated_sector, $future_stated_sector_2)
      AND f."begins_lo" > $as_of
      THEN 2
      ELSE 1
    END AS code,
    CASE
      WHEN f."sector" IN ($future_stated_sector, $future_stated_sector_2)
      THEN 0
      ELSE 1
    END + CASE WHEN f."begins_lo" > $as_of THEN 0 ELSE 2 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."sector" IN ($future_stated_sector, $future_stated_sector_2, '', $future_stated_sector_3)
      AND f."begins_hi" > $as_of
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "probably_former_stated" AS (
  SELECT
    4 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."sector" = $probably_former_stated_sector
      AND (
        f."ends_hi" < $as_of OR f."ends_mid" < $as_of
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."sector" = $probably_former_stated_sector THEN 0 ELSE 2 END + CASE WHEN f."ends_hi" < $as_of OR f."ends_mid" < $as_of THEN 0 ELSE 4 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."sector" IN ($probably_former_stated_sector, '', $probably_former_stated_sector_2)
      AND f."ends_lo" < $as_of
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "on_that_day_stated" AS (
  SELECT
    5 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."sector" IN ($on_that_day_stated_sector, $on_that_day_stated_sector_2)
      AND (
        f."begins_hi" <= $on_that_day_stated_until
        AND f."ends_lo" >= $on_that_day_stated_on
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE
      WHEN f."sector" IN ($on_that_day_stated_sector, $on_that_day_stated_sector_2)
      THEN 0
      ELSE 2
    END + CASE
      WHEN f."begins_hi" <= $on_that_day_stated_until
      AND f."ends_lo" >= $on_that_day_stated_on
      THEN 0
      ELSE 4
    END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."sector" IN (
        $on_that_day_stated_sector,
        $on_that_day_stated_sector_2,
        '',
        $on_that_day_stated_sector_3
      )
      AND (
        f."begins_lo" <= $on_that_day_stated_until
        AND f."ends_hi" >= $on_that_day_stated_on
      )
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "former_or_future_stated" AS (
  SELECT
    6 AS part,
    f."person_no",
    CASE
      WHEN f."sector" IN ($former_or_future_stated_sector, $former_or_future_stated_sector_2)
      AND (
        f."ends_hi" < $as_of
        OR f."begins_lo" > $as_of
        OR NOT (
          f."begins_lo" <= $as_of AND f."ends_hi" >= $as_of
        )
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE
      WHEN f."sector" IN ($former_or_future_stated_sector, $former_or_future_stated_sector_2)
      THEN 0
      ELSE 1
    END + CASE
      WHEN f."ends_hi" < $as_of
      OR f."begins_lo" > $as_of
      OR NOT (
        f."begins_lo" <= $as_of AND f."ends_hi" >= $as_of
      )
      THEN 0
      ELSE 2
    END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."sector" IN (
        $former_or_future_stated_sector,
        $former_or_future_stated_sector_2,
        '',
        $former_or_future_stated_sector_3
      )
      AND (
        f."ends_lo" < $as_of OR f."begins_hi" > $as_of
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
FROM "former_stated"
UNION ALL
SELECT
  *
FROM "current_stated"
UNION ALL
SELECT
  *
FROM "ever_stated"
UNION ALL
SELECT
  *
FROM "future_stated"
UNION ALL
SELECT
  *
FROM "probably_former_stated"
UNION ALL
SELECT
  *
FROM "on_that_day_stated"
UNION ALL
SELECT
  *
FROM "former_or_future_stated"
-- values
-- $as_of = 2018-09-08
-- $current_stated_sector = military
-- $current_stated_sector_2 = police
-- $current_stated_sector_3 = unknown
-- $ever_stated_sector = military
-- $ever_stated_sector_2 = police
-- $ever_stated_sector_3 = unknown
-- $former_or_future_stated_sector = military
-- $former_or_future_stated_sector_2 = police
-- $former_or_future_stated_sector_3 = unknown
-- $former_stated_sector = military
-- $former_stated_sector_2 = police
-- $former_stated_sector_3 = unknown
-- $future_stated_sector = military
-- $future_stated_sector_2 = police
-- $future_stated_sector_3 = unknown
-- $on_that_day_stated_on = 2010-06-01
-- $on_that_day_stated_sector = military
-- $on_that_day_stated_sector_2 = police
-- $on_that_day_stated_sector_3 = unknown
-- $on_that_day_stated_until = 2010-06-01
-- $probably_former_stated_sector = civil
-- $probably_former_stated_sector_2 = unknown
