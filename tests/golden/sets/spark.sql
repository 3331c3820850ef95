-- masks
WITH `arms_stated` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`authority` = :arms_stated_authority
      AND LOCATE(:arms_stated_reasons_2, CONCAT(';', f.`reasons`, ';')) > 0
      THEN 3
      ELSE 1
    END AS TINYINT) AS _mask_0
  FROM `designations` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`authority` IN (:arms_stated_authority, '', :arms_stated_authority_2)
    AND (
      LOCATE(:arms_stated_reasons_2, CONCAT(';', f.`reasons`, ';')) > 0
      OR LOCATE(:arms_stated_reasons, CONCAT(';', f.`reasons`, ';')) > 0
      OR f.`reasons` IN ('', :arms_stated_reasons_3)
    )
), `corruption_stated` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`authority` = :corruption_stated_authority
      AND (
        LOCATE(:corruption_stated_reasons_2, CONCAT(';', f.`reasons`, ';')) > 0
        OR LOCATE(:corruption_stated_reasons_3, CONCAT(';', f.`reasons`, ';')) > 0
      )
      THEN 12
      ELSE 4
    END AS TINYINT) AS _mask_0
  FROM `designations` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`authority` IN (:corruption_stated_authority, '', :corruption_stated_authority_2)
    AND (
      LOCATE(:corruption_stated_reasons_2, CONCAT(';', f.`reasons`, ';')) > 0
      OR LOCATE(:corruption_stated_reasons_3, CONCAT(';', f.`reasons`, ';')) > 0
      OR LOCATE(:corruption_stated_reasons, CONCAT(';', f.`reasons`, ';')) > 0
      OR f.`reasons` IN ('', :corruption_stated_reasons_4)
    )
), `no_arms_stated` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`authority` = :no_arms_stated_authority
      AND NOT (
        LOCATE(:no_arms_stated_reasons, CONCAT(';', f.`reasons`, ';')) > 0
        OR LOCATE(:no_arms_stated_reasons_2, CONCAT(';', f.`reasons`, ';')) > 0
        OR f.`reasons` IN ('', :no_arms_stated_reasons_3)
      )
      THEN 48
      ELSE 16
    END AS TINYINT) AS _mask_0
  FROM `designations` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`authority` IN (:no_arms_stated_authority, '', :no_arms_stated_authority_2)
    AND NOT LOCATE(:no_arms_stated_reasons, CONCAT(';', f.`reasons`, ';')) > 0
), `everybody` AS (
  SELECT
    f.`person_no`,
    CAST(0 AS TINYINT) AS _mask_0
  FROM `persons` AS f
)
SELECT
  `person_no`,
  BIT_OR(`_mask_0`) AS _mask_0
FROM (
  SELECT
    *
  FROM `arms_stated`
  UNION ALL
  SELECT
    *
  FROM `corruption_stated`
  UNION ALL
  SELECT
    *
  FROM `no_arms_stated`
  UNION ALL
  SELECT
    *
  FROM `everybody`
) AS looks
GROUP BY
  `person_no`
-- values
-- $arms_stated_authority = OFAC
-- $arms_stated_authority_2 = unknown
-- $arms_stated_reasons = ;unknown;
-- $arms_stated_reasons_2 = ;arms;
-- $arms_stated_reasons_3 = unknown
-- $as_of = 2018-09-08
-- $corruption_stated_authority = OFAC
-- $corruption_stated_authority_2 = unknown
-- $corruption_stated_reasons = ;unknown;
-- $corruption_stated_reasons_2 = ;corruption;
-- $corruption_stated_reasons_3 = ;bribery;
-- $corruption_stated_reasons_4 = unknown
-- $no_arms_stated_authority = OFAC
-- $no_arms_stated_authority_2 = unknown
-- $no_arms_stated_reasons = ;arms;
-- $no_arms_stated_reasons_2 = ;unknown;
-- $no_arms_stated_reasons_3 = unknown

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
    ) <> 0 THEN 1 END AS arms_stated,
    CASE WHEN (
      `_mask_0` & 8
    ) <> 0 THEN 2 WHEN (
      `_mask_0` & 4
    ) <> 0 THEN 1 END AS corruption_stated,
    CASE WHEN (
      `_mask_0` & 32
    ) <> 0 THEN 2 WHEN (
      `_mask_0` & 16
    ) <> 0 THEN 1 END AS no_arms_stated
  FROM `alike`
), readings AS (
  SELECT
    b.`_mask_0`,
    b.`persons`,
    2 AS population,
    COALESCE(b.`arms_stated`, -1) AS `arms.stated`,
    COALESCE(b.`corruption_stated`, -1) AS `corruption.stated`,
    COALESCE(b.`no_arms_stated`, -1) AS `no-arms.stated`
  FROM `best` AS b
)
SELECT
  *,
  LEAST(`population`, `arms.stated`, `corruption.stated`, `no-arms.stated`) AS status
