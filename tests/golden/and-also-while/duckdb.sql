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
      AND (
        f."begins_hi" <= s."listed_on_lo" AND f."ends_lo" >= s."listed_on_hi"
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE
      WHEN f."sector" IN ($tied_stated_sector, $tied_stated_sector_2)
      THEN 0
      ELSE 2
    END + CASE WHEN s."begins_hi" <= $as_of THEN 0 ELSE 4 END + CASE WHEN s."authority" = $tied_stated_authority THEN 0 ELSE 8 END + CASE
      WHEN f."begins_hi" <= s."listed_on_lo" AND f."ends_lo" >= s."listed_on_hi"
      THEN 0
      ELSE 16
    END AS doubt,
    f."row_no" AS row_no,
    s."row_no" AS other_row
  FROM "posts" AS f
  JOIN "designations" AS s
    ON f."person_no" = s."person_no"
  WHERE
    f."begins_lo" <= $as_of
    AND f."sector" IN ($tied_stated_sector, $tied_stated_sector_2, '', $tied_stated_sector_3)
    AND s."begins_lo" <= $as_of
    AND s."authority" IN ($tied_stated_authority, '', $tied_stated_authority_2)
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
    f."begins_lo" <= $as_of
    AND f."sector" IN ($tied_stated_2_sector, $tied_stated_2_sector_2, '', $tied_stated_2_sector_3)
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
    f."begins_lo" <= $as_of
    AND f."authority" IN ($tied_stated_3_authority, '', $tied_stated_3_authority_2)
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
-- $tied_stated_3_authority = OFAC
-- $tied_stated_3_authority_2 = unknown
-- $tied_stated_authority = OFAC
-- $tied_stated_authority_2 = unknown
-- $tied_stated_sector = military
-- $tied_stated_sector_2 = police
-- $tied_stated_sector_3 = unknown

-- verdicts
WITH best AS (
  SELECT
    "person_no",
    MAX(CASE WHEN "part" = 0 THEN "code" END) AS tied_stated,
    MAX(CASE WHEN "part" = 2 THEN "code" END) AS tied_stated_3,
    MAX(CASE WHEN "part" = 1 THEN "code" END) AS tied_stated_2
  FROM "evidence"
  GROUP BY
    "person_no"
), readings AS (
  SELECT
    p."person_no",
    2 AS population,
    GREATEST(
      COALESCE(b."tied_stated", -1),
      GREATEST(
        CASE
          WHEN p."background" IN ($covered_background, $covered_background_2)
          THEN -1
          ELSE LEAST(0, COALESCE(b."tied_stated_3", -1))
        END,
        CASE
          WHEN TRUE
          THEN -1
          ELSE LEAST(
            0,
            COALESCE(
              b."tied_stated_2",
              CASE
                WHEN p."background" IN ($covered_background, $covered_background_2)
                THEN -1
                ELSE 0
              END
            )
          )
        END,
        CASE
          WHEN p."background" IN ($covered_background, $covered_background_2) OR TRUE
          THEN -1
          ELSE 0
        END
      )
    ) AS "tied.stated"
  FROM "persons" AS p
  LEFT JOIN "best" AS b
    ON p."person_no" = b."person_no"
)
SELECT
  *,
  LEAST("population", "tied.stated") AS status
FROM "readings"
-- values
-- $covered_background = yes
-- $covered_background_2 = no
