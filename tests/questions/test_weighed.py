"""A case is weighed whole: waterfalls add up, chances leave room, and nothing is weighed that may not be."""

from dataclasses import replace
from math import isclose, log2

import pytest

import narrow
from narrow import inquiry
from narrow.engines.duckdb import DuckDB
from narrow.model.evidence import Answer
from narrow.questions.evaluation.chances import weigh_on
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.evaluation.weights import scale
from narrow.questions.why import Why
from tests.conftest import Told
from tests.questions.desk import CHIEF, LISTED, SOLDIER, Desk, listing, of, person, post

MEMO, LOST = "meridian-harbour-memo", "meridian-lost-admiral"
WEIGHED = "sources: {s: {title: The text, grade: B2}}\noutside: 0.25\n"
WOMAN = "{id: woman, quote: she, source: s, role: supporting, person: {gender: female}}"


@pytest.fixture(scope="module")
def memo() -> Answer:
    return inquiry.run(MEMO)


@pytest.fixture(scope="module", params=["mr-0014", "mr-0313", "mr-0397", "mr-0365"])
def asked(request: pytest.FixtureRequest) -> Why:
    return narrow.why(MEMO, request.param)


def test_the_bars_add_up_to_the_last_line(asked: Why) -> None:
    assert asked.place is not None
    bars = asked.place.bars
    assert isclose(sum(bar.bits for bar in bars), bars[-1].running, abs_tol=1e-12)
    assert isclose(2.0 ** bars[-1].running, asked.place.weight.chance or 0, rel_tol=1e-9)
    clues = [bar.bits for bar in bars if bar.kind == "clue"]
    assert isclose(sum(clues), asked.place.weight.bits, abs_tol=1e-12)


def test_a_waterfall_says_what_the_list_says(memo: Answer, asked: Why) -> None:
    mine = of(memo, asked.person.id)
    assert asked.place is not None
    assert mine.weight is not None
    assert asked.place.rank == mine.rank
    assert asked.place.weight.bits == mine.weight.bits
    assert asked.place.weight.chance == mine.weight.chance


def test_chances_with_the_row_beside_the_register_add_to_one(memo: Answer) -> None:
    assert memo.weighing is not None
    chances = [f.weight.chance for f in memo.findings if f.weight and f.weight.chance is not None]
    assert (
        len(chances) == len(memo.findings) == memo.counts.high
    )  # whoever was taken off is counted apart
    assert isclose(sum(chances) + (memo.weighing.outside or 0), 1.0, rel_tol=1e-9)


def test_people_left_are_two_to_the_entropy(memo: Answer) -> None:
    assert memo.weighing is not None
    inside = 1 - (memo.weighing.outside or 0)
    shares = [(f.weight.chance or 0) / inside for f in memo.findings if f.weight]
    assert isclose(memo.weighing.left, 2.0 ** -sum(p * log2(p) for p in shares if p), rel_tol=1e-9)


def test_nobody_taken_off_has_a_chance(memo: Answer) -> None:
    assert [r.person.id for r in memo.ruled_out if r.would_rank] == ["mr-0114"]
    assert "mr-0114" not in [f.person.id for f in memo.findings]


def test_what_is_not_known_weighs_nothing_and_a_coarse_date_its_share(memo: Answer) -> None:
    for finding in memo.findings:
        assert finding.weight is not None
        for clue in finding.clues.values():
            mine = finding.weight.clues[clue.clue]
            if clue.verdict.key == "no_record":
                assert mine.bits == 0.0
            assert mine.low <= mine.bits <= mine.high


def test_two_clues_of_one_voice_count_once(memo: Answer) -> None:
    assert memo.weighing is not None
    (told,) = [m for m in memo.weighing.measures if m.told_with]
    assert (told.clue, told.told_with) == ("graft-on-air", "graft")
    assert {f.weight.clues["graft-on-air"].bits for f in memo.findings if f.weight} == {0.0}


