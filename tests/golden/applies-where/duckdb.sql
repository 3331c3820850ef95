-- masks
SELECT
  "person_no",
  BIT_OR("_mask_0") AS _mask_0
FROM (
  WITH "army_stated" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of AND f."branch" = $army_stated_branch
        THEN 3
        ELSE 1
      END AS SMALLINT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND (
        f."branch" IN ($army_stated_branch, $army_stated_branch_2)
        OR (
          f."branch" IN ('', $army_stated_branch_3)
          AND f."sector" IN ($army_stated_sector, '', $army_stated_sector_2)
        )
      )
  ), "oath_stated" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."sector" = $oath_stated_sector
        AND (
          f."oath_lo" >= $oath_stated_oath_first AND f."oath_hi" <= $oath_stated_oath_last
        )
        THEN 24
        ELSE 8
      END AS SMALLINT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."sector" IN ($oath_stated_sector, '', $oath_stated_sector_2)
      AND (
        f."oath_lo" <= $oath_stated_oath_last
        AND f."oath_hi" >= $oath_stated_oath_first
        AND (
          NOT f."oath" = ''
          OR (
            f."oath" = '' AND f."sector" IN ($oath_stated_sector, '', $oath_stated_sector_2)
          )
        )
      )
  ), "everybody" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."top_rank" IN (
          $top_rank_stated_top_rank,
          $top_rank_stated_top_rank_2,
          $top_rank_stated_top_rank_3
        )
        OR (
          f."top_rank" IN ('', $top_rank_stated_top_rank_4)
          AND f."background" IN ($top_rank_stated_background, '', $top_rank_stated_background_2)
        )
        THEN CASE
          WHEN f."top_rank" IN (
            $top_rank_stated_top_rank,
            $top_rank_stated_top_rank_2,
            $top_rank_stated_top_rank_3
          )
          THEN 224
          WHEN f."top_rank" IN ('', $top_rank_stated_top_rank_4)
          AND NOT f."top_rank" IN (
            $top_rank_stated_top_rank,
            $top_rank_stated_top_rank_2,
            $top_rank_stated_top_rank_3
          )
          THEN 32
          ELSE 96
        END
        ELSE 0
      END + CASE
        WHEN f."background" IN ($covered_background, $covered_background_2)
        THEN 4
        ELSE 0
      END AS SMALLINT) AS _mask_0
    FROM "persons" AS f
  )
  SELECT
    *
  FROM "army_stated"
  UNION ALL
  SELECT
    *
  FROM "oath_stated"
  UNION ALL
  SELECT
    *
  FROM "everybody"
) AS looks
GROUP BY
  "person_no"
-- values
-- $army_stated_branch = army
-- $army_stated_branch_2 = armed
-- $army_stated_branch_3 = unknown
-- $army_stated_sector = military
-- $army_stated_sector_2 = unknown
-- $as_of = 2018-09-08
-- $covered_background = yes
-- $covered_background_2 = no
-- $oath_stated_oath_first = 1000-01-01
-- $oath_stated_oath_last = 1999-12-31
-- $oath_stated_sector = military
-- $oath_stated_sector_2 = unknown
-- $top_rank_stated_background = yes
-- $top_rank_stated_background_2 = unknown
-- $top_rank_stated_top_rank = major
-- $top_rank_stated_top_rank_2 = colonel
-- $top_rank_stated_top_rank_3 = general
-- $top_rank_stated_top_rank_4 = unknown

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
    ) <> 0 THEN 1 END AS army_stated,
    CASE WHEN (
      "_mask_0" & 16
    ) <> 0 THEN 2 WHEN (
      "_mask_0" & 8
    ) <> 0 THEN 1 END AS oath_stated,
    CASE
      WHEN (
        "_mask_0" & 128
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 64
      ) <> 0
      THEN 1
      WHEN (
        "_mask_0" & 32
      ) <> 0
      THEN 0
    END AS top_rank_stated,
    (
      "_mask_0" & 4
    ) <> 0 AS covered_0
  FROM "alike"
), readings AS (
  SELECT
    b."_mask_0",
    b."persons",
    2 AS population,
    COALESCE(b."army_stated", 0) AS "army.stated",
    COALESCE(b."oath_stated", CASE WHEN b."covered_0" THEN -1 ELSE 0 END) AS "oath.stated",
    COALESCE(b."top_rank_stated", -1) AS "top-rank.stated"
  FROM "best" AS b
)
SELECT
  *,
  LEAST("population", "army.stated", "oath.stated", "top-rank.stated") AS status
