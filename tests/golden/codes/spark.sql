-- evidence
WITH `equality_stated` AS (
  SELECT
    0 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of AND f.`unit` = :equality_stated_unit
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`unit` = :equality_stated_unit THEN 0 ELSE 2 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`unit` IN (:equality_stated_unit, '', :equality_stated_unit_2)
), `any_of_them_stated` AS (
  SELECT
    1 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :any_of_them_stated_sector
      AND f.`rank` IN (:any_of_them_stated_rank, :any_of_them_stated_rank_2)
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`sector` = :any_of_them_stated_sector THEN 0 ELSE 2 END + CASE
      WHEN f.`rank` IN (:any_of_them_stated_rank, :any_of_them_stated_rank_2)
      THEN 0
      ELSE 4
    END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:any_of_them_stated_sector, '', :any_of_them_stated_sector_2)
    AND f.`rank` IN (
      :any_of_them_stated_rank,
      :any_of_them_stated_rank_2,
      '',
      :any_of_them_stated_rank_3
    )
), `is_a_stated` AS (
  SELECT
    2 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :is_a_stated_sector
      AND f.`branch` IN (
        :is_a_stated_branch,
        :is_a_stated_branch_2,
        :is_a_stated_branch_3,
        :is_a_stated_branch_4
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`sector` = :is_a_stated_sector THEN 0 ELSE 2 END + CASE
      WHEN f.`branch` IN (
        :is_a_stated_branch,
        :is_a_stated_branch_2,
        :is_a_stated_branch_3,
        :is_a_stated_branch_4
      )
      THEN 0
      ELSE 4
    END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:is_a_stated_sector, '', :is_a_stated_sector_2)
    AND (
      f.`branch` IN (
        :is_a_stated_branch,
        :is_a_stated_branch_2,
        :is_a_stated_branch_3,
        :is_a_stated_branch_4
      )
      OR (
        f.`branch` IN ('', :is_a_stated_branch_5)
        AND f.`sector` IN (:is_a_stated_sector, '', :is_a_stated_sector_2)
      )
    )
), `at_least_stated` AS (
  SELECT
    3 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :at_least_stated_sector
      AND f.`rank` IN (:at_least_stated_rank, :at_least_stated_rank_2)
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`sector` = :at_least_stated_sector THEN 0 ELSE 2 END + CASE
      WHEN f.`rank` IN (:at_least_stated_rank, :at_least_stated_rank_2)
      THEN 0
      ELSE 4
    END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:at_least_stated_sector, '', :at_least_stated_sector_2)
    AND f.`rank` IN (:at_least_stated_rank, :at_least_stated_rank_2, '', :at_least_stated_rank_3)
), `at_most_stated` AS (
  SELECT
    4 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :at_most_stated_sector
      AND f.`rank` IN (:at_most_stated_rank, :at_most_stated_rank_2)
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`sector` = :at_most_stated_sector THEN 0 ELSE 2 END + CASE
      WHEN f.`rank` IN (:at_most_stated_rank, :at_most_stated_rank_2)
      THEN 0
      ELSE 4
    END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:at_most_stated_sector, '', :at_most_stated_sector_2)
    AND f.`rank` IN (:at_most_stated_rank, :at_most_stated_rank_2, '', :at_most_stated_rank_3)
)
SELECT
  *
FROM `equality_stated`
UNION ALL
SELECT
  *
FROM `any_of_them_stated`
UNION ALL
SELECT
  *
FROM `is_a_stated`
UNION ALL
SELECT
  *
FROM `at_least_stated`
UNION ALL
SELECT
  *
FROM `at_most_stated`
-- values
-- $any_of_them_stated_rank = major
-- $any_of_them_stated_rank_2 = colonel
-- $any_of_them_stated_rank_3 = unknown
-- $any_of_them_stated_sector = military
-- $any_of_them_stated_sector_2 = unknown
-- $as_of = 2018-09-08
-- $at_least_stated_rank = colonel
-- $at_least_stated_rank_2 = general
-- $at_least_stated_rank_3 = unknown
-- $at_least_stated_sector = military
-- $at_least_stated_sector_2 = unknown
-- $at_most_stated_rank = captain
-- $at_most_stated_rank_2 = major
-- $at_most_stated_rank_3 = unknown
-- $at_most_stated_sector = military
-- $at_most_stated_sector_2 = unknown
-- $equality_stated_unit = u1
-- $equality_stated_unit_2 = unknown
-- $is_a_stated_branch = armed
-- $is_a_stated_branch_2 = army
-- $is_a_stated_branch_3 = tanks
-- $is_a_stated_branch_4 = navy
-- $is_a_stated_branch_5 = unknown
-- $is_a_stated_sector = military
-- $is_a_stated_sector_2 = unknown

-- verdicts
WITH best AS (
  SELECT
    `person_no`,
    MAX(CASE WHEN `part` = 0 THEN `code` END) AS equality_stated,
    MAX(CASE WHEN `part` = 1 THEN `code` END) AS any_of_them_stated,
    MAX(CASE WHEN `part` = 2 THEN `code` END) AS is_a_stated,
    MAX(CASE WHEN `part` = 3 THEN `code` END) AS at_least_stated,
    MAX(CASE WHEN `part` = 4 THEN `code` END) AS at_most_stated
  FROM `evidence`
  GROUP BY
    `person_no`
), readings AS (
  SELECT
    p.`person_no`,
    2 AS population,
    COALESCE(b.`equality_stated`, 0) AS `equality.stated`,
    COALESCE(
      b.`any_of_them_stated`,
      CASE
        WHEN p.`background` IN (:covered_background, :covered_background_2)
        THEN -1
        ELSE 0
      END
    ) AS `any-of-them.stated`,
    COALESCE(
      b.`is_a_stated`,
      CASE
        WHEN p.`background` IN (:covered_background, :covered_background_2)
        THEN -1
        ELSE 0
      END
    ) AS `is-a.stated`,
    COALESCE(
      b.`at_least_stated`,
      CASE
        WHEN p.`background` IN (:covered_background, :covered_background_2)
        THEN -1
        ELSE 0
      END
    ) AS `at-least.stated`,
    COALESCE(
      b.`at_most_stated`,
      CASE
        WHEN p.`background` IN (:covered_background, :covered_background_2)
        THEN -1
        ELSE 0
      END
    ) AS `at-most.stated`
  FROM `persons` AS p
  LEFT JOIN `best` AS b
    ON p.`person_no` = b.`person_no`
)
SELECT
  *,
  LEAST(
    `population`,
    `equality.stated`,
    `any-of-them.stated`,
    `is-a.stated`,
    `at-least.stated`,
    `at-most.stated`
  ) AS status
FROM `readings`
-- values
-- $covered_background = yes
-- $covered_background_2 = no
