"""One report, made in seven ways: by narrow, by hand, and by the tools that people use instead.

The report says of every person whether they certainly or possibly are a former commander and were
certainly or possibly listed for corruption, counts the combinations, and names the first ten thousand
of those who fit or may. Verdicts: 2 met, 1 in doubt, 0 no record, -1 not met. All of them must give
the same report. Days are numbers since 1970 for the rivals, which is kinder to them than dates.
"""

import csv
import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from narrow import inquiry
from narrow.compile.statements import Query
from narrow.engines.duckdb import DuckDB
from narrow.inquiry import Inquiry
from narrow.questions.evaluation.reader import gather

CASE = Path(__file__).parent / "cases" / "former-commanders.yaml"
AS_OF = date(2018, 9, 8)
DAY = (AS_OF - date(1970, 1, 1)).days
MOST = 10_000
POSTS = ("person_no", "sector", "commands_unit", "begins_lo", "begins_hi", "ends_lo", "ends_hi")
GROUNDS = ("person_no", "ground", "begins_lo", "begins_hi")
PERSONS = ("person_no", "military_background")
TABLES = {"posts": POSTS, "grounds": GROUNDS, "persons": PERSONS}
KNOWN = ("yes", "no")

Report = dict[str, Any]


def report(counts: dict[tuple[int, int], int], names: list[int]) -> Report:
    """Give the report in one form, with its digest."""
    found = {"counts": sorted([*k, n] for k, n in counts.items()), "names": names[:MOST]}
    return found | {"digest": hashlib.sha256(json.dumps(found).encode()).hexdigest()[:16]}


# --- in DuckDB, on the stored register ------------------------------------------------------------


class Compiled:
    """The rule as narrow compiles it, evidence kept."""

    def __init__(self, register: Path) -> None:
        self.opened: Inquiry = inquiry.open(CASE, data=register)
        self.engine = DuckDB()
        self.engine.load(self.opened.content)

    def __call__(self) -> Report:
        """Carry the rule out and read the report from what it kept."""
        gather(self.opened.case, self.opened.content, self.engine)
        a, b = '"commander.stated"', '"graft.stated"'
        counts = f"SELECT {a}, {b}, sum(persons) FROM verdicts GROUP BY ALL"
        names = (
            "SELECT person_no FROM masks NATURAL JOIN verdicts WHERE status >= 1 "
            f"ORDER BY status DESC, person_no LIMIT {MOST}"
        )
        rows = self.engine.fetch(Query(counts, {}))
        return report(
            {(x, y): n for x, y, n in rows}, [n for (n,) in self.engine.fetch(Query(names, {}))]
        )


_SOLDIER = """sector IN ('military', '') AND commands_unit IN ('yes', '', 'unknown')
  AND begins_lo <= $day AND ends_lo < $day"""
_SURE = "sector = 'military' AND commands_unit = 'yes' AND begins_hi <= $day AND ends_hi < $day"
_LISTED = "ground IN ('corruption', '') AND begins_lo <= $day"
_FOR_SURE = "ground = 'corruption' AND begins_hi <= $day"
_NO = "CASE WHEN military_background IN ('yes', 'no') THEN -1 ELSE 0 END"


class ByHand:
    """The best that we could write by hand; `kept` keeps the rows that decided, as narrow does."""

    def __init__(self, register: Path, *, kept: bool) -> None:
        self.kept = kept
        self.connection = duckdb.connect(str(register), read_only=True)

    def __call__(self) -> Report:
        """Carry it out."""
        run, day = self.connection.execute, {"day": AS_OF}
        rows = f"""
            SELECT person_no, CASE WHEN {_SURE} THEN 2 ELSE 1 END AS c, NULL AS g, row_no
            FROM posts WHERE {_SOLDIER}
            UNION ALL
            SELECT person_no, NULL, CASE WHEN {_FOR_SURE} THEN 2 ELSE 1 END, row_no
            FROM grounds WHERE {_LISTED}"""
        if self.kept:
            run(f"CREATE OR REPLACE TEMP TABLE facts AS {rows}", day)
            rows, day = "SELECT * FROM facts", {}
        run(
            f"""CREATE OR REPLACE TEMP TABLE best AS
            SELECT p.person_no, coalesce(c, {_NO}) AS c, coalesce(g, -1) AS g
            FROM persons AS p LEFT JOIN (
              SELECT person_no, max(c) AS c, max(g) AS g FROM ({rows}) GROUP BY person_no
            ) AS b USING (person_no)""",
            day or None,
        )
        counts = run("SELECT c, g, count(*) FROM best GROUP BY ALL").fetchall()
        names = run(
            "SELECT person_no FROM best WHERE least(c, g) >= 1 "
            f"ORDER BY least(c, g) DESC, person_no LIMIT {MOST}"
        ).fetchall()
        return report({(x, y): n for x, y, n in counts}, [n for (n,) in names])


