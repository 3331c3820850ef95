"""Precision and recall of coded titles against the hand: `python -m tests.lists.score`."""

import csv
import random
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from narrow.lists.titles import Lexicon, Post, understand
from narrow.rules.library import Library

HERE = Path(__file__).parent
RULES = HERE.parent.parent / "rules"
LISTS = (
    HERE.parent.parent.parent / "shared" / "lists" / "ofac-2019-01-sdn.csv",
    HERE.parent.parent / "shared" / "lists" / "ofac-2019-01-sdn.csv",
)
CODES = ("sector", "branch", "role", "commands_unit", "tense", "echelon")
YES = "commands yes"  # commands_unit where it is said to be so: what a rule asks for
FIELDS = ("post", *CODES, YES)
Coded = Mapping[str, str]


@cache
def lexicon() -> Lexicon:
    return Lexicon.of_vocabularies(Library((RULES,), ()).vocabularies())


def sdn() -> Path | None:
    return next((path for path in LISTS if path.is_file()), None)


def titles() -> dict[str, str]:
    """The titles of individuals in the list, by OFAC number."""
    path = sdn()
    assert path is not None
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if len(row) > 4]
    found = {row[0].strip(): row[4].strip() for row in rows if row[2].strip() == "individual"}
    return {number: title for number, title in found.items() if title not in ("", "-0-")}


def sample(name: str) -> dict[str, list[Coded]]:
    """The posts coded by hand, by OFAC number; a title without a post has an empty list."""
    coded: dict[str, list[Coded]] = {}
    with (HERE / f"titles_{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            posts = coded.setdefault(row["ofac"], [])
            if row["post"] != "0":
                posts.append({code: row[code] for code in CODES})
    return coded


def drawn(name: str) -> list[str]:
    """Draw the numbers of a sample again: 200 of all, then 100 of those that were not drawn."""
    numbers = sorted(titles(), key=int)
    first = random.Random(20190131).sample(numbers, 200)  # noqa: S311
    if name == "first":
        return sorted(first, key=int)
    left = [number for number in numbers if number not in set(first)]
    return sorted(random.Random(20181119).sample(left, 100), key=int)  # noqa: S311


@dataclass(slots=True)
class Score:
    """Right, given by the machine, and given by hand, each by field."""

    right: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)

    def precision(self, name: str) -> float:
        return self.right[name] / self.given[name] if self.given[name] else 1.0

    def recall(self, name: str) -> float:
        return self.right[name] / self.wanted[name] if self.wanted[name] else 1.0


def score(cases: Iterable[tuple[list[Coded], list[Coded]]]) -> Score:
    """Compare posts by hand with posts of the machine, title by title, in the order of the text."""
    total = Score()
    for hand, machine in cases:
        pairs = aligned(hand, machine)
        total.right["post"] += len(pairs)
        total.given["post"] += len(machine)
        total.wanted["post"] += len(hand)
        for name in CODES:
            total.right[name] += sum(a[name] == b[name] != "" for a, b in pairs)
            total.given[name] += sum(post[name] != "" for post in machine)
            total.wanted[name] += sum(post[name] != "" for post in hand)
        total.right[YES] += sum(a["commands_unit"] == b["commands_unit"] == "yes" for a, b in pairs)
        total.given[YES] += sum(post["commands_unit"] == "yes" for post in machine)
        total.wanted[YES] += sum(post["commands_unit"] == "yes" for post in hand)
    return total


def aligned(hand: list[Coded], machine: list[Coded]) -> list[tuple[Coded, Coded]]:
    """Pair posts in order so that most fields agree; a post left alone is wrong in all fields."""
    best: dict[tuple[int, int], tuple[int, list[tuple[Coded, Coded]]]] = {}
    for i in range(len(hand), -1, -1):
        for j in range(len(machine), -1, -1):
            if i == len(hand) or j == len(machine):
                best[i, j] = (0, [])
                continue
            agree = 1 + sum(hand[i][name] == machine[j][name] for name in CODES)
            after = best[i + 1, j + 1]
            both = (after[0] + agree, [(hand[i], machine[j]), *after[1]])
            best[i, j] = max((both, best[i + 1, j], best[i, j + 1]), key=lambda found: found[0])
    return best[0, 0][1]


def by_machine(title: str) -> list[Coded]:
    return [plain(post) for post in understand(title, lexicon()).posts]


def plain(post: Post) -> Coded:
    return {name: getattr(post, name) for name in CODES}


def scores(name: str) -> dict[str, Score]:
    """The score on a sample as drawn, each wording once, and (second) wordings new to it."""
    known = titles()
    coded = sample(name)
    once = {known[number]: number for number in sorted(coded, key=int, reverse=True)}
    sets = {"as drawn": list(coded), "each wording once": sorted(once.values(), key=int)}
    if name == "second":
        before = {known[number] for number in sample("first")}
        sets["wordings not in the first"] = [n for t, n in once.items() if t not in before]
    return {
        said: score((coded[n], by_machine(known[n])) for n in numbers)
        for said, numbers in sets.items()
    }


def differing(name: str) -> Iterable[str]:
    """A line for each title on which hand and machine differ."""
    known = titles()
    for number, hand in sample(name).items():
        machine = by_machine(known[number])
        if hand != machine:
            yield f"{number} {known[number]}\n    hand    {_brief(hand)}\n    machine {_brief(machine)}"


def _brief(posts: list[Coded]) -> str:
    return " + ".join("/".join(post.values()) for post in posts) or "-"


def main(arguments: list[str]) -> None:
    if sdn() is None:
        sys.exit("the OFAC list is not here; it is looked for in ../shared/lists")
    for name in ("first", "second"):
        for said, found in scores(name).items():
            print(f"{name} sample, {said}")
            for code in FIELDS:
                counts = f"{found.right[code]} of {found.given[code]} given, {found.wanted[code]} by hand"
                print(
                    f"  {code:<14} precision {found.precision(code):.3f}"
                    f"  recall {found.recall(code):.3f}  ({counts})"
                )
        if "--differing" in arguments:
            print(*differing(name), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
