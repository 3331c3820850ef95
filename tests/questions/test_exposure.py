"""What a draft exposes: sizes, bits, coarser wordings, the threshold, and who may be named."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations
from math import isclose, log2

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narrow import inquiry
from narrow.engines.duckdb import DuckDB
from narrow.errors import RequestError
from narrow.model.cases import Case, Clue, Role
from narrow.model.rules import AnyOf, Body
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.exposure import Change, Coarsening, Drafted, Exposure, Size, drafted, expose
from narrow.registers.loader import content_from_rows
from tests.oracle.evaluate import POPULATION, Verdicts, evaluate
from tests.oracle.strategies import Example, nested_bodies, single_bodies
from tests.questions.desk import CHIEF, SOLDIER, Desk, person, post

FORMER_CHIEF = (
    "{id: chief, quote: a former chief, source: s, some: posts,"
    " where: {sector: military, role: chief, tense: former}}"
)
MAJOR = "{id: major, quote: a major, source: s, person: {rank: {at_least: major}}}"
OLD = "{id: old, quote: old, source: s, person: {born: {on: '1950'}}}"


def town(desk: Desk) -> None:
    """Six soldiers: a former chief, one in post, two who were none, a civil chief, an unknown."""
    desk.people(
        person("former", rank="major", born="1950"),
        person("acting", rank="captain", born="1951"),
        person("plain", rank="major", born="1954"),
        person("green", rank="captain", born="1980"),
        person("civil", rank="", born="1950"),
        person("unknown", background="", born=""),
    )
    desk.posts(
        post("former", role="chief"),
        post("acting", role="chief", end=".."),
        post("plain", role="clerk"),
        post("green", role="clerk"),
        post("civil", role="chief", sector="civil"),
    )


def exposed(
    desk: Desk, *clues: str, at_least: int = 0, names: bool = False, **more: str
) -> Exposure:
    return inquiry.exposure(desk.case(*clues, **more), at_least=at_least, names=names)


def sizes(found: Exposure) -> dict[tuple[str, str, str], tuple[int, int]]:
    return {(c.clue, c.was, c.becomes): (c.size.low, c.size.high) for c in found.changes}


# --- sizes and bits ---------------------------------------------------------------------------


def test_the_set_holds_who_fits_for_certain_and_who_cannot_be_ruled_out(desk: Desk) -> None:
    town(desk)
    found = exposed(desk, FORMER_CHIEF)
    assert found.size == Size(1, 2)
    assert (found.counts.in_doubt, found.counts.no_record) == (0, 1)
    assert found.population == Size(6, 6)
    (phrase,) = found.phrases
    assert (phrase.clue, phrase.counts.low, phrase.counts.high) == ("chief", 1, 2)
    assert phrase.bits == found.bits == phrase.share == log2(6.5 / 2.5)


def test_every_phrase_is_measured_alone_and_the_shares_make_the_whole(desk: Desk) -> None:
    town(desk)
    found = exposed(desk, SOLDIER, CHIEF, OLD)
    alone = {p.clue: (p.counts.low, p.counts.high) for p in found.phrases}
    assert alone == {"soldier": (4, 5), "chief": (3, 6), "old": (2, 3)}
    assert found.size == Size(1, 2)
    assert isclose(sum(p.share for p in found.phrases), found.bits)
    assert found.sampled == 0
    assert found.with_supporting is None


def test_supporting_phrases_and_those_left_out_are_named_as_not_counted(desk: Desk) -> None:
    town(desk)
    supporting = SOLDIER.replace("source: s,", "source: s, role: supporting,")
    more = "not_used: [{quote: a scar, why: nothing speaks to it}]\n"
    found = exposed(desk, supporting, OLD, more=more)
    assert found.size == Size(2, 3)
    assert found.with_supporting == Size(1, 2)
    assert [p.clue for p in found.phrases] == ["old"]
    assert found.uncounted == (
        "“a soldier” (soldier, supporting)",
        "“a scar” (no clue renders it)",
    )


def test_a_strictly_required_phrase_lets_no_unknown_through(desk: Desk) -> None:
    town(desk)
    found = exposed(desk, OLD.replace("source: s,", "source: s, role: required-strictly,"))
    assert found.size == Size(2, 2)
    wider = {c.becomes: c.size for c in found.changes}
    assert wider["born is between 1949-01-01 and 1951-12-31"] == Size(3, 3)


def test_a_population_is_the_whole(desk: Desk) -> None:
    town(desk)
    among = "population: {says: chiefs, some: posts, where: {role: chief}}\n"
    found = exposed(desk, OLD, more=among)
    assert found.population == Size(3, 6)  # posts are complete for the military alone
    assert found.size == Size(2, 3)


def test_a_misspelt_code_is_remarked_upon(desk: Desk) -> None:
    town(desk)
    found = exposed(
        desk, "{id: c, quote: q, source: s, some: posts, where: {sector: military, role: chif}}"
    )
    said = "c: no row of posts has 'chif' as role; did you mean 'chief'?"
    assert [(one.code, one.clue, one.message) for one in found.advice] == [("N113", "c", said)]
    assert not exposed(desk, SOLDIER).advice


# --- coarser wordings -------------------------------------------------------------------------


def test_a_coarser_wording_says_what_is_left_then(desk: Desk) -> None:
    town(desk)
    found = sizes(exposed(desk, FORMER_CHIEF))
    assert found == {
        ("chief", "a former chief", ""): (6, 6),
        ("chief", "role is chief", ""): (3, 4),
        ("chief", "it is over on 2018-09-08", "it had begun by 2018-09-08"): (2, 3),
        ("chief", "it is over on 2018-09-08", ""): (2, 3),
        ("chief", "sector is military", ""): (2, 6),
    }


def test_what_grows_most_comes_first(desk: Desk) -> None:
    town(desk)
    found = exposed(desk, FORMER_CHIEF, MAJOR, OLD)
    grown = [(c.size.low, c.size.high) for c in found.changes]
    assert grown == sorted(grown, reverse=True)


def test_a_broader_reading_counts_those_whom_it_lets_in(desk: Desk) -> None:
    town(desk)
    readings = (
        "readings:\n  strict: {some: posts, where: {role: chief, sector: military, tense: former}}\n"
        "  middle: {some: posts, where: {role: chief, sector: military}}\n"
        "  broad: {some: posts, where: {role: chief}}\n"
    )
    desk.attribute(readings)
    found = exposed(desk, "{id: c, quote: q, source: s, rule: x, reading: strict}")
    ways = {c.becomes: c.size for c in found.changes if c.way is Coarsening.READING}
    assert found.size == Size(1, 2)
    assert ways == {"middle: fits it": Size(2, 3), "broad: fits it": Size(3, 6)}
    broad = exposed(desk, "{id: c, quote: q, source: s, rule: x}")
    assert not [c for c in broad.changes if c.way is Coarsening.READING]


# --- the threshold ----------------------------------------------------------------------------


def test_a_set_that_is_large_enough_needs_no_change(desk: Desk) -> None:
    town(desk)
    held = exposed(desk, SOLDIER, at_least=4).threshold
    assert held is not None
    assert held.holds
    assert (held.short, held.single, held.pair) == (0, None, None)
    assert exposed(desk, SOLDIER).threshold is None


def test_the_smallest_change_that_is_enough_is_told(desk: Desk) -> None:
    town(desk)
    held = exposed(desk, FORMER_CHIEF, at_least=2).threshold
    assert held is not None
    assert (held.holds, held.short) == (False, 1)
    assert held.single is not None
    assert held.single.size == Size(2, 3)
    assert held.pair is None  # there is one phrase only


def test_two_changes_are_told_where_neither_is_enough_alone(desk: Desk) -> None:
    town(desk)
    held = exposed(desk, FORMER_CHIEF, OLD, at_least=3).threshold
    assert held is not None
    assert held.single is None
    assert held.pair is not None
    assert {held.pair.first.clue, held.pair.second.clue} == {"chief", "old"}
    assert held.pair.size == Size(3, 4)


def test_where_nothing_is_enough_that_is_told_too(desk: Desk) -> None:
    town(desk)
    held = exposed(desk, FORMER_CHIEF, OLD, at_least=99).threshold
    assert held is not None
    assert (held.short, held.single, held.pair) == (98, None, None)


# --- names ------------------------------------------------------------------------------------


def test_names_are_given_only_where_asked_for(desk: Desk) -> None:
    town(desk)
    assert exposed(desk, FORMER_CHIEF).people is None
    named = exposed(desk, FORMER_CHIEF, names=True).people
    assert named is not None
    assert {one.person.id: one.status for one in named} == {
        "former": Verdict.MET,
        "unknown": Verdict.NO_RECORD,
    }


def test_whom_the_case_takes_off_by_hand_is_marked(desk: Desk) -> None:
    town(desk)
    more = "exclude: [{person: former, reason: has died, source: s}]\n"
    named = exposed(desk, FORMER_CHIEF, names=True, more=more).people
    assert named is not None
    assert {one.person.id for one in named if one.by_hand} == {"former"}


def test_an_unnamed_source_is_named_only_for_a_stated_purpose(desk: Desk) -> None:
    town(desk)
    unnamed = "subject: {kind: unnamed-source}\n"
    assert exposed(desk, FORMER_CHIEF, subject=unnamed).size == Size(1, 2)
    with pytest.raises(RequestError, match="only where the case says what for; add purpose:"):
        exposed(desk, FORMER_CHIEF, subject=unnamed, names=True)
    stated = "subject: {kind: unnamed-source, purpose: protect our source}\n"
    assert exposed(desk, FORMER_CHIEF, subject=stated, names=True).people


# --- on any register --------------------------------------------------------------------------


def _looking(examples: int) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.large_base_example,
        ],
    )


def narrowed(example: Example, role: Role) -> Case:
    """The case with the narrowest reading deciding, so that there are broader ones."""
    clues = [replace(c, deciding=c.readings[0].name, role=role) for c in example.case.clues]
    return replace(example.case, clues=tuple(clues))


def carried_out(example: Example, draft: Drafted, wanted: int) -> Exposure:
    content = content_from_rows(example.register, example.rows)
    with DuckDB() as engine:
        engine.load(content)
        return expose(draft, Evaluation(draft.case, content, engine), wanted=wanted)


def reckoned(example: Example, draft: Drafted, chosen: Iterable[Change]) -> Size:
    """The size of the set after some changes, spelt out person by person."""
    looser = {
        change.clue: next(
            f.body
            for f in draft.forms[change.clue]
            if (f.way, f.was, f.becomes) == (change.way, change.was, change.becomes)
        )
        for change in chosen
    }
    clues = [
        replace(clue, readings=(replace(clue.readings[0], body=_either(clue, looser)),))
        for clue in draft.own.clues
        if clue.id not in looser or looser[clue.id] is not None
    ]
    asked = replace(draft.own, clues=tuple(clues))
    found = [
        status(asked, verdicts)
        for verdicts in evaluate(asked, example.register, example.rows).values()
    ]
    return Size(found.count(Verdict.MET), sum(v is not Verdict.NOT_MET for v in found))


def _either(clue: Clue, looser: Mapping[str, Body | None]) -> Body:
    own = clue.readings[0].body
    other = looser.get(clue.id)
    return AnyOf((own, other)) if other is not None else own


def status(case: Case, verdicts: Verdicts) -> Verdict:
    given = [verdicts[POPULATION]]
    for clue in case.clues:
        verdict = verdicts[clue.id, clue.deciding]
        strict = clue.role is Role.STRICTLY and verdict is not Verdict.MET
        given.append(Verdict.NOT_MET if strict else verdict)
    return min(given)


def distinct(found: Exposure) -> list[Change]:
    """The changes that their words tell apart."""
    keys = [(c.clue, c.way, c.was, c.becomes) for c in found.changes]
    return [c for c, key in zip(found.changes, keys, strict=True) if keys.count(key) == 1]


@_looking(25)
@given(
    st.sampled_from((nested_bodies, single_bodies)).flatmap(lambda strategy: strategy),
    st.sampled_from((Role.REQUIRED, Role.STRICTLY)),
    st.integers(1, 4),
)
def test_no_coarser_wording_makes_a_set_smaller_and_each_size_is_right(
    example: Example, role: Role, wanted: int
) -> None:
    draft = drafted(narrowed(example, role), example.register)
    found = carried_out(example, draft, wanted)
    assert found.size == reckoned(example, draft, ())
    for change in found.changes:
        assert change.size.low >= found.size.low
        assert change.size.high >= found.size.high
    for change in distinct(found):
        assert change.size == reckoned(example, draft, [change]), change
    assert isclose(sum(p.share for p in found.phrases), found.bits, abs_tol=1e-9)
    check_threshold(example, draft, found, wanted)


def check_threshold(example: Example, draft: Drafted, found: Exposure, wanted: int) -> None:
    held = found.threshold
    assert held is not None
    assert held.short == max(0, wanted - found.size.low)
    if held.holds:
        return
    enough = [c.size.low for c in found.changes if c.size.low >= wanted]
    assert (held.single.size.low if held.single else None) == min(enough, default=None)
    telling = distinct(found)
    short = [c for c in telling if c.size.low < wanted]
    pairs = [
        reckoned(example, draft, pair).low
        for pair in combinations(short[:8], 2)
        if pair[0].clue != pair[1].clue
    ]
    least = min((low for low in pairs if low >= wanted), default=None)
    if least is not None:
        assert held.pair is not None
        assert held.pair.size.low <= least
    if held.pair and held.pair.first in telling and held.pair.second in telling:
        assert held.pair.size.low >= wanted
        assert held.pair.size == reckoned(example, draft, [held.pair.first, held.pair.second])
