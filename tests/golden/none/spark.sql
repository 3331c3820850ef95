-- masks
WITH `no_army_stated` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :no_army_stated_sector
      AND f.`branch` = :no_army_stated_branch
      THEN 6
      ELSE 2
    END AS TINYINT) AS _mask_0
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:no_army_stated_sector, '', :no_army_stated_sector_2)
    AND (
      f.`branch` IN (:no_army_stated_branch, :no_army_stated_branch_2)
      OR (
        f.`branch` IN ('', :no_army_stated_branch_3)
        AND f.`sector` IN (:no_army_stated_sector, '', :no_army_stated_sector_2)
      )
    )
), `everybody` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`background` IN (:covered_background, :covered_background_2)
      THEN 1
      ELSE 0
    END AS TINYINT) AS _mask_0
  FROM `persons` AS f
)
SELECT
  `person_no`,
  BIT_OR(`_mask_0`) AS _mask_0
FROM (
  SELECT
    *
  FROM `no_army_stated`
  UNION ALL
  SELECT
    *
  FROM `everybody`
) AS looks
GROUP BY
  `person_no`
-- values
-- $as_of = 2018-09-08
-- $covered_background = yes
-- $covered_background_2 = no
-- $no_army_stated_branch = army
-- $no_army_stated_branch_2 = armed
-- $no_army_stated_branch_3 = unknown
-- $no_army_stated_sector = military
-- $no_army_stated_sector_2 = unknown

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
      `_mask_0` & 4
    ) <> 0 THEN 2 WHEN (
      `_mask_0` & 2
    ) <> 0 THEN 1 END AS no_army_stated,
    (
      `_mask_0` & 1
    ) <> 0 AS covered_0
  FROM `alike`
), readings AS (
  SELECT
    b.`_mask_0`,
    b.`persons`,
    2 AS population,
    (
      (
        (
          SHIFTRIGHT(
            39,
            (
              2 * (
                COALESCE(b.`no_army_stated`, CASE WHEN b.`covered_0` THEN -1 ELSE 0 END) + 1
              )
            )
          )
        ) & 3
      ) - 1
    ) AS `no-army.stated`
  FROM `best` AS b
)
SELECT
  *,
  LEAST(`population`, `no-army.stated`) AS status
FROM `readings`
-- values

-- evidence
WITH `no_army_stated` AS (
  SELECT
    0 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`sector` = :no_army_stated_sector
      AND f.`branch` = :no_army_stated_branch
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`sector` = :no_army_stated_sector THEN 0 ELSE 2 END + CASE WHEN f.`branch` = :no_army_stated_branch THEN 0 ELSE 4 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `posts` AS f
  WHERE
    (
      f.`begins_lo` <= :as_of
      AND f.`sector` IN (:no_army_stated_sector, '', :no_army_stated_sector_2)
      AND (
        f.`branch` IN (:no_army_stated_branch, :no_army_stated_branch_2)
        OR (
          f.`branch` IN ('', :no_army_stated_branch_3)
          AND f.`sector` IN (:no_army_stated_sector, '', :no_army_stated_sector_2)
        )
      )
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
)
SELECT
  *
FROM `no_army_stated`
-- values
-- $as_of = 2018-09-08
-- $no_army_stated_branch = army
-- $no_army_stated_branch_2 = armed
-- $no_army_stated_branch_3 = unknown
-- $no_army_stated_sector = military
-- $no_army_stated_sector_2 = unknown
