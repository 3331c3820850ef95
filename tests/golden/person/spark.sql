-- masks
WITH `everybody` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`sex` IN (:woman_stated_sex, '', :woman_stated_sex_2)
      THEN CASE
        WHEN f.`sex` = :woman_stated_sex
        THEN 7
        WHEN f.`sex` IN ('', :woman_born_before_stated_sex_2)
        AND NOT f.`sex` = :woman_born_before_stated_sex
        THEN 1
        ELSE 3
      END
      ELSE 0
    END + CASE
      WHEN f.`sex` IN (:woman_born_before_stated_sex, '', :woman_born_before_stated_sex_2)
      AND (
        f.`born_lo` <= :woman_born_before_stated_born_last
        AND f.`born_hi` >= :woman_born_before_stated_born_first
      )
      THEN CASE
        WHEN f.`sex` = :woman_born_before_stated_sex
        AND (
          f.`born_lo` >= :woman_born_before_stated_born_first
          AND f.`born_hi` <= :woman_born_before_stated_born_last
        )
        THEN 56
        WHEN (
          f.`sex` IN ('', :woman_born_before_stated_sex_2)
          AND NOT f.`sex` = :woman_born_before_stated_sex
        )
        OR (
          f.`born` IN ('', :woman_born_before_stated_born)
          AND NOT (
            f.`born_lo` >= :woman_born_before_stated_born_first
            AND f.`born_hi` <= :woman_born_before_stated_born_last
          )
        )
        THEN 8
        ELSE 24
      END
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
  FROM `everybody`
) AS looks
GROUP BY
  `person_no`
-- values
-- $woman_born_before_stated_born = unknown
-- $woman_born_before_stated_born_first = 1000-01-01
-- $woman_born_before_stated_born_last = 1957-12-31
-- $woman_born_before_stated_sex = f
-- $woman_born_before_stated_sex_2 = unknown
-- $woman_stated_sex = f
-- $woman_stated_sex_2 = unknown

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
    CASE
      WHEN (
        `_mask_0` & 4
      ) <> 0
      THEN 2
      WHEN (
        `_mask_0` & 2
      ) <> 0
      THEN 1
      WHEN (
        `_mask_0` & 1
      ) <> 0
      THEN 0
    END AS woman_stated,
    CASE
      WHEN (
        `_mask_0` & 32
      ) <> 0
      THEN 2
      WHEN (
        `_mask_0` & 16
      ) <> 0
      THEN 1
      WHEN (
        `_mask_0` & 8
      ) <> 0
      THEN 0
    END AS woman_born_before_stated
  FROM `alike`
), readings AS (
  SELECT
    b.`_mask_0`,
    b.`persons`,
    2 AS population,
    COALESCE(b.`woman_stated`, -1) AS `woman.stated`,
    COALESCE(b.`woman_born_before_stated`, -1) AS `woman-born-before.stated`
  FROM `best` AS b
)
SELECT
  *,
  LEAST(`population`, `woman.stated`, `woman-born-before.stated`) AS status
FROM `readings`
-- values

-- evidence
WITH `woman_stated` AS (
  SELECT
    0 AS part,
    f.`person_no`,
    CASE
      WHEN f.`sex` = :woman_stated_sex
      THEN 2
      WHEN f.`sex` IN ('', :woman_stated_sex_2) AND NOT f.`sex` = :woman_stated_sex
      THEN 0
      ELSE 1
    END AS code,
    CASE WHEN f.`sex` = :woman_stated_sex THEN 0 ELSE 1 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `persons` AS f
  WHERE
    f.`sex` IN (:woman_stated_sex, '', :woman_stated_sex_2)
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
), `woman_born_before_stated` AS (
  SELECT
    1 AS part,
    f.`person_no`,
    CASE
      WHEN f.`sex` = :woman_born_before_stated_sex
      AND (
        f.`born_lo` >= :woman_born_before_stated_born_first
        AND f.`born_hi` <= :woman_born_before_stated_born_last
      )
      THEN 2
      WHEN (
        f.`sex` IN ('', :woman_born_before_stated_sex_2)
        AND NOT f.`sex` = :woman_born_before_stated_sex
      )
      OR (
        f.`born` IN ('', :woman_born_before_stated_born)
        AND NOT (
          f.`born_lo` >= :woman_born_before_stated_born_first
          AND f.`born_hi` <= :woman_born_before_stated_born_last
        )
      )
      THEN 0
      ELSE 1
    END AS code,
    CASE WHEN f.`sex` = :woman_born_before_stated_sex THEN 0 ELSE 1 END + CASE
      WHEN f.`born_lo` >= :woman_born_before_stated_born_first
      AND f.`born_hi` <= :woman_born_before_stated_born_last
      THEN 0
      ELSE 2
    END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `persons` AS f
  WHERE
    (
      f.`sex` IN (:woman_born_before_stated_sex, '', :woman_born_before_stated_sex_2)
      AND (
        f.`born_lo` <= :woman_born_before_stated_born_last
        AND f.`born_hi` >= :woman_born_before_stated_born_first
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
FROM `woman_stated`
UNION ALL
SELECT
  *
FROM `woman_born_before_stated`
-- values
-- $woman_born_before_stated_born = unknown
-- $woman_born_before_stated_born_first = 1000-01-01
-- $woman_born_before_stated_born_last = 1957-12-31
-- $woman_born_before_stated_sex = f
-- $woman_born_before_stated_sex_2 = unknown
-- $woman_stated_sex = f
-- $woman_stated_sex_2 = unknown
