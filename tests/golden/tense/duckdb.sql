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
    f."begins_lo" <= $as_of
    AND f."sector" IN ($former_stated_sector, $former_stated_sector_2, '', $former_stated_sector_3)
    AND f."ends_lo" < $as_of
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
    f."begins_lo" <= $as_of
    AND f."sector" IN ($current_stated_sector, $current_stated_sector_2, '', $current_stated_sector_3)
    AND (
      f."begins_lo" <= $as_of AND f."ends_hi" >= $as_of
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
    f."begins_lo" <= $as_of
    AND f."sector" IN ($ever_stated_sector, $ever_stated_sector_2, '', $ever_stated_sector_3)
    AND f."begins_lo" <= $as_of
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
    f."sector" IN ($future_stated_sector, $future_stated_sector_2, '', $future_stated_sector_3)
    AND f."begins_hi" > $as_of
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
    f."begins_lo" <= $as_of
    AND f."sector" IN ($probably_former_stated_sector, '', $probably_former_stated_sector_2)
    AND f."ends_lo" < $as_of
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

-- verdicts
WITH best AS (
  SELECT
    "person_no",
    MAX(CASE WHEN "part" = 0 THEN "code" END) AS former_stated,
    MAX(CASE WHEN "part" = 1 THEN "code" END) AS current_stated,
    MAX(CASE WHEN "part" = 2 THEN "code" END) AS ever_stated,
    MAX(CASE WHEN "part" = 3 THEN "code" END) AS future_stated,
    MAX(CASE WHEN "part" = 4 THEN "code" END) AS probably_former_stated,
    MAX(CASE WHEN "part" = 5 THEN "code" END) AS on_that_day_stated,
    MAX(CASE WHEN "part" = 6 THEN "code" END) AS former_or_future_stated
  FROM "evidence"
  GROUP BY
    "person_no"
), readings AS (
  SELECT
    p."person_no",
    2 AS population,
    COALESCE(
      b."former_stated",
      CASE
        WHEN p."background" IN ($covered_background, $covered_background_2)
        THEN -1
        ELSE 0
      END
    ) AS "former.stated",
    COALESCE(
      b."current_stated",
      CASE
        WHEN p."background" IN ($covered_background, $covered_background_2)
        THEN -1
        ELSE 0
      END
    ) AS "current.stated",
    COALESCE(
      b."ever_stated",
      CASE
        WHEN p."background" IN ($covered_background, $covered_background_2)
        THEN -1
        ELSE 0
      END
    ) AS "ever.stated",
    COALESCE(b."future_stated", 0) AS "future.stated",
    COALESCE(b."probably_former_stated", 0) AS "probably-former.stated",
    COALESCE(
      b."on_that_day_stated",
      CASE
        WHEN p."background" IN ($covered_background, $covered_background_2)
        THEN -1
        ELSE 0
      END
    ) AS "on-that-day.stated",
    COALESCE(b."former_or_future_stated", 0) AS "former-or-future.stated"
  FROM "persons" AS p
  LEFT JOIN "best" AS b
    ON p."person_no" = b."person_no"
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
-- $covered_background = yes
-- $covered_background_2 = no