class BareScan:
    """Reading the columns that the rule needs, and nothing else."""

    def __init__(self, register: Path) -> None:
        self.connection = duckdb.connect(str(register), read_only=True)

    def __call__(self) -> None:
        """Read them."""
        for table, columns in TABLES.items():
            read = ", ".join(f"max({name})" for name in columns)
            self.connection.execute(f"SELECT {read} FROM {table}").fetchall()


# --- with other tools, on exports of just the columns needed --------------------------------------


def export(register: Path, folder: Path) -> Path:
    """Write what the others read: Parquet, CSV and an indexed SQLite file; made once."""
    if (folder / "whole").exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(register), read_only=True) as connection:
        for table, columns in TABLES.items():
            taken = ", ".join(
                f"({c} - DATE '1970-01-01')::INTEGER AS {c}" if c.endswith(("_lo", "_hi")) else c
                for c in columns
            )
            for form in ("parquet", "csv"):
                connection.execute(
                    f"COPY (SELECT {taken} FROM {table}) TO '{folder / table}.{form}' (FORMAT {form})"
                )
    path = folder / "register.sqlite"
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as lite:
        for table, columns in TABLES.items():
            lite.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
            with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
                rows = csv.reader(file)
                next(rows)
                marks = ", ".join("?" * len(columns))
                texts = {"sector", "commands_unit", "ground", "military_background"}
                kinds: list[Callable[[str], Any]] = [str if c in texts else int for c in columns]
                lite.executemany(
                    f"INSERT INTO {table} VALUES ({marks})",
                    ([kind(cell) for kind, cell in zip(kinds, row, strict=True)] for row in rows),
                )
        lite.execute(
            "CREATE INDEX p ON posts (sector, commands_unit, begins_lo, ends_lo, begins_hi, "
            "ends_hi, person_no)"
        )
        lite.execute("CREATE INDEX g ON grounds (ground, begins_lo, begins_hi, person_no)")
        lite.execute("CREATE UNIQUE INDEX n ON persons (person_no, military_background)")
        lite.execute("ANALYZE")
    lite.close()
    (folder / "whole").touch()
    return folder


def by_pandas(folder: Path) -> Report:
    """Give the report with pandas, vectorised."""
    import numpy as np
    import pandas as pd

    posts = pd.read_parquet(folder / "posts.parquet")
    posts = posts[
        posts["sector"].isin(["military", ""])
        & posts["commands_unit"].isin(["yes", "", "unknown"])
        & (posts["begins_lo"] <= DAY)
        & (posts["ends_lo"] < DAY)
    ]
    sure = (
        (posts["sector"] == "military")
        & (posts["commands_unit"] == "yes")
        & (posts["begins_hi"] <= DAY)
        & (posts["ends_hi"] < DAY)
    )
    c = pd.Series(np.where(sure, 2, 1), posts["person_no"]).groupby(level=0).max()
    grounds = pd.read_parquet(folder / "grounds.parquet")
    grounds = grounds[grounds["ground"].isin(["corruption", ""]) & (grounds["begins_lo"] <= DAY)]
    sure = (grounds["ground"] == "corruption") & (grounds["begins_hi"] <= DAY)
    g = pd.Series(np.where(sure, 2, 1), grounds["person_no"]).groupby(level=0).max()
    people = pd.read_parquet(folder / "persons.parquet").set_index("person_no")
    no = np.where(people["military_background"].isin(KNOWN), -1, 0)
    c = c.reindex(people.index).fillna(pd.Series(no, people.index)).astype(int)
    g = g.reindex(people.index).fillna(-1).astype(int)
    counts = pd.DataFrame({"c": c, "g": g}).value_counts()
    status = np.minimum(c, g)
    chosen = status[status >= 1].reset_index()
    chosen.columns = pd.Index(["person_no", "status"])
    names = chosen.sort_values(["status", "person_no"], ascending=[False, True])["person_no"]
    return report({k: int(n) for k, n in counts.items()}, [int(n) for n in names[:MOST]])


