"""Two persons who meet may be one: what speaks for it and against is said, and nothing done."""

from collections.abc import Sequence

from narrow.engines import Engine
from narrow.model.register import Content
from narrow.model.twins import Suspected, Twins
from narrow.results.meeting import NEAR, Known, alike, by_day, by_name, by_paper, people, shared
from narrow.results.spelling import spelling


def twins(content: Content, engine: Engine) -> Suspected:
    """Find pairs of persons who may be one, on an engine that holds the content.

    People with a name in common and different birthdays are two people, unless they share a number.
    """
    register, spelt = content.register, spelling()
    known = {one.person.number: one for one in people(register, engine, spelt)}
    passed: dict[str, int] = {}
    papers = by_paper(register, engine, passed)
    meet = {*papers, *by_name(known, passed), *by_day(known, spelt, passed)}
    pairs = (
        twin(known[a], known[b], alike(known[a], known[b], spelt), papers.get((a, b), ()))
        for a, b in sorted(meet)
        if (a, b) in papers or not _apart(known[a], known[b])
    )
    return Suspected(
        register.id,
        register.title,
        content.sha256,
        content.persons,
        tuple(sorted(pairs, key=_rank)),
        len(meet),
        passed,
        spelt is not None,
    )


def twin(one: Known, other: Known, near: float, papers: Sequence[str] = ()) -> Twins:
    """Say what speaks for two persons being one, and what against."""
    told = [(True, f"both have {paper}") for paper in papers]
    told += [_named(one, other, near), *_born(one, other), *_nations(one, other)]
    if one.gender and other.gender and one.gender != other.gender:
        told.append((False, f"{one.gender} and {other.gender}"))
    return Twins(
        one.person,
        other.person,
        tuple(said for speaks_for, said in told if speaks_for),
        tuple(said for speaks_for, said in told if not speaks_for),
        bool(papers),
        near,
    )


def _named(one: Known, other: Known, near: float) -> tuple[bool, str]:
    if name := shared(one, other):
        return True, f"both are called “{name}”"
    return (True, f"names spelt {near:.0f} % alike") if near >= NEAR else (False, "other names")


def _born(one: Known, other: Known) -> list[tuple[bool, str]]:
    if one.born is None or other.born is None:
        return []
    if _apart(one, other):
        return [(False, "born on different days")]
    same = one.day is not None and one.day == other.day
    return [(True, f"both born on {one.day}" if same else "their days of birth may be one")]


def _apart(one: Known, other: Known) -> bool:
    if one.born is None or other.born is None:
        return False
    return one.born.last < other.born.first or other.born.last < one.born.first


def _nations(one: Known, other: Known) -> list[tuple[bool, str]]:
    if not one.nations or not other.nations:
        return []
    both = ", ".join(sorted(one.nations & other.nations))
    return [(True, f"nationality of both: {both}") if both else (False, "other nationalities")]


def _rank(pair: Twins) -> tuple[bool, int, float, str, str]:
    balance = len(pair.against) - len(pair.speaks_for)
    return (not pair.paper, balance, -pair.alike, pair.first.id, pair.second.id)
