"""What each phrase of a description spends of the anonymity set, and which phrases take no part."""

from collections import Counter
from collections.abc import Iterator, Sequence

from narrow.model.case import Case, Clue, Role
from narrow.model.exposure import Phrase, Size
from narrow.model.verdict import Verdict
from narrow.results import patterns as table
from narrow.results.pattern import Pattern, deciding, kept, required
from narrow.results.shares import bits_of, order_free


def phrases_of(
    case: Case, found: Sequence[Pattern], everyone: int
) -> tuple[tuple[Phrase, ...], int]:
    """Measure each required phrase, alone and by its share; tells how many orders were drawn.

    `everyone` is the size of the population.
    """
    clues = required(case)
    bit = {clue.id: 1 << at for at, clue in enumerate(clues)}
    failed: Counter[int] = Counter()
    for pattern in found:
        failed[sum(bit[c.id] for c in clues if _fails(c, pattern))] += pattern.persons

    def left_of(chosen: frozenset[str]) -> int:
        mask = sum(bit[name] for name in chosen)
        return sum(persons for fails, persons in failed.items() if not fails & mask)

    shares = order_free(left_of, [clue.id for clue in clues], everyone)
    phrases = tuple(
        Phrase(
            clue=clue.id,
            reading=clue.deciding,
            quote=clue.quote,
            counts=table.counts_under(case, found, {clue.id: clue.deciding}),
            bits=bits_of(left_of(frozenset({clue.id})), everyone),
            share=shares.bits[clue.id],
        )
        for clue in clues
    )
    return phrases, shares.sampled


def _fails(clue: Clue, pattern: Pattern) -> bool:
    return kept(clue, deciding(clue, pattern.verdicts)) is Verdict.NOT_MET


def with_supporting(case: Case, found: Sequence[Pattern]) -> Size | None:
    """Give the set that is left when the supporting phrases are taken for true as well."""
    names = {clue.id: clue.deciding for clue in case.clues}
    if len(names) == len(required(case)):
        return None
    counts = table.counts_under(case, found, names)
    return Size(counts.low, counts.high)


def uncounted(case: Case) -> Iterator[str]:
    """Name the phrases that take no part: they narrow too, for whoever reads the text."""
    for clue in case.clues:
        if clue.role is Role.SUPPORTING:
            yield f"“{clue.quote}” ({clue.id}, supporting)"
    for unused in case.not_used:
        yield f"“{unused.quote}” (no clue renders it)"
