-- masks
SELECT
  "person_no",
  BIT_OR("_mask_0") AS _mask_0
FROM (
  WITH "before_stated" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."authority" = $before_stated_authority
        AND (
          f."listed_on_lo" >= $before_stated_listed_on_first
          AND f."listed_on_hi" <= $before_stated_listed_on_last
        )
        THEN 3
        ELSE 1
      END AS SMALLINT) AS _mask_0
    FROM "designations" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."authority" IN ($before_stated_authority, '', $before_stated_authority_2)
      AND (
        f."listed_on_lo" <= $before_stated_listed_on_last
        AND f."listed_on_hi" >= $before_stated_listed_on_first
      )
  ), "after_stated" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."authority" = $after_stated_authority
        AND (
          f."listed_on_lo" >= $after_stated_listed_on_first
          AND f."listed_on_hi" <= $after_stated_listed_on_last
        )
        THEN 12
        ELSE 4
      END AS SMALLINT) AS _mask_0
    FROM "designations" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."authority" IN ($after_stated_authority, '', $after_stated_authority_2)
      AND (
        f."listed_on_lo" <= $after_stated_listed_on_last
        AND f."listed_on_hi" >= $after_stated_listed_on_first
      )
  ), "on_a_day_stated" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."authority" = $on_a_day_stated_authority
        AND (
          f."listed_on_lo" >= $on_a_day_stated_listed_on_first
          AND f."listed_on_hi" <= $on_a_day_stated_listed_on_last
        )
        THEN 48
        ELSE 16
      END AS SMALLINT) AS _mask_0
    FROM "designations" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."authority" IN ($on_a_day_stated_authority, '', $on_a_day_stated_authority_2)
      AND (
        f."listed_on_lo" <= $on_a_day_stated_listed_on_last
        AND f."listed_on_hi" >= $on_a_day_stated_listed_on_first
        AND (
          f."listed_on_either" = ''
          OR ARRAY_CONTAINS(
            LIST_TRANSFORM(
              STR_SPLIT(f."listed_on_either", ';'),
              LAMBDA d : SUBSTRING(d, 1, 10) <= $on_a_day_stated_listed_on_text_2
              AND SUBSTRING(d, 12, 10) >= $on_a_day_stated_listed_on_text
            ),
            TRUE
          )
        )
      )
  ), "between_stated" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN f."begins_hi" <= $as_of
        AND f."authority" = $between_stated_authority
        AND (
          f."listed_on_lo" >= $between_stated_listed_on_first
          AND f."listed_on_hi" <= $between_stated_listed_on_last
        )
        THEN 192
        ELSE 64
      END AS SMALLINT) AS _mask_0
    FROM "designations" AS f
    WHERE
      f."begins_lo" <= $as_of
      AND f."authority" IN ($between_stated_authority, '', $between_stated_authority_2)
      AND (
        f."listed_on_lo" <= $between_stated_listed_on_last
        AND f."listed_on_hi" >= $between_stated_listed_on_first
        AND (
          f."listed_on_either" = ''
          OR ARRAY_CONTAINS(
            LIST_TRANSFORM(
              STR_SPLIT(f."listed_on_either", ';'),
              LAMBDA d : SUBSTRING(d, 1, 10) <= $between_stated_listed_on_text_2
              AND SUBSTRING(d, 12, 10) >= $between_stated_listed_on_text
            ),
            TRUE
          )
        )
      )
  ), "everybody" AS (
    SELECT
      f."person_no",
      CAST(CASE
        WHEN (
          f."born_lo" <= $aged_stated_born_last
          AND f."born_hi" >= $aged_stated_born_first
          AND (
            f."born_either" = ''
            OR ARRAY_CONTAINS(
              LIST_TRANSFORM(
                STR_SPLIT(f."born_either", ';'),
                LAMBDA d : SUBSTRING(d, 1, 10) <= $aged_stated_born_text_2
                AND SUBSTRING(d, 12, 10) >= $aged_stated_born_text
              ),
              TRUE
            )
          )
        )
        AND (
          f."died" = '' OR f."died_hi" >= $as_of
        )
        THEN CASE
          WHEN (
            f."born_lo" >= $aged_stated_born_first AND f."born_hi" <= $aged_stated_born_last
          )
          AND (
            f."died" = '' OR f."died_lo" >= $as_of
          )
          THEN 1792
          WHEN (
            f."born" IN ('', $aged_stated_born)
            AND NOT (
              f."born_lo" >= $aged_stated_born_first AND f."born_hi" <= $aged_stated_born_last
            )
          )
          AND NOT (
            (
              f."born_lo" >= $aged_stated_born_first AND f."born_hi" <= $aged_stated_born_last
            )
            AND (
              f."died" = '' OR f."died_lo" >= $as_of
            )
          )
          THEN 256
          ELSE 768
        END
        ELSE 0
      END AS SMALLINT) AS _mask_0
    FROM "persons" AS f
  )
  SELECT
    *
  FROM "before_stated"
  UNION ALL
  SELECT
    *
  FROM "after_stated"
  UNION ALL
  SELECT
    *
  FROM "on_a_day_stated"
  UNION ALL
  SELECT
    *
  FROM "between_stated"
  UNION ALL
  SELECT
    *
  FROM "everybody"
) AS looks
GROUP BY
  "person_no"