def test_a_false_clue_does_not_lose_the_person_meant(memo: Answer) -> None:
    """The inventor had mr-0014 in mind; "in his sixties" is false of him."""
    meant = of(memo, "mr-0014")
    assert meant.clues["sixties"].verdict.key == "not_met"
    assert meant.weight is not None
    assert meant.weight.contradictions == 1
    assert memo.weighing is not None
    tenth = sorted((f.weight.bits for f in memo.findings if f.weight), reverse=True)[9]
    assert meant.weight.high >= tenth


def test_a_person_who_is_not_here_is_noticed() -> None:
    found = inquiry.run(LOST).weighing
    assert found is not None
    assert found.fit.fails
    assert found.fit.least > found.fit.allowed


def test_a_memo_whose_person_is_here_is_not_doubted(memo: Answer) -> None:
    assert memo.weighing is not None
    assert not memo.weighing.fit.fails


@pytest.mark.parametrize("kind", ["published-list", "unnamed-source"])
def test_nobody_is_weighed_where_that_is_not_allowed(desk: Desk, kind: str) -> None:
    desk.people("ana", person("bea", gender="female"))
    desk.posts(post("ana"), post("bea"))
    answer = desk.run(SOLDIER, WOMAN, more=WEIGHED, subject=f"subject: {{kind: {kind}}}\n")
    assert answer.weighing is None
    assert [f.weight for f in answer.findings] == [None, None]


def test_no_chance_without_the_row_beside_the_register(desk: Desk) -> None:
    desk.people("ana", person("bea", gender="female"))
    desk.posts(post("ana"), post("bea"))
    answer = desk.run(SOLDIER, WOMAN, more=WEIGHED.replace("outside: 0.25\n", ""))
    assert answer.weighing is not None
    assert "outside" in answer.weighing.no_chance
    assert {f.weight.chance for f in answer.findings if f.weight} == {None}


def test_no_chance_where_several_may_be_meant(desk: Desk) -> None:
    desk.people("ana", "bea")
    desk.posts(post("ana"), post("bea"))
    answer = desk.run(SOLDIER, more=WEIGHED + "describes: several\n")
    assert answer.weighing is not None
    assert "several" in answer.weighing.no_chance
    assert {f.weight.chance for f in answer.findings if f.weight} == {None}


def test_without_any_worth_the_list_is_ordered_by_documentation(desk: Desk) -> None:
    desk.people("ana")
    desk.posts(post("ana"))
    assert desk.run(SOLDIER).weighing is None


def test_weights_order_the_list(desk: Desk) -> None:
    desk.people("ana", person("bea", gender="female"), person("cleo", gender="male"))
    desk.posts(post("ana"), post("bea"), post("cleo"))
    answer = desk.run(SOLDIER, WOMAN, more=WEIGHED)
    assert [f.person.id for f in answer.findings] == ["bea", "ana", "cleo"]
    assert [f.weight.contradictions for f in answer.findings if f.weight] == [0, 0, 1]


def test_a_coarse_date_weighs_by_its_days(desk: Desk) -> None:
    """2018-07/2018-10: 69 of 123 days lie before 8 September; half of 2018 does not."""
    over = (
        "{id: over, quote: over, source: s, role: supporting, some: posts, "
        "where: {sector: military, tense: former}}"
    )
    desk.people("ana", "bea", "cleo", "dora", "eve")
    desk.posts(
        post("ana", end="2018-07/2018-10"),
        post("bea", end=""),
        post("cleo", end="2005"),
        post("dora", end="2018-07-01/2018-09-07"),
        post("eve", end=".."),
    )
    answer = desk.run(CHIEF.replace("{id", "{role: supporting, id"), over, more=WEIGHED)
    weights = {f.person.id: f.weight.clues["over"].bits for f in answer.findings if f.weight}
    rare = (
        next(m for m in answer.weighing.measures if m.clue == "over") if answer.weighing else None
    )
    assert rare is not None
    assert rare.share is not None
    share = 69 / 123
    assert weights["bea"] == 0.0
    assert isclose(weights["ana"], log2(0.9 * share / rare.share + 0.1))
    assert isclose(weights["cleo"], log2(0.9 / rare.share + 0.1))
    assert weights["dora"] == weights["cleo"]


