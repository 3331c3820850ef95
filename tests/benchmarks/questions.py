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

from narrow import inquiry
from narrow.inquiry import Inquiry
from narrow.questions.flip import Variants

ROOT = Path(__file__).parents[2]
CASES = ("meridian-harbour-memo", "meridian-garrison-source")
VARIANTS = 20

QUESTIONS: dict[str, Callable[[Inquiry], object]] = {
    "misses": Inquiry.misses,
    "matrix": Inquiry.matrix,
    "flip": Inquiry.flip,
    "next": Inquiry.next,
    "funnel": Inquiry.funnel,
    "exposure": Inquiry.exposure,
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
    """Print what each question costs in an inquiry that has answered, beside the run of the case."""
    start = perf_counter()
    asked = inquiry.open(case, data=folder)
    # ids are as wide as the register needs, so that whom the case takes off is called otherwise here
    opened = replace(asked.opened, case=replace(asked.case, exclude=()))
    print(f"{case}: {asked.content.persons} persons, read in {perf_counter() - start:.1f} s")

    def answered() -> Inquiry:
        made = Inquiry(opened)
        made.run()
        return made

    run = least(rounds, answered)
    print(f"  a run, loaded and answered     {run:8.3f} s")
    patterns = answered().evaluation.patterns
    print(f"  patterns {len(patterns)}")
    for name, ask in QUESTIONS.items():
        times = []
        for _ in range(rounds):
            after = answered()
            times.append(least(1, lambda ask=ask, after=after: ask(after)))  # type: ignore[misc]
        took = min(times)
        print(f"  {name:<28}   {took:8.3f} s   {took / run:6.1%} of the run")
    after = answered()
    took = least(rounds, lambda: some_variants(after))
    print(
        f"  {VARIANTS} variants of readings/grades {took:8.3f} s   {took / run / VARIANTS:6.2f} of {VARIANTS} runs"
    )


def some_variants(asked: Inquiry) -> None:
    """Rank everybody named under twenty variants, as `flip` does."""
    variants = Variants(asked.evaluation.listed, asked.evaluation.weighed)
    clues = [c.id for c in asked.case.clues]
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