-- values
-- $after_stated_authority = OFAC
-- $after_stated_authority_2 = unknown
-- $after_stated_listed_on_first = 2015-03-01
-- $after_stated_listed_on_last = 9999-12-31
-- $aged_stated_born = unknown
-- $aged_stated_born_first = 1948-09-09
-- $aged_stated_born_last = 1958-09-08
-- $aged_stated_born_text = 1948-09-09
-- $aged_stated_born_text_2 = 1958-09-08
-- $as_of = 2018-09-08
-- $before_stated_authority = OFAC
-- $before_stated_authority_2 = unknown
-- $before_stated_listed_on_first = 1000-01-01
-- $before_stated_listed_on_last = 2015-05-31
-- $between_stated_authority = OFAC
-- $between_stated_authority_2 = unknown
-- $between_stated_listed_on_first = 2006-01-01
-- $between_stated_listed_on_last = 2015-03-31
-- $between_stated_listed_on_text = 2006-01-01
-- $between_stated_listed_on_text_2 = 2015-03-31
-- $on_a_day_stated_authority = OFAC
-- $on_a_day_stated_authority_2 = unknown
-- $on_a_day_stated_listed_on_first = 2015-03-01
-- $on_a_day_stated_listed_on_last = 2015-03-31
-- $on_a_day_stated_listed_on_text = 2015-03-01
-- $on_a_day_stated_listed_on_text_2 = 2015-03-31

-- verdicts
WITH alike AS (
  SELECT
    "_mask_0",
    COUNT(*) AS persons
  FROM "masks"
  GROUP BY
    "_mask_0"
), best AS (
  SELECT
    *,
    CASE WHEN (
      "_mask_0" & 2
    ) <> 0 THEN 2 WHEN (
      "_mask_0" & 1
    ) <> 0 THEN 1 END AS before_stated,
    CASE WHEN (
      "_mask_0" & 8
    ) <> 0 THEN 2 WHEN (
      "_mask_0" & 4
    ) <> 0 THEN 1 END AS after_stated,
    CASE WHEN (
      "_mask_0" & 32
    ) <> 0 THEN 2 WHEN (
      "_mask_0" & 16
    ) <> 0 THEN 1 END AS on_a_day_stated,
    CASE WHEN (
      "_mask_0" & 128
    ) <> 0 THEN 2 WHEN (
      "_mask_0" & 64
    ) <> 0 THEN 1 END AS between_stated,
    CASE
      WHEN (
        "_mask_0" & 1024
      ) <> 0
      THEN 2
      WHEN (
        "_mask_0" & 512
      ) <> 0
      THEN 1
      WHEN (
        "_mask_0" & 256
      ) <> 0
      THEN 0
    END AS aged_stated
  FROM "alike"
), readings AS (
  SELECT
    b."_mask_0",
    b."persons",
    2 AS population,
    COALESCE(b."before_stated", -1) AS "before.stated",
    COALESCE(b."after_stated", -1) AS "after.stated",
    COALESCE(b."on_a_day_stated", -1) AS "on-a-day.stated",
    COALESCE(b."between_stated", -1) AS "between.stated",
    COALESCE(b."aged_stated", -1) AS "aged.stated"
  FROM "best" AS b
)
SELECT
  *,
  LEAST(
    "population",
    "before.stated",
    "after.stated",
    "on-a-day.stated",
    "between.stated",
    "aged.stated"
  ) AS status
