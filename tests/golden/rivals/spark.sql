-- masks
WITH `arms_stated` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`authority` = :arms_stated_authority
      AND (
        CASE
          WHEN LOCATE(:arms_stated_ground_2, CONCAT(';', f.`ground`, ';')) > 0
          THEN 1
          ELSE 0
        END
      ) = (
        LENGTH(f.`ground`) - LENGTH(REPLACE(f.`ground`, ';', '')) + 1
      )
      THEN 3
      ELSE 1
    END AS TINYINT) AS _mask_0
  FROM `designations` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`authority` IN (:arms_stated_authority, '', :arms_stated_authority_2)
    AND (
      LOCATE(:arms_stated_ground_2, CONCAT(';', f.`ground`, ';')) > 0
      OR LOCATE(:arms_stated_ground, CONCAT(';', f.`ground`, ';')) > 0
      OR f.`ground` IN ('', :arms_stated_ground_3)
    )
), `any_ground_stated` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`authority` = :any_ground_stated_authority
      AND (
        CASE
          WHEN LOCATE(:any_ground_stated_ground_2, CONCAT(';', f.`ground`, ';')) > 0
          THEN 1
          ELSE 0
        END + CASE
          WHEN LOCATE(:any_ground_stated_ground_3, CONCAT(';', f.`ground`, ';')) > 0
          THEN 1
          ELSE 0
        END
      ) = (
        LENGTH(f.`ground`) - LENGTH(REPLACE(f.`ground`, ';', '')) + 1
      )
      THEN 12
      ELSE 4
    END AS TINYINT) AS _mask_0
  FROM `designations` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`authority` IN (:any_ground_stated_authority, '', :any_ground_stated_authority_2)
    AND (
      LOCATE(:any_ground_stated_ground_2, CONCAT(';', f.`ground`, ';')) > 0
      OR LOCATE(:any_ground_stated_ground_3, CONCAT(';', f.`ground`, ';')) > 0
      OR LOCATE(:any_ground_stated_ground_4, CONCAT(';', f.`ground`, ';')) > 0
      OR LOCATE(:any_ground_stated_ground, CONCAT(';', f.`ground`, ';')) > 0
      OR f.`ground` IN ('', :any_ground_stated_ground_5)
    )
), `everybody` AS (
  SELECT
    f.`person_no`,
    CAST(CASE
      WHEN f.`born_lo` <= :born_before_stated_born_last
      AND f.`born_hi` >= :born_before_stated_born_first
      THEN CASE
        WHEN f.`born_lo` >= :born_before_stated_born_first
        AND f.`born_hi` <= :born_before_stated_born_last
        THEN 112
        WHEN f.`born` IN ('', :born_before_stated_born)
        AND NOT (
          f.`born_lo` >= :born_before_stated_born_first
          AND f.`born_hi` <= :born_before_stated_born_last
        )
        THEN 16
        ELSE 48
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
  FROM `arms_stated`
  UNION ALL
  SELECT
    *
  FROM `any_ground_stated`
  UNION ALL
  SELECT
    *
  FROM `everybody`
) AS looks
GROUP BY
  `person_no`
-- values
-- $any_ground_stated_authority = OFAC
-- $any_ground_stated_authority_2 = unknown
-- $any_ground_stated_ground = ;unknown;
-- $any_ground_stated_ground_2 = ;arms;
-- $any_ground_stated_ground_3 = ;bribery;
-- $any_ground_stated_ground_4 = ;corruption;
-- $any_ground_stated_ground_5 = unknown
-- $arms_stated_authority = OFAC
-- $arms_stated_authority_2 = unknown
-- $arms_stated_ground = ;unknown;
-- $arms_stated_ground_2 = ;arms;
-- $arms_stated_ground_3 = unknown
-- $as_of = 2018-09-08
-- $born_before_stated_born = unknown
-- $born_before_stated_born_first = 1000-01-01
-- $born_before_stated_born_last = 1949-12-31

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
    ) <> 0 THEN 1 END AS any_ground_stated,
    CASE
      WHEN (
        `_mask_0` & 64
      ) <> 0
      THEN 2
      WHEN (
        `_mask_0` & 32
      ) <> 0
      THEN 1
      WHEN (
        `_mask_0` & 16
      ) <> 0
      THEN 0
    END AS born_before_stated
  FROM `alike`
), readings AS (
  SELECT
    b.`_mask_0`,
    b.`persons`,
    2 AS population,
    COALESCE(b.`arms_stated`, -1) AS `arms.stated`,
    COALESCE(b.`any_ground_stated`, -1) AS `any-ground.stated`,
    COALESCE(b.`born_before_stated`, -1) AS `born-before.stated`
  FROM `best` AS b
)
SELECT
  *,
  LEAST(`population`, `arms.stated`, `any-ground.stated`, `born-before.stated`) AS status
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
      AND (
        CASE
          WHEN LOCATE(:arms_stated_ground_2, CONCAT(';', f.`ground`, ';')) > 0
          THEN 1
          ELSE 0
        END
      ) = (
        LENGTH(f.`ground`) - LENGTH(REPLACE(f.`ground`, ';', '')) + 1
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`authority` = :arms_stated_authority THEN 0 ELSE 2 END + CASE
      WHEN (
        CASE
          WHEN LOCATE(:arms_stated_ground_2, CONCAT(';', f.`ground`, ';')) > 0
          THEN 1
          ELSE 0
        END
      ) = (
        LENGTH(f.`ground`) - LENGTH(REPLACE(f.`ground`, ';', '')) + 1
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
      AND f.`authority` IN (:arms_stated_authority, '', :arms_stated_authority_2)
      AND (
        LOCATE(:arms_stated_ground_2, CONCAT(';', f.`ground`, ';')) > 0
        OR LOCATE(:arms_stated_ground, CONCAT(';', f.`ground`, ';')) > 0
        OR f.`ground` IN ('', :arms_stated_ground_3)
      )
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
), `any_ground_stated` AS (
  SELECT
    1 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of
      AND f.`authority` = :any_ground_stated_authority
      AND (
        CASE
          WHEN LOCATE(:any_ground_stated_ground_2, CONCAT(';', f.`ground`, ';')) > 0
          THEN 1
          ELSE 0
        END + CASE
          WHEN LOCATE(:any_ground_stated_ground_3, CONCAT(';', f.`ground`, ';')) > 0
          THEN 1
          ELSE 0
        END
      ) = (
        LENGTH(f.`ground`) - LENGTH(REPLACE(f.`ground`, ';', '')) + 1
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`authority` = :any_ground_stated_authority THEN 0 ELSE 2 END + CASE
      WHEN (
        CASE
          WHEN LOCATE(:any_ground_stated_ground_2, CONCAT(';', f.`ground`, ';')) > 0
          THEN 1
          ELSE 0
        END + CASE
          WHEN LOCATE(:any_ground_stated_ground_3, CONCAT(';', f.`ground`, ';')) > 0
          THEN 1
          ELSE 0
        END
      ) = (
        LENGTH(f.`ground`) - LENGTH(REPLACE(f.`ground`, ';', '')) + 1
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
      AND f.`authority` IN (:any_ground_stated_authority, '', :any_ground_stated_authority_2)
      AND (
        LOCATE(:any_ground_stated_ground_2, CONCAT(';', f.`ground`, ';')) > 0
        OR LOCATE(:any_ground_stated_ground_3, CONCAT(';', f.`ground`, ';')) > 0
        OR LOCATE(:any_ground_stated_ground_4, CONCAT(';', f.`ground`, ';')) > 0
        OR LOCATE(:any_ground_stated_ground, CONCAT(';', f.`ground`, ';')) > 0
        OR f.`ground` IN ('', :any_ground_stated_ground_5)
      )
    )
    AND f.`person_no` IN (
      SELECT
        `person_no`
      FROM `listed`
    )
), `born_before_stated` AS (
  SELECT
    2 AS part,
    f.`person_no`,
    CASE
      WHEN f.`born_lo` >= :born_before_stated_born_first
      AND f.`born_hi` <= :born_before_stated_born_last
      THEN 2
      WHEN f.`born` IN ('', :born_before_stated_born)
      AND NOT (
        f.`born_lo` >= :born_before_stated_born_first
        AND f.`born_hi` <= :born_before_stated_born_last
      )
      THEN 0
      ELSE 1
    END AS code,
    CASE
      WHEN f.`born_lo` >= :born_before_stated_born_first
      AND f.`born_hi` <= :born_before_stated_born_last
      THEN 0
      ELSE 1
    END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row
  FROM `persons` AS f
  WHERE
    (
      f.`born_lo` <= :born_before_stated_born_last
      AND f.`born_hi` >= :born_before_stated_born_first
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
FROM `any_ground_stated`
UNION ALL
SELECT
  *
FROM `born_before_stated`
-- values
-- $any_ground_stated_authority = OFAC
-- $any_ground_stated_authority_2 = unknown
-- $any_ground_stated_ground = ;unknown;
-- $any_ground_stated_ground_2 = ;arms;
-- $any_ground_stated_ground_3 = ;bribery;
-- $any_ground_stated_ground_4 = ;corruption;
-- $any_ground_stated_ground_5 = unknown
-- $arms_stated_authority = OFAC
-- $arms_stated_authority_2 = unknown
-- $arms_stated_ground = ;unknown;
-- $arms_stated_ground_2 = ;arms;
-- $arms_stated_ground_3 = unknown
-- $as_of = 2018-09-08
-- $born_before_stated_born = unknown
-- $born_before_stated_born_first = 1000-01-01
-- $born_before_stated_born_last = 1949-12-31
