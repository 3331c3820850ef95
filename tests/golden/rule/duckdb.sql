-- masks
SELECT
  "person_no",
  BIT_OR("_mask_0") AS _mask_0
FROM (
  WITH "served_strict" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."sector" = $served_strict_sector
        AND f."branch" = $served_strict_branch
        AND f."ends_hi" < $as_of
        THEN 6
        ELSE 2
      END AS TINYINT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."sector" IN ($served_strict_sector, '', $served_strict_sector_2)
      AND (
        f."branch" IN ($served_strict_branch, $served_strict_branch_2)
        OR (
          f."branch" IN ('', $served_strict_branch_3)
          AND f."sector" IN ($served_strict_sector, '', $served_strict_sector_2)
        )
      )
      AND f."ends_lo" < $as_of
  ), "served_broad" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."sector" = $served_broad_sector
        AND f."branch" = $served_broad_branch
        THEN 24
        ELSE 8
      END AS TINYINT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."sector" IN ($served_broad_sector, '', $served_broad_sector_2)
      AND (
        f."branch" IN ($served_broad_branch, $served_broad_branch_2)
        OR (
          f."branch" IN ('', $served_broad_branch_3)
          AND f."sector" IN ($served_broad_sector, '', $served_broad_sector_2)
        )
      )
  ), "everybody" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."background" IN ($covered_background, $covered_background_2)
        THEN 1
        ELSE 0
      END AS TINYINT) AS _mask_0
    FROM "persons" AS f
  )
  SELECT
    *
  FROM "served_strict"
  UNION ALL
  SELECT
    *
  FROM "served_broad"
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
-- $served_broad_branch = navy
-- $served_broad_branch_2 = armed
-- $served_broad_branch_3 = unknown
-- $served_broad_sector = military
-- $served_broad_sector_2 = unknown
-- $served_strict_branch = navy
-- $served_strict_branch_2 = armed
-- $served_strict_branch_3 = unknown
-- $served_strict_sector = military
-- $served_strict_sector_2 = unknown

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
    ) <> 0 THEN 1 END AS served_strict,
    CASE WHEN (
      "_mask_0" & 16
    ) <> 0 THEN 2 WHEN (
      "_mask_0" & 8
    ) <> 0 THEN 1 END AS served_broad,
    (
      "_mask_0" & 1
    ) <> 0 AS covered_0
  FROM "alike"
), readings AS (
  SELECT
    b."_mask_0",
    b."persons",
    2 AS population,
    COALESCE(b."served_strict", CASE WHEN b."covered_0" THEN -1 ELSE 0 END) AS "served.strict",
    COALESCE(b."served_broad", CASE WHEN b."covered_0" THEN -1 ELSE 0 END) AS "served.broad",
    (
      (
        (
          39 >> (
            2 * (
              COALESCE(b."served_broad", CASE WHEN b."covered_0" THEN -1 ELSE 0 END) + 1
            )
          )
        ) & 3
      ) - 1
    ) AS "never-served.stated"
  FROM "best" AS b
)
SELECT
  *,
  LEAST("population", GREATEST("served.strict", "served.broad"), "never-served.stated") AS status
FROM "readings"
-- values

-- evidence
WITH "served_strict" AS (
  SELECT
    0 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."sector" = $served_strict_sector
      AND f."branch" = $served_strict_branch
      AND f."ends_hi" < $as_of
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."sector" = $served_strict_sector THEN 0 ELSE 2 END + CASE WHEN f."branch" = $served_strict_branch THEN 0 ELSE 4 END + CASE WHEN f."ends_hi" < $as_of THEN 0 ELSE 8 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."sector" IN ($served_strict_sector, '', $served_strict_sector_2)
      AND (
        f."branch" IN ($served_strict_branch, $served_strict_branch_2)
        OR (
          f."branch" IN ('', $served_strict_branch_3)
          AND f."sector" IN ($served_strict_sector, '', $served_strict_sector_2)
        )
      )
      AND f."ends_lo" < $as_of
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "served_broad" AS (
  SELECT
    1 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."sector" = $served_broad_sector
      AND f."branch" = $served_broad_branch
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."sector" = $served_broad_sector THEN 0 ELSE 2 END + CASE WHEN f."branch" = $served_broad_branch THEN 0 ELSE 4 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."sector" IN ($served_broad_sector, '', $served_broad_sector_2)
      AND (
        f."branch" IN ($served_broad_branch, $served_broad_branch_2)
        OR (
          f."branch" IN ('', $served_broad_branch_3)
          AND f."sector" IN ($served_broad_sector, '', $served_broad_sector_2)
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
FROM "served_strict"
UNION ALL
SELECT
  *
FROM "served_broad"
-- values
-- $as_of = 2018-09-08
-- $served_broad_branch = navy
-- $served_broad_branch_2 = armed
-- $served_broad_branch_3 = unknown
-- $served_broad_sector = military
-- $served_broad_sector_2 = unknown
-- $served_strict_branch = navy
-- $served_strict_branch_2 = armed
-- $served_strict_branch_3 = unknown
-- $served_strict_sector = military
-- $served_strict_sector_2 = unknown
