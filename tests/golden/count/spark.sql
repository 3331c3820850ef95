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
    f.`begins_lo` <= :as_of
    AND f.`sector` IN (:two_stated_sector, '', :two_stated_sector_2)
)
SELECT
  *
FROM `two_stated`
-- values
-- $as_of = 2018-09-08
-- $two_stated_sector = military
-- $two_stated_sector_2 = unknown

-- verdicts
WITH best AS (
  SELECT
    `person_no`,
    COUNT(CASE WHEN `part` = 0 AND `code` = 2 THEN 1 END) AS `two_stated.met`,
    COUNT(CASE WHEN `part` = 0 THEN 1 END) AS `two_stated.rows`
  FROM `evidence`
  GROUP BY
    `person_no`
), readings AS (
  SELECT
    p.`person_no`,
    2 AS population,
    CASE
      WHEN COALESCE(b.`two_stated.met`, 0) >= 2
      THEN 2
      WHEN COALESCE(b.`two_stated.rows`, 0) >= 2
      THEN 1
      WHEN p.`background` IN (:covered_background, :covered_background_2)
      THEN -1
      ELSE 0
    END AS `two.stated`,
    CASE
      WHEN COALESCE(b.`two_stated.met`, 0) > 1
      THEN -1
      WHEN COALESCE(b.`two_stated.rows`, 0) > 1
      THEN 1
      WHEN p.`background` IN (:covered_background, :covered_background_2)
      THEN 2
      ELSE 0
    END AS `one-at-most.stated`,
    LEAST(
      CASE
        WHEN COALESCE(b.`two_stated.met`, 0) >= 1
        THEN 2
        WHEN COALESCE(b.`two_stated.rows`, 0) >= 1
        THEN 1
        WHEN p.`background` IN (:covered_background, :covered_background_2)
        THEN -1
        ELSE 0
      END,
      CASE
        WHEN COALESCE(b.`two_stated.met`, 0) > 2
        THEN -1
        WHEN COALESCE(b.`two_stated.rows`, 0) > 2
        THEN 1
        WHEN p.`background` IN (:covered_background, :covered_background_2)
        THEN 2
        ELSE 0
      END
    ) AS `one-or-two.stated`
  FROM `persons` AS p
  LEFT JOIN `best` AS b
    ON p.`person_no` = b.`person_no`
)
SELECT
  *,
  LEAST(`population`, `two.stated`, `one-at-most.stated`, `one-or-two.stated`) AS status
FROM `readings`
-- values
-- $covered_background = yes
-- $covered_background_2 = no
