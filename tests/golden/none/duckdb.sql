-- evidence
WITH "no_army_stated" AS (
  SELECT
    0 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."sector" = $no_army_stated_sector
      AND f."branch" = $no_army_stated_branch
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."sector" = $no_army_stated_sector THEN 0 ELSE 2 END + CASE WHEN f."branch" = $no_army_stated_branch THEN 0 ELSE 4 END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "posts" AS f
  WHERE
    f."begins_lo" <= $as_of
    AND f."sector" IN ($no_army_stated_sector, '', $no_army_stated_sector_2)
    AND (
      f."branch" IN ($no_army_stated_branch, $no_army_stated_branch_2)
      OR (
        f."branch" IN ('', $no_army_stated_branch_3)
        AND f."sector" IN ($no_army_stated_sector, '', $no_army_stated_sector_2)
      )
    )
)
SELECT
  *
FROM "no_army_stated"
-- values
-- $as_of = 2018-09-08
-- $no_army_stated_branch = army
-- $no_army_stated_branch_2 = armed
-- $no_army_stated_branch_3 = unknown
-- $no_army_stated_sector = military
-- $no_army_stated_sector_2 = unknown

-- verdicts
WITH best AS (
  SELECT
    "person_no",
    MAX(CASE WHEN "part" = 0 THEN "code" END) AS no_army_stated
  FROM "evidence"
  GROUP BY
    "person_no"
), readings AS (
  SELECT
    p."person_no",
    2 AS population,
    (
      (
        (
          39 >> (
            2 * (
              COALESCE(
                b."no_army_stated",
                CASE
                  WHEN p."background" IN ($covered_background, $covered_background_2)
                  THEN -1
                  ELSE 0
                END
              ) + 1
            )
          )
        ) & 3
      ) - 1
    ) AS "no-army.stated"
  FROM "persons" AS p
  LEFT JOIN "best" AS b
    ON p."person_no" = b."person_no"
)
SELECT
  *,
  LEAST("population", "no-army.stated") AS status
FROM "readings"
-- values
-- $covered_background = yes
-- $covered_background_2 = no
