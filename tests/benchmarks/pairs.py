"""What the words of an answer cost: a run beside a tally of the same case, where pairs abound.

    python -m tests.benchmarks.pairs --persons 8000

Invents a register in which everybody fits one clue with many pairs of rows: a post before a
listing. `tally` counts them and words nothing; `run` words what it tells. Whole processes, the least
of several rounds; the goal is a ratio of 1.5 at most.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

POSTS, LISTINGS = 7, 2
CASE = """\
narrow: 1
kind: case
id: pairs
title: Many pairs
status: test
author: narrow
modified: "2026-11-28"
as_of: "2018-09-08"
subject: {kind: published-list, purpose: to measure}
population: everyone in the register
clues:
  - id: pair
    quote: listed after a post
    some: posts
    where: {role: chief}
    and_also: {some: listings, where: {authority: OFAC}, before: listed_on}
    role: required
"""


def _field(name: str) -> dict[str, str]:
    return {"name": name, "type": "string"}


def invent(persons: int, into: Path) -> None:
    """Write the register and the case."""
    tables = {
        "persons": (("id", "name"), {"naming": {"name": "name"}}),
        "posts": (
            ("person", "title", "role", "start", "end"),
            {
                "person": "person",
                "time": {"start": "start", "end": "end"},
                "says": "{title}",
                "columns": {"role": {"kind": "code"}},
            },
        ),
        "listings": (
            ("person", "authority", "listed_on"),
            {
                "person": "person",
                "time": {"start": "listed_on"},
                "says": "listed by {authority} on {listed_on}",
                "columns": {"authority": {"kind": "code"}},
            },
        ),
    }
    rows = {"persons": _persons(persons), "posts": _posts(persons), "listings": _listings(persons)}
    for name, (columns, _) in tables.items():
        with (into / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(columns)
            table.writerows(rows[name])
    resources = [
        {
            "name": name,
            "path": f"{name}.csv",
            "schema": {
                "fields": [_field(column) for column in columns],
                "primaryKey": ["id"] if name == "persons" else [],
            },
            "narrow": {"role": name, **block},
        }
        for name, (columns, block) in tables.items()
    ]
    package = {"name": "pairs", "narrow": {"known_until": "2018-09-08"}, "resources": resources}
    (into / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    (into / "pairs.yaml").write_text(CASE, encoding="utf-8")


def _persons(persons: int) -> Iterator[tuple[str, ...]]:
    return ((f"p{at:06}", f"Name {at}") for at in range(persons))


def _posts(persons: int) -> Iterator[tuple[str, ...]]:
    for at in range(persons):
        for n in range(POSTS):
            start = 1990 + 3 * n
            yield f"p{at:06}", f"Chief of unit {at % 97}", "chief", f"{start}", f"{start + 2}"


def _listings(persons: int) -> Iterator[tuple[str, ...]]:
    for at in range(persons):
        for n in range(LISTINGS):
            yield f"p{at:06}", "OFAC", f"{2015 + n}-03-{1 + at % 28:02}"


def took(folder: Path, rounds: int, *words: str) -> float:
    """Give the least time of a whole process, in seconds."""
    command = [sys.executable, "-m", "narrow", words[0], str(folder / "pairs.yaml")]
    command += ["--data", str(folder), *words[1:]]
    times = []
    for _ in range(rounds):
        start = perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(perf_counter() - start)
    return min(times)


def main() -> None:
    """Print what a run costs beside a tally."""
    given = argparse.ArgumentParser()
    given.add_argument("--persons", type=int, default=8_000)
    given.add_argument("--rounds", type=int, default=3)
    asked = given.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        invent(asked.persons, folder)
        tally = took(folder, asked.rounds, "tally")
        run = took(folder, asked.rounds, "run")
        data = took(folder, asked.rounds, "run", "--format", "json")
        whole = took(folder, asked.rounds, "run", "--format", "json", "--all")
    pairs = asked.persons * POSTS * LISTINGS
    print(f"{asked.persons:,} persons who fit, {pairs:,} pairs")
    print(f"  tally             {tally:7.2f} s")
    for what, seconds in (("run", run), ("run, as JSON", data), ("everybody as JSON", whole)):
        print(f"  {what:<17} {seconds:7.2f} s   {seconds / tally:5.2f} x the tally")


if __name__ == "__main__":
    main()
