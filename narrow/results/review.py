"""Advice that only the register can give: clues and conditions that decide nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from narrow.engines import Engine
from narrow.model.case import Case, Clue
from narrow.model.register import Content
from narrow.model.rule import Reading
from narrow.results import patterns as table
from narrow.results.pattern import Pattern, deciding
from narrow.results.run import gather
from narrow.results.variants import variants


@dataclass(frozen=True, slots=True)
class Advice:
    """A lint code, the clue it is about, and what was seen in the register."""

    code: str
    clue: str
    message: str


def review(case: Case, content: Content, engine: Engine) -> Iterator[Advice]:
    """Hold every clue of a case against the register; the engine holds the content."""
    lacking = {clue.id: _lacking(clue, content) for clue in case.clues}
    widened = replace(case, clues=tuple(_widened(c, lacking[c.id]) for c in case.clues))
    session = gather(widened, content, engine)
    found = table.read(session.plan, session.fetch("patterns"))
    if not found:
        return
    for clue in case.clues:
        yield from _all_or_none(clue, found)
        yield from _not_nested(clue, found)
        yield from _idle(clue, lacking[clue.id], found)


def _lacking(clue: Clue, content: Content) -> dict[str, tuple[str, str, Reading]]:
    made: dict[str, tuple[str, str, Reading]] = {}
    for reading in clue.readings:
        for at, variant in enumerate(variants(reading.body, content.register)):
            name = f"{reading.name} without {at}"
            made[name] = (reading.name, variant.left_out, Reading(name, "", variant.body))
    return made


def _widened(clue: Clue, lacking: dict[str, tuple[str, str, Reading]]) -> Clue:
    return replace(clue, readings=(*clue.readings, *(r for _, _, r in lacking.values())))


def _all_or_none(clue: Clue, found: Sequence[Pattern]) -> Iterator[Advice]:
    counts = table.count((deciding(clue, p.verdicts), p.persons) for p in found)
    if counts.met == counts.total:
        yield Advice("N101", clue.id, f"everyone of the {counts.total} meets {clue.id!r}")
    if counts.not_met == counts.total:
        yield Advice("N102", clue.id, f"no one of the {counts.total} meets or may meet {clue.id!r}")


def _not_nested(clue: Clue, found: Sequence[Pattern]) -> Iterator[Advice]:
    for narrow, broad in zip(clue.readings, clue.readings[1:], strict=False):
        outside = sum(
            p.persons
            for p in found
            if p.verdicts[clue.id, narrow.name] > p.verdicts[clue.id, broad.name]
        )
        if outside:
            said = f"{outside} persons fit {narrow.name!r} better than the broader {broad.name!r}"
            yield Advice("N103", clue.id, f"{clue.id}: {said}")


def _idle(
    clue: Clue, lacking: dict[str, tuple[str, str, Reading]], found: Sequence[Pattern]
) -> Iterator[Advice]:
    for name, (reading, left_out, _) in lacking.items():
        changed = any(p.verdicts[clue.id, name] != p.verdicts[clue.id, reading] for p in found)
        if not changed:
            said = f"{clue.id}, {reading}: without {left_out!r} every verdict stays the same"
            yield Advice("N104", clue.id, said)
