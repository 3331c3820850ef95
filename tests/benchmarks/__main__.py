"""Times one rule against what else could make its report, on registers of growing size.

    python -m tests.benchmarks --sizes 100000 1000000 5000000

Contenders take turns within each round, and figures are medians of the rounds' ratios; the first
line of each size sets narrow against itself, which says how much a ratio means on this machine.
Needs `pip install -e '.[bench]'`. The first run makes the registers, which takes minutes.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from narrow.questions import why as whys
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.why import look_up
from tests.benchmarks import clusters, rivals
from tests.benchmarks.grown import register_of

RESULTS = Path(__file__).with_name("RESULTS.md")
GOAL_AT = 5_000_000
ROWS = "| {:34} | {:>10} | {:>16} |"


def timed(what: Callable[[], Any]) -> tuple[float, Any]:
    """Give the seconds that something takes, and what it gives."""
    begun = time.perf_counter()
    found = what()
    return time.perf_counter() - begun, found


def inside(register: Path, rounds: int) -> dict[str, Any]:
    """Time what runs in DuckDB, in turns; ratios are narrow's time over the other's."""
    ours = rivals.Compiled(register)
    others: dict[str, Callable[[], Any]] = {
        "narrow again (A/A)": ours,
        "by hand, evidence kept": rivals.ByHand(register, kept=True),
        "by hand, report only": rivals.ByHand(register, kept=False),
        "bare scan": rivals.BareScan(register),
    }
    digest = ours()["digest"]
    taken: dict[str, list[float]] = {name: [] for name in ("narrow", *others)}
    for _ in range(rounds):
        for name, run in {"narrow": ours, **others}.items():
            seconds, found = timed(run)
            taken[name].append(seconds)
            assert found is None or found["digest"] == digest, name
    return {
        "digest": digest,
        "seconds": {name: statistics.median(all_) for name, all_ in taken.items()},
        "ratios": {
            name: statistics.median(
                a / b for a, b in zip(taken["narrow"], taken[name], strict=True)
            )
            for name in others
        },
        "why": why_shares(ours, statistics.median(taken["narrow"])),
    }


def why_shares(ours: rivals.Compiled, run: float) -> dict[str, float]:
    """Give the time of the reasons for one person as shares of a run that kept its evidence.

    `rows`: reading the person's evidence; `whole`: with all texts, sources, the nearest rows and
    what would change each clue.
    """
    opened, engine = ours.opened, ours.engine
    evaluation = Evaluation(opened.case, opened.content, engine)
    row = ours()["names"][0]
    key = opened.content.register.persons.key[0]
    text = f'SELECT "{key}" FROM persons WHERE person_no = {row}'
    ((person,),) = engine.run(text)
    who = look_up(opened.content.register, engine, person)
    mine = f"SELECT * FROM evidence WHERE person_no = {row}"
    asked: dict[str, Callable[[], Any]] = {
        "rows": lambda: engine.run(mine),
        "whole": lambda: whys.why(evaluation, who),
    }
    return {
        name: statistics.median(timed(ask)[0] for _ in range(9)) / run
        for name, ask in asked.items()
    }


def process(name: str, register: Path, exports: Path) -> dict[str, Any]:
    """Run one contender as a process of its own."""
    words = [sys.executable, "-m", "tests.benchmarks.contender", name, str(register), str(exports)]
    seconds, done = timed(lambda: subprocess.run(words, capture_output=True, text=True, check=True))
    return json.loads(done.stdout) | {"whole": seconds}


def outside(register: Path, exports: Path, digest: str, rounds: int) -> dict[str, dict[str, float]]:
    """Time whole processes in turns: seconds from start to end, and peak memory in MB."""
    found: dict[str, list[dict[str, Any]]] = {}
    for _ in range(rounds):
        for name in ("compiled", *rivals.OTHERS):
            one = process(name, register, exports)
            assert one["digest"] == digest, name
            found.setdefault(name, []).append(one)
    return {
        name: {
            "whole": statistics.median(one["whole"] for one in all_),
            "peak": max(one["peak"] for one in all_),
        }
        for name, all_ in found.items()
    }


def held(said: bool) -> str:
    """Say whether a goal is held."""
    return "held" if said else "**missed**"


def page(measured: dict[int, dict[str, Any]], day: str, rounds: int) -> str:
    """Write the results down, with the machine they were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    libraries = ", ".join(f"{n} {version(n)}" for n in ("duckdb", "pandas", "polars", "pyarrow"))
    lines = [
        "# Results",
        "",
        "Written by `python -m tests.benchmarks --write`; seconds hold for this machine, ratios are",
        "what to look at. The rule and what makes the same report are in `rivals.py`: seven ways, one",
        "digest. Registers above 100,000 persons repeat its rows under new numbers (`grown.py`).",
        "",
        f"{day}: {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, Python "
        f"{platform.python_version()}, {libraries}, sqlite 3; {rounds} rounds.",
    ]
    for size, found in measured.items():
        lines += ["", f"## {size:,} persons", "", *tables(found)]
    lines += ["", "## Goals", "", *goals(measured)]
    return "\n".join(lines) + "\n"


