-- evidence
WITH `served_strict` AS (
  SELECT
    0 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :served_strict_sector
      AND f.`branch` = :served_strict_branch
      AND f.`ends_hi` < :as_of
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`sector` = :served_strict_sector THEN 0 ELSE 2 END + CASE WHEN f.`branch` = :served_strict_branch THEN 0 ELSE 4 END + CASE WHEN f.`ends_hi` < :as_of THEN 0 ELSE 8 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:served_strict_sector, '', :served_strict_sector_2)
    AND (
      f.`branch` IN (:served_strict_branch, :served_strict_branch_2)
      OR (
        f.`branch` IN ('', :served_strict_branch_3)
        AND f.`sector` IN (:served_strict_sector, '', :served_strict_sector_2)
      )
    )
    AND f.`ends_lo` < :as_of
), `served_broad` AS (
  SELECT
    1 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :served_broad_sector
      AND f.`branch` = :served_broad_branch
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`sector` = :served_broad_sector THEN 0 ELSE 2 END + CASE WHEN f.`branch` = :served_broad_branch THEN 0 ELSE 4 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:served_broad_sector, '', :served_broad_sector_2)
    AND (
      f.`branch` IN (:served_broad_branch, :served_broad_branch_2)
      OR (
        f.`branch` IN ('', :served_broad_branch_3)
        AND f.`sector` IN (:served_broad_sector, '', :served_broad_sector_2)
      )
    )
)
SELECT
  *
FROM `served_strict`
UNION ALL
SELECT
  *
FROM `served_broad`
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

-- verdicts
WITH best AS (
  SELECT
    `person_no`,
    MAX(CASE WHEN `part` = 0 THEN `code` END) AS served_strict,
    MAX(CASE WHEN `part` = 1 THEN `code` END) AS served_broad
  FROM `evidence`
  GROUP BY
    `person_no`
), readings AS (
  SELECT
    p.`person_no`,
    2 AS population,
    COALESCE(
      b.`served_strict`,
      CASE
        WHEN p.`background` IN (:covered_background, :covered_background_2)
        THEN -1
        ELSE 0
      END
    ) AS `served.strict`,
    COALESCE(
      b.`served_broad`,
      CASE
        WHEN p.`background` IN (:covered_background, :covered_background_2)
        THEN -1
        ELSE 0
      END
    ) AS `served.broad`,
    (
      (
        (
          SHIFTRIGHT(
            39,
            (
              2 * (
                COALESCE(
                  b.`served_broad`,
                  CASE
                    WHEN p.`background` IN (:covered_background, :covered_background_2)
                    THEN -1
                    ELSE 0
                  END
                ) + 1
              )
            )
          )
        ) & 3
      ) - 1
    ) AS `never-served.stated`
  FROM `persons` AS p
  LEFT JOIN `best` AS b
    ON p.`person_no` = b.`person_no`
)
SELECT
  *,
  LEAST(`population`, GREATEST(`served.strict`, `served.broad`), `never-served.stated`) AS status
FROM `readings`
-- values
-- $covered_background = yes
-- $covered_background_2 = no
