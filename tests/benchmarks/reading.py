"""What it costs to read FollowTheMoney entities beside a bare loop that only parses their lines.

    python -m tests.benchmarks.reading --entities 200000

Invents a file, then reads it in one run in several ways, interleaved: the bare `json.loads` loop
twice (the second is the A/A line), the importer into nothing, into the CSV files of a register, and
the whole `import_list`, which checks the register too. Prints the least of several rounds, megabytes and
entities a second, and the ratio to the bare loop; then the peak memory of the importer on its own.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from narrow.lists.formats import FORMS
from narrow.lists.ftm.reader import ftm
from narrow.lists.import_log import Intake
from narrow.lists.importing import import_list
from narrow.lists.persons import Titles
from narrow.lists.titles import Lexicon, understand
from narrow.lists.writer import FolderSink
from narrow.registers.opening import library
from tests.lists.entities import entity

POSTS = 500
TITLES = (
    "Commander of the {} Garrison",
    "Minister of {}",
    "Member of the {} Council",
    "Governor of {}",
)


def invented(number: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Invent so many entities: of ten, four are persons, three occupancies, one each the rest."""
    draw = random.Random(seed)  # noqa: S311
    people = max(1, number * 4 // 10)
    for at in range(POSTS):
        title = TITLES[at % len(TITLES)].format(f"Place {at}")
        yield entity(f"post-{at}", "Position", name=title, country="mt", topics=["gov.national"])
    for at in range(number - POSTS):
        person = f"NK-{draw.randrange(people):012}"
        match at % 10:
            case 0 | 1 | 2 | 3:
                yield _person(f"NK-{at // 10 * 4 + at % 10:012}", at, draw)
            case 4 | 5 | 6:
                post = f"post-{draw.randrange(POSTS)}"
                years = {"startDate": str(draw.randrange(1980, 2020)), "status": "ended"}
                yield entity(f"occ-{at}", "Occupancy", holder=person, post=post, **years)
            case 7:
                text = f"For reason {at} of the Treasury of Meridia, as it says at length. " * 4
                said = {"authority": "Meridia Treasury", "program": f"P{at % 40}", "reason": text}
                yield entity(f"s-{at}", "Sanction", entity=person, listingDate="2018-03-01", **said)
            case 8:
                yield entity(f"a-{at}", "Address", full=f"{at} Main St, Springfield", country="mt")
            case _:
                papers = {"number": f"X{at}", "country": "mt"}
                yield entity(f"d-{at}", "Passport", holder=person, **papers)


def _person(key: str, at: int, draw: random.Random) -> dict[str, Any]:
    return entity(
        key,
        "Person",
        "meridia_list",
        f"meridia_{at % 7}",
        name=[f"Somebody Number {at}", f"NUMBER {at}, Somebody"],
        alias=[f"Nobody {at}", f"No. {at}"],
        birthDate=f"{draw.randrange(1930, 2000)}-0{draw.randrange(1, 10)}",
        birthPlace=f"Town {at % 900}",
        nationality=["mt"],
        gender="male",
        topics=["role.pep"],
        addressEntity=f"a-{at // 10 * 10 + 8}",
        notes=f"A note on number {at}, invented from beginning to end, and not a short one.",
    ) | {"referents": [f"ref-{at}", f"ref-b-{at}"], "first_seen": "2023-01-01T00:00:00"}


class Nothing:
    """Takes rows and keeps none."""

    def row(self, role: str, cells: Mapping[str, str]) -> None:
        """Forget a row."""


def bare(path: Path) -> None:
    """Parse every line, and do nothing with it."""
    with path.open("rb") as file:
        for line in file:
            json.loads(line)


def into_nothing(path: Path, titles: Titles) -> None:
    """Read the file into rows that nobody keeps."""
    ftm([path], Nothing(), Intake(), titles)


def into_files(path: Path, titles: Titles, folder: Path) -> None:
    """Read the file into the CSV files of a register."""
    with FolderSink(folder / "r", FORMS["ftm-json"].listing.shapes) as sink:
        ftm([path], sink, Intake(), titles)


def measure(path: Path, number: int, rounds: int) -> None:
    """Print what each way costs, interleaved."""
    titles = partial(understand, lexicon=Lexicon.of_vocabularies(library().vocabularies()))
    size = path.stat().st_size / 1e6
    with tempfile.TemporaryDirectory() as folder:
        ways: dict[str, Callable[[], object]] = {
            "json.loads of every line": lambda: bare(path),
            "the same again (A/A)": lambda: bare(path),
            "importer, rows kept nowhere": lambda: into_nothing(path, titles),
            "importer into CSV files": lambda: into_files(path, titles, Path(folder)),
            "narrow import, checked": lambda: import_list([path], Path(folder) / "whole"),
        }
        took = dict.fromkeys(ways, float("inf"))
        for _ in range(rounds):
            for name, work in ways.items():
                start = perf_counter()
                work()
                took[name] = min(took[name], perf_counter() - start)
    print(f"{number:,} entities, {size:.0f} MB, least of {rounds} rounds")
    first = next(iter(took.values()))
    for name, seconds in took.items():
        rate = f"{size / seconds:7.1f} MB/s {number / seconds:10,.0f} entities/s"
        print(f"  {name:<30} {seconds:7.2f} s {rate}   {seconds / first:5.2f} x the bare loop")


def peak(path: Path, number: int) -> None:
    """Print the peak memory of the importer into CSV files, in a process of its own."""
    words = [sys.executable, "-m", "tests.benchmarks.reading", "--read", str(path)]
    found = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    before, after = (int(word) / 1024 for word in found.split())
    more = (after - before) * 1e6 / number
    print(f"  peak memory {after:,.0f} MB, of which {after - before:,.0f} MB for the file:", end="")
    print(f" {more:,.0f} MB for a million entities")


def read_alone(path: Path) -> None:
    """Read a file and print the memory before and the peak of it, in kilobytes (Linux)."""
    titles = partial(understand, lexicon=Lexicon.of_vocabularies(library().vocabularies()))
    before = _memory("VmRSS")
    with tempfile.TemporaryDirectory() as folder:
        into_files(path, titles, Path(folder))
    print(before, _memory("VmHWM"))


def _memory(name: str) -> int:
    """Give a figure of this process; the peak that getrusage gives may be its parent's."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def main() -> None:
    """Invent a file and measure on it."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    words.add_argument("--entities", type=int, default=200_000)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    given = words.parse_args()
    if given.read:
        read_alone(given.read)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "entities.ftm.json"
        with path.open("w", encoding="utf-8") as file:
            for one in invented(given.entities):
                file.write(json.dumps(one, ensure_ascii=False) + "\n")
        measure(path, given.entities, given.rounds)
        peak(path, given.entities)


if __name__ == "__main__":
    main()
