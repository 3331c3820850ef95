-- masks
WITH `two_stated` AS (
  SELECT
    `person_no`,
    CAST(BIT_OR(`_mask_0`) + CASE WHEN COUNT(CASE WHEN `code` = 2 THEN 1 END) >= 2 THEN 2 ELSE 0 END + CASE WHEN COUNT(CASE WHEN TRUE THEN 1 END) >= 2 THEN 4 ELSE 0 END + CASE WHEN COUNT(CASE WHEN `code` = 2 THEN 1 END) > 1 THEN 8 ELSE 0 END + CASE WHEN COUNT(CASE WHEN TRUE THEN 1 END) > 1 THEN 16 ELSE 0 END + CASE WHEN COUNT(CASE WHEN `code` = 2 THEN 1 END) >= 1 THEN 32 ELSE 0 END + CASE WHEN COUNT(CASE WHEN TRUE THEN 1 END) >= 1 THEN 64 ELSE 0 END + CASE WHEN COUNT(CASE WHEN `code` = 2 THEN 1 END) > 2 THEN 128 ELSE 0 END + CASE WHEN COUNT(CASE WHEN TRUE THEN 1 END) > 2 THEN 256 ELSE 0 END AS SMALLINT) AS _mask_0
  FROM (
    SELECT
      f.`person_no`,
      CAST(0 AS SMALLINT) AS _mask_0,
      CASE
        WHEN f.`begins_hi` <= :as_of AND f.`sector` = :two_stated_sector
        THEN 2
        ELSE 1
      END AS code
    FROM `posts` AS f
    WHERE
      f.`begins_lo` <= :as_of
      AND f.`sector` IN (:two_stated_sector, '', :two_stated_sector_2)
  ) AS rows
  GROUP BY
    `person_no`
), `everybody` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`background` IN (:covered_background, :covered_background_2)
      THEN 1
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
  FROM `two_stated`
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
-- $two_stated_sector = military
-- $two_stated_sector_2 = unknown

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
    (
      `_mask_0` & 1
    ) <> 0 AS covered_0,
    (
      `_mask_0` & 2
    ) <> 0 AS `two_stated.count_0`,
    (
      `_mask_0` & 4
    ) <> 0 AS `two_stated.count_1`,
    (
      `_mask_0` & 8
    ) <> 0 AS `two_stated.count_2`,
    (
      `_mask_0` & 16
    ) <> 0 AS `two_stated.count_3`,
    (
      `_mask_0` & 32
    ) <> 0 AS `two_stated.count_4`,
    (
      `_mask_0` & 64
    ) <> 0 AS `two_stated.count_5`,
    (
      `_mask_0` & 128
    ) <> 0 AS `two_stated.count_6`,
    (
      `_mask_0` & 256
    ) <> 0 AS `two_stated.count_7`
  FROM `alike`
), readings AS (
  SELECT
    b.`_mask_0`,
    b.`persons`,
    2 AS population,
    CASE
      WHEN b.`two_stated.count_0`
      THEN 2
      WHEN b.`two_stated.count_1`
      THEN 1
      WHEN b.`covered_0`
      THEN -1
      ELSE 0
    END AS `two.stated`,
    CASE
      WHEN b.`two_stated.count_2`
      THEN -1
      WHEN b.`two_stated.count_3`
      THEN 1
      WHEN b.`covered_0`
      THEN 2
      ELSE 0
    END AS `one-at-most.stated`,
    LEAST(
      CASE
        WHEN b.`two_stated.count_4`
        THEN 2
        WHEN b.`two_stated.count_5`
        THEN 1
        WHEN b.`covered_0`
        THEN -1
        ELSE 0
      END,
      CASE
        WHEN b.`two_stated.count_6`
        THEN -1
        WHEN b.`two_stated.count_7`
        THEN 1
        WHEN b.`covered_0`
        THEN 2
        ELSE 0
      END
    ) AS `one-or-two.stated`
  FROM `best` AS b
)
SELECT
  *,
  LEAST(`population`, `two.stated`, `one-at-most.stated`, `one-or-two.stated`) AS status
FROM `readings`
-- values

-- evidence
WITH `two_stated` AS (
  SELECT
    0 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of AND f.`sector` = :two_stated_sector
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`sector` = :two_stated_sector THEN 0 ELSE 2 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `posts` AS f
  WHERE
    (
      f.`begins_lo` <= :as_of
      AND f.`sector` IN (:two_stated_sector, '', :two_stated_sector_2)
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
)
SELECT
  *
FROM `two_stated`
-- values
-- $as_of = 2018-09-08
-- $two_stated_sector = military
-- $two_stated_sector_2 = unknown