FROM "readings"
-- values

-- evidence
WITH "before_stated" AS (
  SELECT
    0 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."authority" = $before_stated_authority
      AND (
        f."listed_on_lo" >= $before_stated_listed_on_first
        AND f."listed_on_hi" <= $before_stated_listed_on_last
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."authority" = $before_stated_authority THEN 0 ELSE 2 END + CASE
      WHEN f."listed_on_lo" >= $before_stated_listed_on_first
      AND f."listed_on_hi" <= $before_stated_listed_on_last
      THEN 0
      ELSE 4
    END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "designations" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."authority" IN ($before_stated_authority, '', $before_stated_authority_2)
      AND (
        f."listed_on_lo" <= $before_stated_listed_on_last
        AND f."listed_on_hi" >= $before_stated_listed_on_first
      )
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "after_stated" AS (
  SELECT
    1 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."authority" = $after_stated_authority
      AND (
        f."listed_on_lo" >= $after_stated_listed_on_first
        AND f."listed_on_hi" <= $after_stated_listed_on_last
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."authority" = $after_stated_authority THEN 0 ELSE 2 END + CASE
      WHEN f."listed_on_lo" >= $after_stated_listed_on_first
      AND f."listed_on_hi" <= $after_stated_listed_on_last
      THEN 0
      ELSE 4
    END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "designations" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."authority" IN ($after_stated_authority, '', $after_stated_authority_2)
      AND (
        f."listed_on_lo" <= $after_stated_listed_on_last
        AND f."listed_on_hi" >= $after_stated_listed_on_first
      )
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "on_a_day_stated" AS (
  SELECT
    2 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."authority" = $on_a_day_stated_authority
      AND (
        f."listed_on_lo" >= $on_a_day_stated_listed_on_first
        AND f."listed_on_hi" <= $on_a_day_stated_listed_on_last
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."authority" = $on_a_day_stated_authority THEN 0 ELSE 2 END + CASE
      WHEN f."listed_on_lo" >= $on_a_day_stated_listed_on_first
      AND f."listed_on_hi" <= $on_a_day_stated_listed_on_last
      THEN 0
      ELSE 4
    END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "designations" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."authority" IN ($on_a_day_stated_authority, '', $on_a_day_stated_authority_2)
      AND (
        f."listed_on_lo" <= $on_a_day_stated_listed_on_last
        AND f."listed_on_hi" >= $on_a_day_stated_listed_on_first
        AND (
          f."listed_on_either" = ''
          OR ARRAY_CONTAINS(
            LIST_TRANSFORM(
              STR_SPLIT(f."listed_on_either", ';'),
              LAMBDA d : SUBSTRING(d, 1, 10) <= $on_a_day_stated_listed_on_text_2
              AND SUBSTRING(d, 12, 10) >= $on_a_day_stated_listed_on_text
            ),
            TRUE
          )
        )
      )
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "between_stated" AS (
  SELECT
    3 AS part,
    f."person_no",
    CASE
      WHEN f."begins_hi" <= $as_of
      AND f."authority" = $between_stated_authority
      AND (
        f."listed_on_lo" >= $between_stated_listed_on_first
        AND f."listed_on_hi" <= $between_stated_listed_on_last
      )
      THEN 2
      ELSE 1
    END AS code,
    CASE WHEN f."begins_hi" <= $as_of THEN 0 ELSE 1 END + CASE WHEN f."authority" = $between_stated_authority THEN 0 ELSE 2 END + CASE
      WHEN f."listed_on_lo" >= $between_stated_listed_on_first
      AND f."listed_on_hi" <= $between_stated_listed_on_last
      THEN 0
      ELSE 4
    END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "designations" AS f
  WHERE
    (
      f."begins_lo" <= $as_of
      AND f."authority" IN ($between_stated_authority, '', $between_stated_authority_2)
      AND (
        f."listed_on_lo" <= $between_stated_listed_on_last
        AND f."listed_on_hi" >= $between_stated_listed_on_first
        AND (
          f."listed_on_either" = ''
          OR ARRAY_CONTAINS(
            LIST_TRANSFORM(
              STR_SPLIT(f."listed_on_either", ';'),
              LAMBDA d : SUBSTRING(d, 1, 10) <= $between_stated_listed_on_text_2
              AND SUBSTRING(d, 12, 10) >= $between_stated_listed_on_text
            ),
            TRUE
          )
        )
      )
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
), "aged_stated" AS (
  SELECT
    4 AS part,
    f."person_no",
    CASE
      WHEN (
        f."born_lo" >= $aged_stated_born_first AND f."born_hi" <= $aged_stated_born_last
      )
      AND (
        f."died" = '' OR f."died_lo" >= $as_of
      )
      THEN 2
      WHEN (
        f."born" IN ('', $aged_stated_born)
        AND NOT (
          f."born_lo" >= $aged_stated_born_first AND f."born_hi" <= $aged_stated_born_last
        )
      )
      AND NOT (
        (
          f."born_lo" >= $aged_stated_born_first AND f."born_hi" <= $aged_stated_born_last
        )
        AND (
          f."died" = '' OR f."died_lo" >= $as_of
        )
      )
      THEN 0
      ELSE 1
    END AS code,
    CASE
      WHEN (
        f."born_lo" >= $aged_stated_born_first AND f."born_hi" <= $aged_stated_born_last
      )
      AND (
        f."died" = '' OR f."died_lo" >= $as_of
      )
      THEN 0
      ELSE 1
    END AS doubt,
    f."row_no" AS row_no,
    -1 AS other_row
  FROM "persons" AS f
  WHERE
    (
      (
        f."born_lo" <= $aged_stated_born_last
        AND f."born_hi" >= $aged_stated_born_first
        AND (
          f."born_either" = ''
          OR ARRAY_CONTAINS(
            LIST_TRANSFORM(
              STR_SPLIT(f."born_either", ';'),
              LAMBDA d : SUBSTRING(d, 1, 10) <= $aged_stated_born_text_2
              AND SUBSTRING(d, 12, 10) >= $aged_stated_born_text
            ),
            TRUE
          )
        )
      )
      AND (
        f."died" = '' OR f."died_hi" >= $as_of
      )
    )
    AND f."person_no" IN (
      SELECT
        "person_no"
      FROM "listed"
    )
)
SELECT
  *
FROM "before_stated"
UNION ALL
SELECT
  *
FROM "after_stated"
UNION ALL
SELECT
  *
FROM "on_a_day_stated"
UNION ALL
SELECT
  *
FROM "between_stated"
UNION ALL
SELECT
  *
FROM "aged_stated"
-- values
-- $after_stated_authority = OFAC
-- $after_stated_authority_2 = unknown
-- $after_stated_listed_on_first = 2015-03-01
-- $after_stated_listed_on_last = 9999-12-31
-- $aged_stated_born = unknown
-- $aged_stated_born_first = 1948-09-09
-- $aged_stated_born_last = 1958-09-08
-- $aged_stated_born_text = 1948-09-09
-- $aged_stated_born_text_2 = 1958-09-08
-- $as_of = 2018-09-08
-- $before_stated_authority = OFAC
-- $before_stated_authority_2 = unknown
-- $before_stated_listed_on_first = 1000-01-01
-- $before_stated_listed_on_last = 2015-05-31
-- $between_stated_authority = OFAC
-- $between_stated_authority_2 = unknown
-- $between_stated_listed_on_first = 2006-01-01
-- $between_stated_listed_on_last = 2015-03-31
-- $between_stated_listed_on_text = 2006-01-01
-- $between_stated_listed_on_text_2 = 2015-03-31
-- $on_a_day_stated_authority = OFAC
-- $on_a_day_stated_authority_2 = unknown
-- $on_a_day_stated_listed_on_first = 2015-03-01
-- $on_a_day_stated_listed_on_last = 2015-03-31
-- $on_a_day_stated_listed_on_text = 2015-03-01
-- $on_a_day_stated_listed_on_text_2 = 2015-03-31
