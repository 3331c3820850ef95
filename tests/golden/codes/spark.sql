-- masks
WITH `equality_stated` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of AND f.`unit` = :equality_stated_unit
      THEN 3
      ELSE 1
    END AS SMALLINT) AS _mask_0
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`unit` IN (:equality_stated_unit, '', :equality_stated_unit_2)
), `any_of_them_stated` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :any_of_them_stated_sector
      AND f.`rank` IN (:any_of_them_stated_rank, :any_of_them_stated_rank_2)
      THEN 24
      ELSE 8
    END AS SMALLINT) AS _mask_0
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
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :is_a_stated_sector
      AND f.`branch` IN (
        :is_a_stated_branch,
        :is_a_stated_branch_2,
        :is_a_stated_branch_3,
        :is_a_stated_branch_4
      )
      THEN 96
      ELSE 32
    END AS SMALLINT) AS _mask_0
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
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :at_least_stated_sector
      AND f.`rank` IN (:at_least_stated_rank, :at_least_stated_rank_2)
      THEN 384
      ELSE 128
    END AS SMALLINT) AS _mask_0
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:at_least_stated_sector, '', :at_least_stated_sector_2)
    AND f.`rank` IN (:at_least_stated_rank, :at_least_stated_rank_2, '', :at_least_stated_rank_3)
), `at_most_stated` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :at_most_stated_sector
      AND f.`rank` IN (:at_most_stated_rank, :at_most_stated_rank_2)
      THEN 1536
      ELSE 512
    END AS SMALLINT) AS _mask_0
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:at_most_stated_sector, '', :at_most_stated_sector_2)
    AND f.`rank` IN (:at_most_stated_rank, :at_most_stated_rank_2, '', :at_most_stated_rank_3)
), `everybody` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`background` IN (:covered_background, :covered_background_2)
      THEN 4
      ELSE 0
    END AS SMALLINT) AS _mask_0
  FROM `persons` AS f
)
SELECT
  `person_no`,
  BIT_OR(`_mask_0`) AS _mask_0
FROM (
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
  UNION ALL
  SELECT
    *
  FROM `everybody`
) AS looks
GROUP BY
  `person_no`
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
-- $covered_background = yes
-- $covered_background_2 = no
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
WITH alike AS (
  SELECT
    `_mask_0`,
    COUNT(*) AS persons
  FROM `masks`
  GROUP BY
    `_mask_0`
), best AS (
  SELECT
    *,
    CASE WHEN (
      `_mask_0` & 2
    ) <> 0 THEN 2 WHEN (
      `_mask_0` & 1
    ) <> 0 THEN 1 END AS equality_stated,
    CASE WHEN (
      `_mask_0` & 16
    ) <> 0 THEN 2 WHEN (
      `_mask_0` & 8
    ) <> 0 THEN 1 END AS any_of_them_stated,
    CASE WHEN (
      `_mask_0` & 64
    ) <> 0 THEN 2 WHEN (
      `_mask_0` & 32
    ) <> 0 THEN 1 END AS is_a_stated,
    CASE
      WHEN (
        `_mask_0` & 256
      ) <> 0
      THEN 2
      WHEN (
        `_mask_0` & 128
      ) <> 0
      THEN 1
    END AS at_least_stated,
    CASE
      WHEN (
        `_mask_0` & 1024
      ) <> 0
      THEN 2
      WHEN (
        `_mask_0` & 512
      ) <> 0
      THEN 1
    END AS at_most_stated,
    (
      `_mask_0` & 4
    ) <> 0 AS covered_0
  FROM `alike`
), readings AS (
  SELECT
    b.`_mask_0`,
    b.`persons`,
    2 AS population,
    COALESCE(b.`equality_stated`, 0) AS `equality.stated`,
    COALESCE(b.`any_of_them_stated`, CASE WHEN b.`covered_0` THEN -1 ELSE 0 END) AS `any-of-them.stated`,
    COALESCE(b.`is_a_stated`, CASE WHEN b.`covered_0` THEN -1 ELSE 0 END) AS `is-a.stated`,
    COALESCE(b.`at_least_stated`, CASE WHEN b.`covered_0` THEN -1 ELSE 0 END) AS `at-least.stated`,
    COALESCE(b.`at_most_stated`, CASE WHEN b.`covered_0` THEN -1 ELSE 0 END) AS `at-most.stated`
  FROM `best` AS b
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
    (
      f.`begins_lo` <= :as_of
      AND f.`unit` IN (:equality_stated_unit, '', :equality_stated_unit_2)
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
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
    (
      f.`begins_lo` <= :as_of
      AND f.`sector` IN (:any_of_them_stated_sector, '', :any_of_them_stated_sector_2)
      AND f.`rank` IN (
        :any_of_them_stated_rank,
        :any_of_them_stated_rank_2,
        '',
        :any_of_them_stated_rank_3
      )
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
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
    (
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
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
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
    (
      f.`begins_lo` <= :as_of
      AND f.`sector` IN (:at_least_stated_sector, '', :at_least_stated_sector_2)
      AND f.`rank` IN (:at_least_stated_rank, :at_least_stated_rank_2, '', :at_least_stated_rank_3)
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
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
    (
      f.`begins_lo` <= :as_of
      AND f.`sector` IN (:at_most_stated_sector, '', :at_most_stated_sector_2)
      AND f.`rank` IN (:at_most_stated_rank, :at_most_stated_rank_2, '', :at_most_stated_rank_3)
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
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