FROM `readings`
-- values

-- evidence
WITH `arms_stated` AS (
  SELECT
    0 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`authority` = :arms_stated_authority
      AND LOCATE(:arms_stated_reasons_2, CONCAT(';', f.`reasons`, ';')) > 0
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`authority` = :arms_stated_authority THEN 0 ELSE 2 END + CASE
      WHEN LOCATE(:arms_stated_reasons_2, CONCAT(';', f.`reasons`, ';')) > 0
      THEN 0
      ELSE 4
    END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `designations` AS f
  WHERE
    (
      f.`begins_lo` <= :as_of
      AND f.`authority` IN (:arms_stated_authority, '', :arms_stated_authority_2)
      AND (
        LOCATE(:arms_stated_reasons_2, CONCAT(';', f.`reasons`, ';')) > 0
        OR LOCATE(:arms_stated_reasons, CONCAT(';', f.`reasons`, ';')) > 0
        OR f.`reasons` IN ('', :arms_stated_reasons_3)
      )
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
), `corruption_stated` AS (
  SELECT
    1 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`authority` = :corruption_stated_authority
      AND (
        LOCATE(:corruption_stated_reasons_2, CONCAT(';', f.`reasons`, ';')) > 0
        OR LOCATE(:corruption_stated_reasons_3, CONCAT(';', f.`reasons`, ';')) > 0
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`authority` = :corruption_stated_authority THEN 0 ELSE 2 END + CASE
      WHEN LOCATE(:corruption_stated_reasons_2, CONCAT(';', f.`reasons`, ';')) > 0
      OR LOCATE(:corruption_stated_reasons_3, CONCAT(';', f.`reasons`, ';')) > 0
      THEN 0
      ELSE 4
    END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `designations` AS f
  WHERE
    (
      f.`begins_lo` <= :as_of
      AND f.`authority` IN (:corruption_stated_authority, '', :corruption_stated_authority_2)
      AND (
        LOCATE(:corruption_stated_reasons_2, CONCAT(';', f.`reasons`, ';')) > 0
        OR LOCATE(:corruption_stated_reasons_3, CONCAT(';', f.`reasons`, ';')) > 0
        OR LOCATE(:corruption_stated_reasons, CONCAT(';', f.`reasons`, ';')) > 0
        OR f.`reasons` IN ('', :corruption_stated_reasons_4)
      )
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
), `no_arms_stated` AS (
  SELECT
    2 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`authority` = :no_arms_stated_authority
      AND NOT (
        LOCATE(:no_arms_stated_reasons, CONCAT(';', f.`reasons`, ';')) > 0
        OR LOCATE(:no_arms_stated_reasons_2, CONCAT(';', f.`reasons`, ';')) > 0
        OR f.`reasons` IN ('', :no_arms_stated_reasons_3)
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`authority` = :no_arms_stated_authority THEN 0 ELSE 2 END + CASE
      WHEN NOT (
        LOCATE(:no_arms_stated_reasons, CONCAT(';', f.`reasons`, ';')) > 0
        OR LOCATE(:no_arms_stated_reasons_2, CONCAT(';', f.`reasons`, ';')) > 0
        OR f.`reasons` IN ('', :no_arms_stated_reasons_3)
      )
      THEN 0
      ELSE 4
    END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `designations` AS f
  WHERE
    (
      f.`begins_lo` <= :as_of
      AND f.`authority` IN (:no_arms_stated_authority, '', :no_arms_stated_authority_2)
      AND NOT LOCATE(:no_arms_stated_reasons, CONCAT(';', f.`reasons`, ';')) > 0
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
)
SELECT
  *
FROM `arms_stated`
UNION ALL
SELECT
  *
FROM `corruption_stated`
UNION ALL
SELECT
  *
FROM `no_arms_stated`
-- values
-- $arms_stated_authority = OFAC
-- $arms_stated_authority_2 = unknown
-- $arms_stated_reasons = ;unknown;
-- $arms_stated_reasons_2 = ;arms;
-- $arms_stated_reasons_3 = unknown
-- $as_of = 2018-09-08
-- $corruption_stated_authority = OFAC
-- $corruption_stated_authority_2 = unknown
-- $corruption_stated_reasons = ;unknown;
-- $corruption_stated_reasons_2 = ;corruption;
-- $corruption_stated_reasons_3 = ;bribery;
-- $corruption_stated_reasons_4 = unknown
-- $no_arms_stated_authority = OFAC
-- $no_arms_stated_authority_2 = unknown
-- $no_arms_stated_reasons = ;arms;
-- $no_arms_stated_reasons_2 = ;unknown;
-- $no_arms_stated_reasons_3 = unknown
