"""Times the same case on DuckDB and on Spark, on registers of growing size; answers must be equal.

    python -m tests.benchmarks --engine spark --sizes 100000 1000000 5000000

Engines take turns within each round, and figures are medians. The start of Spark (its Java, the
first statement) is told apart. A whole answer is compared: every person, fact and count.
Needs `pip install -e '.[bench,spark]'` and Java 17.
"""

import argparse
import hashlib
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

from narrow import inquiry
from narrow.compile.statements import Query
from narrow.registers.storing import export
from tests.benchmarks.grown import register_of

CASE = Path(__file__).parent / "cases" / "former-commanders.yaml"
RESULTS = Path(__file__).with_name("SPARK.md")
ROW = "| {:>10} | {:26} | {:>8} | {:>13} | {:>14} |"


def started() -> tuple[Any, float]:
    """Start Spark and carry out one statement; gives the module and the seconds that it took."""
    begun = time.perf_counter()
    room = import_module("narrow.engines.spark")
    with room.Spark() as engine:
        engine.fetch(Query("SELECT 1 AS one", {}))
    return room, time.perf_counter() - begun


def answered(data: Path, engine: Any = None) -> tuple[str, int]:
    """Answer the case; gives the answer's digest and the rows that came from Spark."""
    opened = inquiry.open(CASE, data=data, engine=engine)
    found = inquiry.run(opened).data
    text = json.dumps(found, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16], getattr(engine, "fetched", 0)


def measure(size: int, into: Path, rounds: int, room: Any) -> list[tuple[str, float, int]]:
    """Answer in turns on every engine; gives name, seconds and rows fetched, DuckDB's file first."""
    stored = register_of(size, into)
    folder = into / f"parquet-{size}"
    if not folder.exists():
        export(stored, folder)

    def spark() -> tuple[str, int]:
        with room.Spark() as engine:
            return answered(folder, engine)

    ways: dict[str, Callable[[], tuple[str, int]]] = {
        "DuckDB, .duckdb file": lambda: answered(stored),
        "DuckDB, Parquet": lambda: answered(folder),
        "Spark, Parquet": spark,
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    fetched = dict.fromkeys(ways, 0)
    digests = set()
    for _ in range(rounds):
        for name, ask in ways.items():
            begun = time.perf_counter()
            digest, fetched[name] = ask()
            taken[name].append(time.perf_counter() - begun)
            digests.add(digest)
    assert len(digests) == 1, "the engines do not give one answer"
    return [(name, statistics.median(taken[name]), fetched[name]) for name in ways]


def grown(sizes: list[int], taken: dict[str, list[float]]) -> list[str]:
    """Say how much longer each engine takes from one size to the next."""
    lines = []
    for at, (small, large) in enumerate(pairwise(sizes)):
        times = "; ".join(f"{name}: {one[at + 1] / one[at]:.1f}" for name, one in taken.items())
        lines += ["", f"{large / small:.0f} times the persons, from {small:,} on, take: {times}."]
    return lines


def main(words: list[str]) -> None:
    """Measure and print."""
    reading = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    reading.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000, 5_000_000])
    reading.add_argument("--rounds", type=int, default=3)
    reading.add_argument("--into", type=Path, default=Path.home() / ".cache/narrow/benchmarks")
    reading.add_argument("--write", action="store_true", help=f"write {RESULTS.name}")
    reading.add_argument("--date", default="undated")
    given = reading.parse_args(words)
    room, start = started()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    lines = [
        "# Spark beside DuckDB",
        "",
        "Written by `python -m tests.benchmarks --engine spark --write`; the same case, whole answers,",
        "compared by digest. Seconds hold for this machine.",
        "",
        f"{given.date}: {os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}, "
        f"duckdb {version('duckdb')}, pyspark {version('pyspark')}; {given.rounds} rounds; "
        f"Spark starts in {start:.1f} s.",
        "",
        ROW.format("persons", "engine", "seconds", "times the file", "rows fetched"),
        ROW.format("---:", "---", "---:", "---:", "---:"),
    ]
    taken: dict[str, list[float]] = {}
    for size in given.sizes:
        measured = measure(size, given.into, given.rounds, room)
        for name, seconds, rows in measured:
            times, came = f"{seconds / measured[0][1]:.1f}", f"{rows:,}" if rows else ""
            lines.append(ROW.format(f"{size:,}", name, f"{seconds:.2f}", times, came))
            taken.setdefault(name, []).append(seconds)
        sys.stderr.write(lines[-1] + "\n")
    lines += grown(given.sizes, taken)
    sys.stdout.write("\n".join(lines) + "\n")
    if given.write:
        RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