FROM "readings"
-- values

-- evidence
WITH "army_stated" AS (
  SELECT
    0 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of AND f."branch" = $army_stated_branch
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."branch" = $army_stated_branch THEN 0 ELSE 2 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND (
        f."branch" IN ($army_stated_branch, $army_stated_branch_2)
        OR (
          f."branch" IN ('', $army_stated_branch_3)
          AND f."sector" IN ($army_stated_sector, '', $army_stated_sector_2)
        )
      )
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "oath_stated" AS (
  SELECT
    1 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."sector" = $oath_stated_sector
      AND (
        f."oath_lo" >= $oath_stated_oath_first AND f."oath_hi" <= $oath_stated_oath_last
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."sector" = $oath_stated_sector THEN 0 ELSE 2 END + CASE
      WHEN f."oath_lo" >= $oath_stated_oath_first AND f."oath_hi" <= $oath_stated_oath_last
      THEN 0
      ELSE 4
    END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."sector" IN ($oath_stated_sector, '', $oath_stated_sector_2)
      AND (
        f."oath_lo" <= $oath_stated_oath_last
        AND f."oath_hi" >= $oath_stated_oath_first
        AND (
          NOT f."oath" = ''
          OR (
            f."oath" = '' AND f."sector" IN ($oath_stated_sector, '', $oath_stated_sector_2)
          )
        )
      )
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "top_rank_stated" AS (
  SELECT
    2 AS part,
    f."person_no",
    CASE
      WHEN f."top_rank" IN (
        $top_rank_stated_top_rank,
        $top_rank_stated_top_rank_2,
        $top_rank_stated_top_rank_3
      )
      THEN 2
      WHEN f."top_rank" IN ('', $top_rank_stated_top_rank_4)
      AND NOT f."top_rank" IN (
        $top_rank_stated_top_rank,
        $top_rank_stated_top_rank_2,
        $top_rank_stated_top_rank_3
      )
      THEN 0
      ELSE 1
    END AS code,
    CASE
      WHEN f."top_rank" IN (
        $top_rank_stated_top_rank,
        $top_rank_stated_top_rank_2,
        $top_rank_stated_top_rank_3
      )
      THEN 0
      ELSE 1
    END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "persons" AS f
  WHERE
    (
      f."top_rank" IN (
        $top_rank_stated_top_rank,
        $top_rank_stated_top_rank_2,
        $top_rank_stated_top_rank_3
      )
      OR (
        f."top_rank" IN ('', $top_rank_stated_top_rank_4)
        AND f."background" IN ($top_rank_stated_background, '', $top_rank_stated_background_2)
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
FROM "army_stated"
UNION ALL
SELECT
  *
FROM "oath_stated"
UNION ALL
SELECT
  *
FROM "top_rank_stated"
-- values
-- $army_stated_branch = army
-- $army_stated_branch_2 = armed
-- $army_stated_branch_3 = unknown
-- $army_stated_sector = military
-- $army_stated_sector_2 = unknown
-- $as_of = 2018-09-08
-- $oath_stated_oath_first = 1000-01-01
-- $oath_stated_oath_last = 1999-12-31
-- $oath_stated_sector = military
-- $oath_stated_sector_2 = unknown
-- $top_rank_stated_background = yes
-- $top_rank_stated_background_2 = unknown
-- $top_rank_stated_top_rank = major
-- $top_rank_stated_top_rank_2 = colonel
-- $top_rank_stated_top_rank_3 = general
-- $top_rank_stated_top_rank_4 = unknown