def by_polars(folder: Path) -> Report:
    """Give the report with polars, lazily."""
    import polars as pl

    col = pl.col
    c = (
        pl.scan_parquet(folder / "posts.parquet")
        .filter(
            col("sector").is_in(["military", ""])
            & col("commands_unit").is_in(["yes", "", "unknown"])
            & (col("begins_lo") <= DAY)
            & (col("ends_lo") < DAY)
        )
        .select(
            "person_no",
            pl.when(
                (col("sector") == "military")
                & (col("commands_unit") == "yes")
                & (col("begins_hi") <= DAY)
                & (col("ends_hi") < DAY)
            )
            .then(2)
            .otherwise(1)
            .alias("c"),
        )
        .group_by("person_no")
        .agg(col("c").max())
    )
    g = (
        pl.scan_parquet(folder / "grounds.parquet")
        .filter(col("ground").is_in(["corruption", ""]) & (col("begins_lo") <= DAY))
        .select(
            "person_no",
            pl.when((col("ground") == "corruption") & (col("begins_hi") <= DAY))
            .then(2)
            .otherwise(1)
            .alias("g"),
        )
        .group_by("person_no")
        .agg(col("g").max())
    )
    no = pl.when(col("military_background").is_in(list(KNOWN))).then(-1).otherwise(0)
    best = (
        pl.scan_parquet(folder / "persons.parquet")
        .join(c, on="person_no", how="left")
        .join(g, on="person_no", how="left")
        .select("person_no", pl.coalesce("c", no).alias("c"), col("g").fill_null(-1))
        .collect()
    )
    counts = best.group_by("c", "g").len().rows()
    status = pl.min_horizontal("c", "g")
    chosen = best.with_columns(status.alias("s")).filter(col("s") >= 1)
    chosen = chosen.sort(["s", "person_no"], descending=[True, False]).head(MOST)
    return report({(x, y): n for x, y, n in counts}, chosen["person_no"].to_list())


def by_sqlite(folder: Path) -> Report:
    """Give the report with SQLite and covering indexes."""
    with sqlite3.connect(folder / "register.sqlite") as lite:
        lite.execute("PRAGMA temp_store = MEMORY")
        lite.execute(
            f"""CREATE TEMP TABLE best AS
            SELECT p.person_no, coalesce(c, {_NO}) AS c, coalesce(g, -1) AS g FROM persons AS p
            LEFT JOIN (SELECT person_no, max(CASE WHEN {_SURE} THEN 2 ELSE 1 END) AS c FROM posts
                       WHERE {_SOLDIER} GROUP BY person_no) USING (person_no)
            LEFT JOIN (SELECT person_no, max(CASE WHEN {_FOR_SURE} THEN 2 ELSE 1 END) AS g
                       FROM grounds WHERE {_LISTED} GROUP BY person_no) USING (person_no)""",
            {"day": DAY},
        )
        counts = lite.execute("SELECT c, g, count(*) FROM best GROUP BY c, g").fetchall()
        names = lite.execute(
            "SELECT person_no FROM best WHERE min(c, g) >= 1 "
            f"ORDER BY min(c, g) DESC, person_no LIMIT {MOST}"
        ).fetchall()
    lite.close()
    return report({(x, y): n for x, y, n in counts}, [n for (n,) in names])


def by_loop(folder: Path) -> Report:
    """Give the report with a loop over rows."""

    def rows(name: str) -> Iterator[list[str]]:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            found = csv.reader(file)
            next(found)
            yield from found

    soldiers: dict[int, int] = {}
    for who, sector, commands, begins_lo, begins_hi, ends_lo, ends_hi in rows("posts"):
        if sector not in ("military", "") or commands not in ("yes", "", "unknown"):
            continue
        if int(begins_lo) > DAY or int(ends_lo) >= DAY:
            continue
        sure = sector == "military" and commands == "yes"
        code = 2 if sure and int(begins_hi) <= DAY and int(ends_hi) < DAY else 1
        soldiers[int(who)] = max(code, soldiers.get(int(who), 0))
    listed: dict[int, int] = {}
    for who, ground, begins_lo, begins_hi in rows("grounds"):
        if ground in ("corruption", "") and int(begins_lo) <= DAY:
            code = 2 if ground and int(begins_hi) <= DAY else 1
            listed[int(who)] = max(code, listed.get(int(who), 0))
    counts: Counter[tuple[int, int]] = Counter()
    fits: list[tuple[int, int]] = []
    for text, background in rows("persons"):
        number = int(text)
        c = soldiers.get(number, -1 if background in KNOWN else 0)
        g = listed.get(number, -1)
        counts[c, g] += 1
        if min(c, g) >= 1:
            fits.append((-min(c, g), number))
    return report(dict(counts), [number for _, number in sorted(fits)[:MOST]])


OTHERS: dict[str, Callable[[Path], Report]] = {
    "pandas": by_pandas,
    "polars": by_polars,
    "sqlite": by_sqlite,
    "loop": by_loop,
}