def test_a_clue_that_nobody_is_known_not_to_meet_has_no_bits(desk: Desk, told: Told) -> None:
    """2 of 5 were listed by the UN, of whom the record is complete for nobody."""
    by_un = (
        "{id: un, quote: by the UN, source: s, role: supporting, some: listings, "
        "where: {authority: UN}}"
    )
    desk.people("ana", "bea", person("cleo", gender="male"), "dora", "eve")
    desk.posts(*(post(who) for who in ("ana", "bea", "cleo")))
    desk.listings(listing("ana", authority="UN"), listing("dora", authority="UN"))
    answer = desk.run(SOLDIER, by_un, WOMAN, more=WEIGHED)
    assert answer.weighing is not None
    measure = next(m for m in answer.weighing.measures if m.clue == "un")
    assert (measure.met, measure.known, measure.unknown) == (2, 2, 3)
    assert (measure.share, measure.right) == (None, None)
    assert measure.said == "nobody is known not to meet it"
    for finding in answer.findings:
        assert finding.weight is not None
        weight = finding.weight.clues["un"]
        assert (weight.bits, weight.low, weight.high) == (0.0, 0.0, 0.0)
    assert "un weighs nothing: nobody is known not to meet it" in answer.weighing.warnings
    name = desk.case(SOLDIER, by_un, WOMAN, more=WEIGHED)
    out = told("run", name).out
    assert "2 of 5 (3 not known)" in out
    assert "2 of 2 known" not in out
    why = " ".join(told("why", name, "ana").out.split())
    assert "un: met, stated (nobody is known not to" in why
    asking = inquiry.open(name).next()
    assert {c.likely for c in asking.cells if c.clue == "un"} == {None}
    assert {round(c.worth, 9) for c in asking.cells if c.clue == "un"} == {0.0}


def test_those_beyond_the_named_count_in_the_sum() -> None:
    """Without shares of days, a pattern weighs what its persons weigh one by one."""
    opened = inquiry.open(MEMO)
    case = replace(opened.case, exclude=())
    with DuckDB() as engine:
        engine.load(opened.content)
        whole = Evaluation(case, opened.content, engine).listed
    bare = {judged.finding.person.id: dict[tuple[str, str], float]() for judged in whole.judged}
    found = []
    for named in (len(whole.judged), 7, 0):
        few = replace(whole, judged=whole.judged[:named])
        found.append(weigh_on(scale(case, whole.patterns), few, bare))
    for some in found[1:]:
        assert isclose(found[0].crowd.sum_bits, some.crowd.sum_bits, rel_tol=1e-9)
        assert isclose(found[0].crowd.entropy, some.crowd.entropy, rel_tol=1e-9)
        assert found[0].weighing.reach == some.weighing.reach


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("bits: 2", "bits needs a reason"),
        ("odds: {if_yes: 8, if_no: 0.3}", "odds needs a reason"),
        ("right: 0.8", "right needs a reason"),
        ("bits: 2, right: 0.8, why: a reason", "stand together"),
        ("why: a reason", "why goes with"),
    ],
)
def test_a_stated_weight_needs_a_reason(desk: Desk, stated: str, said: str) -> None:
    with pytest.raises(narrow.RuleError, match=said):
        desk.run(SOLDIER[:-1] + f", {stated}}}", LISTED)


def test_a_stated_weight_is_taken_as_it_is(desk: Desk) -> None:
    desk.people("ana", person("bea", gender="female"), person("cleo", gender="male"))
    desk.posts(post("ana"), post("bea"), post("cleo"))
    stated = WOMAN[:-1] + ", odds: {if_yes: 8, if_no: 0.25}, why: so it was counted}"
    answer = desk.run(SOLDIER, stated, more=WEIGHED)
    found = {f.person.id: f.weight.clues["woman"].bits for f in answer.findings if f.weight}
    assert found == {"bea": 3.0, "ana": 0.0, "cleo": -2.0}
    assert answer.weighing is not None
    assert "stated by the case" in " ".join(answer.weighing.warnings)
