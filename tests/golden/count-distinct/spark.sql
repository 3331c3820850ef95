-- evidence
WITH `two_units_stated` AS (
  SELECT
    0 AS part,
    f.`person_no`,
    CASE
      WHEN f.`begins_hi` <= :as_of AND f.`sector` = :two_units_stated_sector
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f.`begins_hi` <= :as_of THEN 0 ELSE 1 END + CASE WHEN f.`sector` = :two_units_stated_sector THEN 0 ELSE 2 END AS doubt,
    f.`row_no` AS row_no,
    -1 AS other_row,
    f.`unit` AS item
  FROM `posts` AS f
  WHERE
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:two_units_stated_sector, '', :two_units_stated_sector_2)
)
SELECT
  *
FROM `two_units_stated`
-- values
-- $as_of = 2018-09-08
-- $two_units_stated_sector = military
-- $two_units_stated_sector_2 = unknown

-- verdicts
WITH best AS (
  SELECT
    `person_no`,
    COUNT(
      DISTINCT CASE
        WHEN `part` = 0
        AND (
          `code` = 2
          AND NOT (
            `item` IN ('', :covered_two_units_stated_item) OR `item` = ' '
          )
        )
        THEN `item`
      END
    ) AS `two_units_stated.named`,
    COUNT(CASE WHEN `part` = 0 AND (
      `code` = 2 AND NOT `item` = ' '
    ) THEN 1 END) AS `two_units_stated.met`,
    COUNT(
      DISTINCT CASE
        WHEN `part` = 0
        AND NOT (
          `item` IN ('', :covered_two_units_stated_item) OR `item` = ' '
        )
        THEN `item`
      END
    ) AS `two_units_stated.items`,
    COUNT(
      CASE WHEN `part` = 0 AND `item` IN ('', :covered_two_units_stated_item) THEN 1 END
    ) AS `two_units_stated.gaps`
  FROM `evidence`
  GROUP BY
    `person_no`
), readings AS (
  SELECT
    p.`person_no`,
    2 AS population,
    CASE
      WHEN GREATEST(
        COALESCE(b.`two_units_stated.named`, 0),
        LEAST(1, COALESCE(b.`two_units_stated.met`, 0))
      ) >= 2
      THEN 2
      WHEN (
        COALESCE(b.`two_units_stated.items`, 0) + COALESCE(b.`two_units_stated.gaps`, 0)
      ) >= 2
      THEN 1
      WHEN p.`background` IN (:covered_background, :covered_background_2)
      THEN -1
      ELSE 0
    END AS `two-units.stated`
  FROM `persons` AS p
  LEFT JOIN `best` AS b
    ON p.`person_no` = b.`person_no`
)
SELECT
  *,
  LEAST(`population`, `two-units.stated`) AS status
FROM `readings`
-- values
-- $covered_background = yes
-- $covered_background_2 = no
-- $covered_two_units_stated_item = unknown
