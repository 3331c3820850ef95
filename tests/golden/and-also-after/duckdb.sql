-- masks
SELECT
  "person_no",
  BIT_OR("_mask_0") AS _mask_0
FROM (
  WITH "tied_stated" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."sector" IN ($tied_stated_sector, $tied_stated_sector_2)
        AND s."begins_hi" <= $as_of
        AND s."authority" = $tied_stated_authority
        AND f."begins_lo" > s."listed_on_hi"
        THEN 3
        ELSE 1
      END AS TINYINT) AS _mask_0
    FROM "posts" AS f
    JOIN "designations" AS s
      ON f."person_no" = s."person_no"
    WHERE
      f."begins_lo" <= $as_of
      AND f."sector" IN ($tied_stated_sector, $tied_stated_sector_2, '', $tied_stated_sector_3)
      AND s."begins_lo" <= $as_of
      AND s."authority" IN ($tied_stated_authority, '', $tied_stated_authority_2)
      AND f."begins_hi" > s."listed_on_lo"
  ), "tied_stated_2" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."sector" IN ($tied_stated_2_sector, $tied_stated_2_sector_2)
        THEN 96
        ELSE 32
      END AS TINYINT) AS _mask_0
    FROM "posts" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."sector" IN ($tied_stated_2_sector, $tied_stated_2_sector_2, '', $tied_stated_2_sector_3)
  ), "tied_stated_3" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of AND f."authority" = $tied_stated_3_authority
        THEN 12
        ELSE 4
      END AS TINYINT) AS _mask_0
    FROM "designations" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."authority" IN ($tied_stated_3_authority, '', $tied_stated_3_authority_2)
  ), "everybody" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."background" IN ($covered_background, $covered_background_2)
        THEN 16
        ELSE 0
      END AS TINYINT) AS _mask_0
    FROM "persons" AS f
  )
  SELECT
    *
  FROM "tied_stated"
  UNION ALL
  SELECT
    *
  FROM "tied_stated_2"
  UNION ALL
  SELECT
    *
  FROM "tied_stated_3"
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
-- $tied_stated_2_sector = military
-- $tied_stated_2_sector_2 = police
-- $tied_stated_2_sector_3 = unknown
-- $tied_stated_3_authority = EU
-- $tied_stated_3_authority_2 = unknown
-- $tied_stated_authority = EU
-- $tied_stated_authority_2 = unknown
-- $tied_stated_sector = military
-- $tied_stated_sector_2 = police
-- $tied_stated_sector_3 = unknown

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
    ) <> 0 THEN 1 END AS tied_stated,
    CASE WHEN (
      "_mask_0" & 8
    ) <> 0 THEN 2 WHEN (
      "_mask_0" & 4
    ) <> 0 THEN 1 END AS tied_stated_3,
    CASE WHEN (
      "_mask_0" & 64
    ) <> 0 THEN 2 WHEN (
      "_mask_0" & 32
    ) <> 0 THEN 1 END AS tied_stated_2,
    (
      "_mask_0" & 16
    ) <> 0 AS covered_0
  FROM "alike"
), readings AS (
  SELECT
    b."_mask_0",
    b."persons",
    2 AS population,
    GREATEST(
      COALESCE(b."tied_stated", -1),
      GREATEST(
        CASE WHEN b."covered_0" THEN -1 ELSE LEAST(0, COALESCE(b."tied_stated_3", 0)) END,
        CASE
          WHEN FALSE
          THEN -1
          ELSE LEAST(0, COALESCE(b."tied_stated_2", CASE WHEN b."covered_0" THEN -1 ELSE 0 END))
        END,
        CASE WHEN b."covered_0" OR FALSE THEN -1 ELSE 0 END
      )
    ) AS "tied.stated"
  FROM "best" AS b
)
SELECT
  *,
  LEAST("population", "tied.stated") AS status
FROM "readings"
-- values

-- evidence
WITH "tied_stated" AS (
  SELECT
    0 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."sector" IN ($tied_stated_sector, $tied_stated_sector_2)
      AND s."begins_hi" <= $as_of
      AND s."authority" = $tied_stated_authority
      AND f."begins_lo" > s."listed_on_hi"
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE
      WHEN f."sector" IN ($tied_stated_sector, $tied_stated_sector_2)
      THEN 0
      ELSE 2
    END + CASE WHEN s."begins_hi" <= $as_of THEN 0 ELSE 4 END + CASE WHEN s."authority" = $tied_stated_authority THEN 0 ELSE 8 END + CASE WHEN f."begins_lo" > s."listed_on_hi" THEN 0 ELSE 16 END AS doubt,
    f."row_no" AS row_no,
    s."row_no" AS other_row
  FROM "posts" AS f
  JOIN "designations" AS s
    ON f."person_no" = s."person_no"
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."sector" IN ($tied_stated_sector, $tied_stated_sector_2, '', $tied_stated_sector_3)
      AND s."begins_lo" <= $as_of
      AND s."authority" IN ($tied_stated_authority, '', $tied_stated_authority_2)
      AND f."begins_hi" > s."listed_on_lo"
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "tied_stated_2" AS (
  SELECT
    1 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."sector" IN ($tied_stated_2_sector, $tied_stated_2_sector_2)
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE
      WHEN f."sector" IN ($tied_stated_2_sector, $tied_stated_2_sector_2)
      THEN 0
      ELSE 2
    END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."sector" IN ($tied_stated_2_sector, $tied_stated_2_sector_2, '', $tied_stated_2_sector_3)
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "tied_stated_3" AS (
  SELECT
    2 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of AND f."authority" = $tied_stated_3_authority
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."authority" = $tied_stated_3_authority THEN 0 ELSE 2 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "designations" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."authority" IN ($tied_stated_3_authority, '', $tied_stated_3_authority_2)
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
)
SELECT
  *
FROM "tied_stated"
UNION ALL
SELECT
  *
FROM "tied_stated_2"
UNION ALL
SELECT
  *
FROM "tied_stated_3"
-- values
-- $as_of = 2018-09-08
-- $tied_stated_2_sector = military
-- $tied_stated_2_sector_2 = police
-- $tied_stated_2_sector_3 = unknown
-- $tied_stated_3_authority = EU
-- $tied_stated_3_authority_2 = unknown
-- $tied_stated_authority = EU
-- $tied_stated_authority_2 = unknown
-- $tied_stated_sector = military
-- $tied_stated_sector_2 = police
-- $tied_stated_sector_3 = unknown
