"""A near miss meets every required clue but one, whatever stands in its way."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

import narrow
from narrow import inquiry
from narrow.compile import reads
from narrow.compile.plan import plan
from narrow.engines.duckdb import DuckDB
from narrow.inquiry import Inquiry
from narrow.model.cases import POPULATION, Case, Role
from narrow.model.evidence import Counts
from narrow.model.verdicts import Verdict
from narrow.questions import run as answers
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.evaluation.reader import verdicts
from narrow.questions.misses import Misses, NearMiss, misses
from tests.questions.desk import CHIEF, LISTED, SOLDIER, Desk, listing, person, post

CASES = (
    "wola-2018-former-commanders",
    "wola-2018-active-when-listed",
    "meridian-harbour-memo",
    "meridian-garrison-source",
    "meridian-lost-admiral",
)
UNKNOWN = {"background": "unknown"}
NEARLY = ("no-chief", "no-soldier", "perhaps")

STATEMENT = {
    "duckdb": 'SELECT "person_no", "status", "population", "soldier.stated", "chief.stated", '
    '"listed.stated" FROM "masks" NATURAL JOIN "verdicts" WHERE "population" = 2 AND '
    '(CASE WHEN "soldier.stated" = 2 THEN 0 ELSE 1 END + '
    'CASE WHEN "chief.stated" = 2 THEN 0 ELSE 1 END) = 1 '
    'ORDER BY "status" DESC, "person_no" LIMIT 5',
    "spark": "SELECT `person_no`, `status`, `population`, `soldier.stated`, `chief.stated`, "
    "`listed.stated` FROM `masks` NATURAL JOIN `verdicts` WHERE `population` = 2 AND "
    "(CASE WHEN `soldier.stated` = 2 THEN 0 ELSE 1 END + "
    "CASE WHEN `chief.stated` = 2 THEN 0 ELSE 1 END) = 1 "
    "ORDER BY `status` DESC, `person_no` NULLS LAST LIMIT 5",
}


def told_of(found: Misses) -> dict[str, dict[str, str]]:
    """Give who misses which clue, and how it stands."""
    return {g.clue: {m.person.id: m.verdict.key for m in g.people} for g in found.groups}


def one(found: Misses, who: str) -> NearMiss:
    (miss,) = [m for g in found.groups for m in g.people if m.person.id == who]
    return miss


def role(clue: str, name: str) -> str:
    return f"{clue[:-1]}, role: {name}}}"


@pytest.fixture
def near(desk: Desk) -> Desk:
    everybody = ("fits", "no-chief", "no-soldier", "neither", "perhaps")
    desk.people(*everybody[:-1], person("perhaps", **UNKNOWN))
    desk.posts(
        post("fits", role="chief"),
        post("no-chief"),
        post("no-soldier", sector="civil", role="chief"),
        post("neither", sector="civil"),
        post("perhaps", sector="civil", role="chief"),
    )
    desk.listings(*map(listing, everybody))
    return desk


def test_each_is_told_by_the_clue_that_stopped_them(near: Desk) -> None:
    assert told_of(narrow.misses(near.case(SOLDIER, CHIEF, LISTED))) == {
        "soldier": {"perhaps": "no_record", "no-soldier": "not_met"},
        "chief": {"no-chief": "in_doubt"},
        "listed": {},
    }


def test_in_doubt_comes_before_no_record_before_no(desk: Desk) -> None:
    desk.people("a-no", person("b-silent", **UNKNOWN), "c-doubt")
    desk.posts(post("c-doubt", sector=""))
    found = narrow.misses(desk.case(SOLDIER))
    assert list(told_of(found)["soldier"].values()) == ["in_doubt", "no_record", "not_met"]


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("no-soldier", "a further row in posts: sector is military"),
        ("perhaps", "a row in posts: sector is military"),
    ],
)
def test_the_fact_that_would_let_them_in_is_said(near: Desk, who: str, said: str) -> None:
    assert one(narrow.misses(near.case(SOLDIER, CHIEF)), who).would_change == said


def test_of_somebody_in_doubt_the_doubt_is_the_fact(desk: Desk) -> None:
    desk.people("ana")
    desk.posts(post("ana", sector=""))
    found = one(narrow.misses(desk.case(SOLDIER)), "ana")
    assert found.would_change == "whether sector is military: Post; 2001 to 2005"
    assert (
        found.because
        == "Post; 2001 to 2005: sector not recorded; not known whether sector is military"
    )


def test_the_fact_that_would_let_them_in_is_of_the_broadest_reading_that_counts(
    desk: Desk,
) -> None:
    desk.people(person("ana", **UNKNOWN))
    body = "readings:\n" + "".join(
        f"  {name}:\n    says: it\n    some: posts\n    where: {{sector: military{more}}}\n"
        for name, more in (("strict", ", tense: former"), ("broad", ""))
    )
    desk.attribute(body)
    said = {}
    for reading in ("strict", "broad"):
        clue = f"{{id: c, quote: q, source: s, rule: x, reading: {reading}}}"
        said[reading] = one(narrow.misses(desk.case(clue)), "ana").would_change
    assert said["broad"] == "a row in posts: sector is military"
    assert said["strict"] == f"{said['broad']} and it is over on 2018-09-08"


def test_a_doubt_is_told_of_the_broadest_reading_that_counts(desk: Desk) -> None:
    desk.people("ana")
    desk.posts(post("ana", sector="", end=""))
    body = "readings:\n" + "".join(
        f"  {name}:\n    says: it\n    some: posts\n    where: {{sector: military{more}}}\n"
        for name, more in (("strict", ", tense: former"), ("broad", ""))
    )
    desk.attribute(body)
    case = desk.case("{id: c, quote: q, source: s, rule: x, reading: broad}")
    missed, (cell,) = one(narrow.misses(case), "ana"), narrow.next(case).cells
    for said in (missed.because, missed.would_change, cell.ask):
        assert "whether sector is military" in said
        assert "it is over" not in said


def test_no_fact_is_named_where_it_is_not_sure_which_part_is_lacking(desk: Desk) -> None:
    desk.people("ana")
    desk.posts(post("ana"))
    both = "all: [{some: posts, where: {sector: military}}, {some: listings, where: {authority: OFAC}}]"
    found = one(narrow.misses(desk.case(f"{{id: both, quote: q, source: s, {both}}}")), "ana")
    assert (found.verdict, found.would_change) == (Verdict.NOT_MET, "")


# --- who is no near miss ----------------------------------------------------------------------


def test_who_was_taken_off_by_hand_is_neither_named_nor_counted(near: Desk) -> None:
    exclude = "exclude: [{person: perhaps, reason: not the one, source: s}]\n"
    found = narrow.misses(near.case(SOLDIER, CHIEF, more=exclude))
    assert told_of(found)["soldier"] == {"no-soldier": "not_met"}
    assert found.groups[0].counts == Counts(not_met=1)


def test_who_was_taken_off_is_not_counted_beyond_those_named_either(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reads, "MOST_NEAR", 2)
    desk.people("ana", "bea", "cis", "dea", "eva")
    exclude = "exclude: [{person: eva, reason: not the one, source: s}]\n"
    group = narrow.misses(desk.case(SOLDIER, more=exclude)).groups[0]
    assert [m.person.id for m in group.people] == ["ana", "bea"]
    assert group.counts == Counts(not_met=4)


def test_whom_one_case_takes_off_the_next_one_keeps(desk: Desk) -> None:
    desk.people("ana", person("bea", **UNKNOWN))
    exclude = "exclude: [{{person: {}, reason: not the one, source: s}}]\n"
    left = {"ana": Counts(no_record=1), "bea": Counts(not_met=1)}
    for who in ("ana", "bea", "ana"):
        found = narrow.misses(desk.case(SOLDIER, more=exclude.format(who))).groups[0]
        assert found.counts == left[who]


@pytest.mark.parametrize("hostile", ["O'Higgins", "x' OR '1'='1", '"; DROP TABLE posts; --'])
def test_an_id_that_is_taken_off_is_bound_and_not_written(desk: Desk, hostile: str) -> None:
    desk.people("ana", hostile)
    quoted = "'" + hostile.replace("'", "''") + "'"
    exclude = f"exclude: [{{person: {quoted}, reason: not the one, source: s}}]\n"
    case = desk.case(SOLDIER, more=exclude)
    assert narrow.misses(case).groups[0].counts == Counts(not_met=1)
    opened = inquiry.open(case)
    made = reads.taken_off(plan(opened.case, opened.content.register))
    assert hostile not in made.text()
    assert made.values == {"off": hostile}


def test_a_clue_required_strictly_is_missed_by_whoever_is_not_known(desk: Desk) -> None:
    desk.people(person("ana", **UNKNOWN))
    found = narrow.misses(desk.case(role(SOLDIER, "required-strictly")))
    assert told_of(found) == {"soldier": {"ana": "no_record"}}


def test_a_clue_that_only_supports_keeps_nobody_off(near: Desk) -> None:
    found = narrow.misses(near.case(SOLDIER, role(CHIEF, "supporting")))
    assert told_of(found) == {
        "soldier": {"perhaps": "no_record", "neither": "not_met", "no-soldier": "not_met"}
    }
    assert narrow.misses(near.case(role(SOLDIER, "supporting"))).groups == ()


def test_who_may_not_belong_to_the_population_misses_more_than_one_clue(desk: Desk) -> None:
    desk.people("ana", person("bea", **UNKNOWN))
    desk.posts(post("ana"))
    soldiers = "population: {says: soldiers, some: posts, where: {sector: military}}\n"
    assert told_of(narrow.misses(desk.case(CHIEF, more=soldiers))) == {"chief": {"ana": "in_doubt"}}


# --- held against another way of counting -----------------------------------------------------


def missed(case: Case, given: Mapping[tuple[str, str], Verdict]) -> dict[str, str]:
    """Say by hand which clues somebody of the population lacks, and how each stands."""
    lacking = {}
    for clue in case.clues:
        best = max(given[clue.id, reading.name] for reading in clue.counting)
        if clue.role is not Role.SUPPORTING and best is not Verdict.MET:
            lacking[clue.id] = best.key
    return lacking if given[POPULATION, ""] is Verdict.MET else {}


@pytest.fixture(scope="module", params=CASES)
def opened(request: pytest.FixtureRequest) -> Inquiry:
    return inquiry.open(request.param, names=request.param == "meridian-garrison-source")


def test_names_are_all_who_lack_one_clue_and_nobody_else(opened: Inquiry) -> None:
    case = opened.case
    off = {excluded.person for excluded in case.exclude}
    wanted: dict[str, dict[str, str]] = {}
    with DuckDB() as engine:
        for who, given in verdicts(case, opened.content, engine).items():
            lacking = missed(case, given)
            if len(lacking) == 1 and who not in off:
                ((clue, key),) = lacking.items()
                wanted.setdefault(clue, {})[who] = key
    found = opened.misses()
    assert {clue: people for clue, people in told_of(found).items() if people} == wanted


def test_counts_are_those_of_the_names(opened: Inquiry) -> None:
    for group in narrow.misses(opened.case.id).groups:
        keys = [miss.verdict.key for miss in group.people]
        assert group.counts == Counts(**{key: keys.count(key) for key in set(keys)})


def test_a_clue_s_near_misses_are_those_who_fit_without_it(opened: Inquiry) -> None:
    """Counted by runs of the case in which the clue only supports."""
    case = replace(opened.case, exclude=())
    with DuckDB() as engine:
        engine.load(opened.content)
        found = misses(Evaluation(case, opened.content, engine))
        fit = answers.run(Evaluation(case, opened.content, engine)).counts.met
        for group in found.groups:
            clues = [
                replace(c, role=Role.SUPPORTING) if c.id == group.clue else c for c in case.clues
            ]
            without = replace(case, clues=tuple(clues))
            then = answers.run(Evaluation(without, opened.content, engine)).counts.met
            assert group.counts.total == then - fit


@pytest.mark.parametrize("dialect", STATEMENT)
def test_the_statement_says_the_same_in_both_dialects(near: Desk, dialect: str) -> None:
    case = inquiry.open(near.case(SOLDIER, CHIEF, role(LISTED, "supporting")))
    made = plan(case.case, case.content.register)
    assert reads.near_misses(made, 5).text(dialect, pretty=False) == STATEMENT[dialect]
