"""What the questions after a run cost beside the run, on a register of any size.

    python -m tests.benchmarks.questions --persons 1000000

Invents a register of Meridian, reads it, and times a run from the loaded register to the answer.
Then every question is asked of the gathered evidence, and its time is printed as a share of the
run's. Twenty variants of `flip` are held against twenty separate runs. Minimum of several rounds.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from time import perf_counter

from narrow.compile.plan import needed, plan
from narrow.engines.duckdb import DuckDB
from narrow.opening import Opened, load_case
from narrow.questions import flip
from narrow.questions import next as asking
from narrow.questions import run as answers
from narrow.questions.evaluation.chances import weigh
from narrow.questions.evaluation.findings import Gathered, carry_out
from narrow.questions.flip import Variants

ROOT = Path(__file__).parents[2]
CASES = ("meridian-harbour-memo", "meridian-garrison-source")
VARIANTS = 20

Question = Callable[[Opened, Gathered], object]
QUESTIONS: dict[str, Question] = {
    "weigh": lambda opened, gathered: weigh(gathered),
    "flip": lambda opened, gathered: flip.flip(gathered, opened.content),
    "next": lambda opened, gathered: asking.asking(gathered, opened.content),
}


def least(rounds: int, work: Callable[[], object]) -> float:
    """Give the least of several times, in seconds."""
    times = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def invented(persons: int, into: Path) -> Path:
    """Invent a register of this size."""
    script = ROOT / "datasets" / "meridian" / "generate.py"
    words = [sys.executable, str(script), "--persons", str(persons), "--into", str(into)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    return into


def measure(case: str, folder: Path, rounds: int) -> None:
    """Print what each question costs beside a run of the case."""
    start = perf_counter()
    found = load_case(case, data=folder)
    # ids are as wide as the register needs, so that whom the case takes off is called otherwise here
    opened = replace(found, case=replace(found.case, exclude=()))
    print(f"{case}: {opened.content.persons} persons, read in {perf_counter() - start:.1f} s")
    with DuckDB() as engine:
        start = perf_counter()
        engine.load(opened.content, needed(plan(opened.case, opened.content.register)))
        print(f"  loaded in {perf_counter() - start:.1f} s")
        run = least(rounds, lambda: answers.run(opened.case, opened.content, engine))
        print(f"  a run, loaded to answered      {run:8.3f} s")
        gathered = carry_out(opened.case, opened.content, engine)
        print(f"  patterns {len(gathered.patterns)}, persons named {len(gathered.judged)}")
        for name, ask in QUESTIONS.items():
            took = least(rounds, lambda ask=ask: ask(opened, gathered))  # type: ignore[misc]
            print(f"  {name:<28}   {took:8.3f} s   {took / run:6.1%} of the run")
        took = least(rounds, lambda: some_variants(gathered))
        print(
            f"  {VARIANTS} variants of readings/grades {took:8.3f} s   {took / run / VARIANTS:6.2f} of {VARIANTS} runs"
        )


def some_variants(gathered: Gathered) -> None:
    """Rank everybody named under twenty variants, as `flip` does."""
    variants = Variants(gathered, weigh(gathered))
    clues = [c.id for c in gathered.case.clues]
    moves = ({clue: step} for step in (-4, -3, -2, -1, 1, 2, 3, 4) for clue in clues)
    for move in islice(moves, VARIANTS):
        variants.fitting({}, move)


def main() -> None:
    """Invent a register, then measure every case on it."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    words.add_argument("--persons", type=int, default=100_000)
    words.add_argument("--rounds", type=int, default=3)
    given = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        register = invented(given.persons, Path(folder) / "meridian")
        for case in CASES:
            measure(case, register, given.rounds)


if __name__ == "__main__":
    main()