def tables(found: dict[str, Any]) -> list[str]:
    """Lay out one size: in DuckDB, and as whole processes."""
    rows = [
        ROWS.format("in DuckDB, on the stored register", "seconds", "narrow / it"),
        ROWS.format("---", "---:", "---:"),
        ROWS.format("narrow", f"{found['seconds']['narrow']:.3f}", ""),
    ]
    for name, ratio in found["ratios"].items():
        rows.append(ROWS.format(name, f"{found['seconds'][name]:.3f}", f"{ratio:.2f}"))
    rows += [
        "",
        ROWS.format("whole process", "seconds", "peak, MB"),
        ROWS.format("---", "---:", "---:"),
    ]
    for name, one in found["processes"].items():
        label = "narrow" if name == "compiled" else name
        rows.append(ROWS.format(label, f"{one['whole']:.2f}", f"{one['peak']:,}"))
    why = found["why"]
    rows += [
        "",
        f"Reasons for one person, the evidence kept: reading the rows {why['rows']:.1%} of a run, "
        f"telling all of it {why['whole']:.1%}.",
    ]
    return rows


def goals(measured: dict[int, dict[str, Any]]) -> list[str]:
    """Hold 5,000,000 persons against the goals, or the largest register where they were left out."""
    largest = max(measured)
    size = GOAL_AT if GOAL_AT in measured else largest
    found = measured[size]
    ours, pandas = found["processes"]["compiled"], found["processes"]["pandas"]
    hand, scan = found["ratios"]["by hand, evidence kept"], found["ratios"]["bare scan"]
    faster, larger = pandas["whole"] / ours["whole"], ours["peak"] / pandas["peak"]
    rows, why = found["why"]["rows"], found["why"]["whole"]
    lines = [
        f"At {size:,} persons:",
        "",
        f"- narrow ≤ 1.2 × the best by hand that keeps its evidence: {hand:.2f}, {held(hand <= 1.2)}",
        f"- narrow ≤ 3 × a bare scan: {scan:.2f}, {held(scan <= 3)}",
        f"- ≥ 5 × pandas as a whole process: {faster:.1f}, {held(faster >= 5)}",
        f"- ≤ 1/5 of its memory: {larger:.2f}, {held(larger <= 0.2)}",
        f"- peak ≤ 500 MB: {ours['peak']:,}, {held(ours['peak'] <= 500)}",
        f"- reasons for one person ≤ 2 % of a run: {why:.1%}, {held(why <= 0.02)}; "
        f"reading their rows: {rows:.1%}, {held(rows <= 0.02)}",
    ]
    small = largest // 10
    if small in measured:
        growth = found_in(measured, largest) / found_in(measured, small)
        lines.append(f"- {largest:,} / {small:,} persons ≤ 10: {growth:.1f}, {held(growth <= 10)}")
    return lines


def found_in(measured: dict[int, dict[str, Any]], size: int) -> float:
    """Give the seconds that narrow took inside DuckDB at a size."""
    seconds: float = measured[size]["seconds"]["narrow"]
    return seconds


def main() -> None:
    """Measure and print."""
    reading = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    reading.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000, 5_000_000])
    reading.add_argument("--ten", action="store_true", help="10,000,000 persons as well")
    reading.add_argument("--rounds", type=int, default=7)
    reading.add_argument("--processes", type=int, default=2, help="rounds of whole processes")
    reading.add_argument("--into", type=Path, default=Path.home() / ".cache/narrow/benchmarks")
    reading.add_argument("--write", action="store_true", help=f"write {RESULTS.name}")
    reading.add_argument("--date", default="undated")
    given = reading.parse_args()
    measured: dict[int, dict[str, Any]] = {}
    for size in [*given.sizes, *([10_000_000] if given.ten else [])]:
        register = register_of(size, given.into)
        exports = rivals.export(register, given.into / f"exports-{size}")
        found = inside(register, given.rounds)
        found["processes"] = outside(register, exports, found["digest"], given.processes)
        measured[size] = found
        sys.stdout.write(f"\n{size:,} persons\n" + "\n".join(tables(found)) + "\n")
        sys.stdout.flush()
    sys.stdout.write("\n" + "\n".join(goals(measured)) + "\n")
    if given.write:
        RESULTS.write_text(page(measured, given.date, given.rounds), encoding="utf-8")


if __name__ == "__main__":
    if "--engine" in sys.argv and "spark" in sys.argv:
        clusters.main([word for word in sys.argv[1:] if word not in ("--engine", "spark")])
    else:
        main()
