"""Values are bound and never written, names are one per value, and the text is always the same."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlglot
from sqlglot import exp

from narrow.compile import reads
from narrow.compile.evidence import evidence as evidence_sql
from narrow.compile.plan import Plan, plan
from narrow.compile.statements import Query
from narrow.compile.verdicts import masks as masks_sql
from narrow.compile.verdicts import verdicts as verdicts_sql
from narrow.engines.base import Engine
from narrow.errors import RuleError
from narrow.model.cases import Case, Role
from narrow.model.registers import Register, Slice
from narrow.model.rules import AllOf, Begun, Body, Coded, Held, Not, Scan, Some, Tense
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.reader import gather, verdicts
from tests.compile.test_golden import KINDS, SHIPPED, built_of, planned
from tests.records import (
    AS_OF,
    COMPLETE,
    POSTS,
    REGISTER,
    Record,
    case_of,
    changed,
    code,
    content_of,
    on_record,
    row,
    verdict_of,
    with_columns,
)

MET, DOUBT, NONE, NOT = Verdict.MET, Verdict.IN_DOUBT, Verdict.NO_RECORD, Verdict.NOT_MET
CONSTANTS = {"", ";", " ", r"\Q", r"\E"}

HOSTILE = {
    "a quote": "O'Higgins",
    "two quotes": "''",
    "an end of the statement": "'; DROP TABLE posts; --",
    "a condition": "x' OR '1'='1",
    "a double quote": 'the "Lion"',
    "a backtick": "`posts`",
    "a parameter": "$as_of",
    "a parameter of Spark": ":as_of",
    "a question mark": "?",
    "a comment": "/* x */ -- y",
    "a backslash": "C:\\new\\'",
    "a wildcard": "100%_",
    "a brace": "{unit} %(x)s",
    "other letters": "Ñandú 漢字 🦤",
    "a dollar quote": "$$x$$",
}
hostile = pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)


def texts(made: Plan) -> Iterator[str]:
    """Give every statement of a run in both dialects, pretty and plain."""
    for dialect in ("duckdb", "spark"):
        yield from (query.text for query in reads.render(made, dialect).values())
        yield from (built.text(dialect) for built in built_of(made))


def found(
    engine: Engine, case: Case, record: Record, register: Register = REGISTER
) -> Mapping[tuple[str, str], Verdict]:
    """Give the columns of one person."""
    return verdicts(case, content_of({"somebody": record}, register), engine)["somebody"]


# --- values are bound -------------------------------------------------------------------------
# A statement is the same text whatever the value: that of a tame one.

TAME = "tame"


def unit_is(value: str) -> Body:
    return Some(Scan("posts", (Begun(AS_OF), Coded("unit", (value,), value))))


def unit_among(value: str) -> str:
    written = "'" + value.replace("'", "''") + "'"
    return f"some: posts\nwhere: {{unit: {{any: [{written}, other]}}}}"


def not_known(value: str) -> Register:
    columns = with_columns(POSTS, code("unit", missing=("", value)))
    return changed("posts", COMPLETE, columns=columns)


def complete_for(value: str) -> Register:
    slices = (Slice({"unit": (value,)}, {"sex": (value,)}),)
    return changed("posts", complete_for=slices)


def applies_where(value: str) -> Register:
    columns = with_columns(POSTS, code("rank", applies_where={"unit": (value,)}))
    return changed("posts", COMPLETE, columns=columns)


def same_text(one: Plan, other: Plan) -> bool:
    return list(texts(one)) == list(texts(other))


@hostile
def test_a_code_is_bound(engine: Engine, value: str) -> None:
    case = case_of({"is": unit_is(value), "is not": unit_is(f"{value}!")})
    columns = found(engine, case, on_record(posts=[row(unit=value)]), COMPLETE)
    assert [columns[clue, "stated"] for clue in ("is", "is not")] == [MET, NOT]
    assert value in evidence_sql(plan(case, COMPLETE)).values.values()
    tame = case_of({"is": unit_is(TAME), "is not": unit_is(f"{TAME}!")})
    assert same_text(plan(case, COMPLETE), plan(tame, COMPLETE))


@pytest.mark.parametrize("value", [v for v in HOSTILE.values() if v.isprintable() and v[0] != "$"])
def test_a_code_of_a_rule_file_is_bound(engine: Engine, value: str) -> None:
    case = case_of(unit_among(value))
    columns = found(engine, case, on_record(posts=[row(unit=value)]), COMPLETE)
    assert columns["clue", "stated"] is MET
    assert same_text(plan(case, COMPLETE), plan(case_of(unit_among(TAME)), COMPLETE))


@hostile
def test_a_code_for_not_known_is_bound(engine: Engine, value: str) -> None:
    case, register = case_of({"clue": unit_is("u1")}), not_known(value)
    record = on_record(posts=[row(unit=value)])
    assert found(engine, case, record, register)["clue", "stated"] is DOUBT
    assert same_text(plan(case, register), plan(case, not_known(TAME)))


@hostile
def test_a_code_of_completeness_is_bound(engine: Engine, value: str) -> None:
    case, register = case_of({"clue": unit_is(value)}), complete_for(value)
    assert found(engine, case, on_record(row(sex=value)), register)["clue", "stated"] is NOT
    tame = plan(case_of({"clue": unit_is(TAME)}), complete_for(TAME))
    assert same_text(plan(case, register), tame)


@hostile
def test_a_code_of_what_a_column_applies_to_is_bound(engine: Engine, value: str) -> None:
    case = case_of({"clue": Some(Scan("posts", (Coded("rank", ("major",), ""),)))})
    record, register = on_record(posts=[row(unit=value)]), applies_where(value)
    assert found(engine, case, record, register)["clue", "stated"] is DOUBT
    assert same_text(plan(case, register), plan(case, applies_where(TAME)))


@pytest.mark.parametrize(
    "value", ["'; DROP TABLE posts; --", "$as_of", 'the "Lion"', "first\nsecond"]
)
def test_words_are_bound(engine: Engine, value: str) -> None:
    written = "'" + value.replace("'", "''").replace("\n", " ").replace("$", "S") + "'"
    body = f"some: posts\nwhere: {{title: {{text: {written}}}}}"
    record = on_record(posts=[row(title=f"before {value.replace('$', 'S')} after")])
    assert verdict_of(body, record, engine=engine, register=COMPLETE) is MET


@pytest.mark.parametrize("kind", (*KINDS, *SHIPPED))
def test_no_text_of_a_rule_or_register_stands_in_a_statement(kind: str) -> None:
    made, _ = planned(kind)
    for dialect in ("duckdb", "spark"):
        for query in reads.render(made, dialect).values():
            tree = sqlglot.parse_one(query.text, read=dialect)
            literals = {node.name for node in tree.find_all(exp.Literal) if node.is_string}
            assert literals <= CONSTANTS


@pytest.mark.parametrize("kind", (*KINDS, *SHIPPED))
def test_no_day_stands_in_a_statement(kind: str) -> None:
    made, _ = planned(kind)
    assert not [text for text in texts(made) if f"{made.case.day.year}-" in text or "DATE " in text]


# --- names of values --------------------------------------------------------------------------


def values_of(body: str, **more: Any) -> Mapping[str, object]:
    return evidence_sql(plan(case_of(body, **more), REGISTER)).values


def test_one_value_of_one_column_has_one_name() -> None:
    body = "some: posts\nwhere: {unit: {any: [u1, u2, u1]}, rank: {not: {any: [major, general]}}}"
    names = [name for name, value in values_of(body).items() if value in {"u1", "u2"}]
    assert len(names) == 2
    assert list(values_of(body).values()).count("major") == 1


def test_two_values_of_one_column_have_two_names() -> None:
    given = values_of("some: posts\nwhere: {unit: {any: [u1, u2, u3]}}")
    assert {name: given[name] for name in given if "unit" in name} == {
        "clue_stated_unit": "u1",
        "clue_stated_unit_2": "u2",
        "clue_stated_unit_3": "u3",
        "clue_stated_unit_4": "unknown",
    }


def test_the_day_of_the_case_is_called_as_of_wherever_it_stands() -> None:
    body = f"some: posts\nwhere: {{start: {{on: {AS_OF}}}, tense: former}}"
    given = values_of(body)
    assert [name for name, value in given.items() if value == AS_OF] == ["as_of"]


def test_a_column_called_as_of_takes_no_name_away(engine: Engine) -> None:
    columns = with_columns(POSTS, code("as_of"))
    register = changed("posts", COMPLETE, columns=columns)
    body = "some: posts\nwhere: {as_of: x, tense: ever}"
    record = on_record(posts=[row(as_of="x", start="2001")])
    assert verdict_of(body, record, engine=engine, register=register) is MET


def test_two_columns_whose_names_run_into_each_other_stay_apart(engine: Engine) -> None:
    columns = with_columns(POSTS, code("unit_2"))
    register = changed("posts", COMPLETE, columns=columns)
    body = "some: posts\nwhere: {unit: {any: [a, b]}, unit_2: {any: [c, d]}}"
    for unit, other, expected in (("b", "c", MET), ("b", "b", NOT), ("c", "c", NOT)):
        record = on_record(posts=[{"unit": unit, "unit_2": other}])
        assert verdict_of(body, record, register=register) is expected


def test_two_columns_whose_names_differ_in_capitals_stay_apart(engine: Engine) -> None:
    listings = REGISTER.tables["designations"]
    columns = {("Unit" if n == "unit" else n): c for n, c in listings.columns.items()}
    columns["Unit"] = code("Unit")
    register = changed("designations", columns=columns)
    body = "some: posts\nwhere: {sector: police, unit: u1}\n"
    body += "and_also: {some: designations, where: {authority: OFAC, Unit: u2}}"
    record = on_record(
        posts=[row(sector="police", unit="u1")],
        designations=[row(authority="OFAC", Unit="u2")],
    )
    assert verdict_of(body, record, engine=engine, register=register) is MET


@pytest.mark.parametrize("clue", ["2nd", "0", "1-2"])
def test_a_clue_whose_id_begins_with_a_figure(engine: Engine, clue: str) -> None:
    case = case_of({clue: "some: posts\nwhere: {unit: u1}"})
    assert found(engine, case, on_record(posts=[row(unit="u1")]))[clue, "stated"] is MET


@pytest.mark.parametrize("total", ["met", "rows"])
@pytest.mark.parametrize("order", [("a", "a-stated"), ("a-stated", "a")], ids="-".join)
def test_a_reading_called_like_a_total(engine: Engine, total: str, order: tuple[str, str]) -> None:
    bodies = {"a": "count: posts\nwhere: {sector: police}\nat_least: 1", "a-stated": "rule: r"}
    attribute = f"readings:\n  {total}:\n    some: posts\n    where: {{sector: civil}}\n"
    case = case_of({clue: bodies[clue] for clue in order}, attributes={"r": attribute})
    columns = found(engine, case, on_record(posts=[row(sector="police")] * 3))
    assert (columns["a", "stated"], columns["a-stated", total]) == (MET, NONE)


def test_a_name_means_one_value_in_both_statements() -> None:
    slices = (Slice({"unit": ("u1",)}, {"sex": ("f",)}),)
    columns = with_columns(POSTS, code("sex"))
    register = changed("posts", columns=columns, complete_for=slices)
    body = "count: posts\nwhere: {unit: u1, sex: m}\ndistinct: rank\nat_least: 2"
    made = plan(case_of(body, register=register), register)
    masked, gathered = masks_sql(made).values, evidence_sql(made).values
    assert {n for n in gathered.keys() & masked.keys() if gathered[n] != masked[n]} == set()
    assert verdicts_sql(made).values == {}


# --- text -------------------------------------------------------------------------------------


def test_the_text_is_the_same_every_time() -> None:
    made, _ = planned("tense")
    assert list(texts(made)) == list(texts(made))
    again = plan(made.case, made.register)
    assert list(texts(again)) == list(texts(made))


RENDER = """\
from tests.compile.test_golden import planned
from tests.compile.test_sql import texts
print([text for kind in ("sets", "and-also-while", "count") for text in texts(planned(kind)[0])])
"""


def test_the_text_does_not_hang_on_the_seed_of_a_process() -> None:
    told = [
        subprocess.run(
            [sys.executable, "-c", RENDER],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1]
    assert told[0]


def test_building_one_statement_leaves_the_other_as_it_is() -> None:
    """Trees are built without copying; a node that stood in two places would show here."""
    for kind in KINDS:
        made, _ = planned(kind)
        built = built_of(made)
        before = [one.text() for one in built]
        reads.render(made, "duckdb")
        assert [one.text() for one in built] == before
        for tree in (one.select for one in built):
            assert all(
                child.parent is node for node in tree.walk() for child in node.iter_expressions()
            )


def test_every_part_is_one_named_step() -> None:
    for kind in KINDS:
        made, _ = planned(kind)
        steps = [step.alias for step in evidence_sql(made).select.ctes]
        assert steps == [part.name for part in made.parts]


def test_a_body_deep_inside_makes_no_monster() -> None:
    """Each further `not` may add as much as the one before it, and not double the whole."""
    body = unit_is("u1")
    for _ in range(10):
        body = Not(AllOf((body, unit_is("u1"))))
    assert len(verdicts_sql(plan(case_of(body), REGISTER)).text(pretty=False)) < 10_000


def test_a_case_without_clues_and_population_is_met_by_everyone(engine: Engine) -> None:
    case = replace(case_of({"clue": unit_is("u1")}), clues=())
    assert found(engine, case, on_record()) == {("population", ""): MET}


def test_a_span_of_days_is_bound_on_both_ends(engine: Engine) -> None:
    held = Held(Tense.CURRENT, date(2015, 1, 1), date(2015, 12, 31))
    case = case_of({"clue": Some(Scan("posts", (held,)))})
    for start, end, expected in (
        ("2015-06", "2015-07", MET),
        ("2014", "2014-12-31", NOT),
        ("2016-01-01", "2017", NOT),
        ("2016/2017", "2018", NOT),
        ("2015/2016", "2018", DOUBT),
    ):
        record = on_record(posts=[row(start=start, end=end)])
        assert verdict_of(case.clues[0].readings[0].body, record, register=COMPLETE) is expected
    values = evidence_sql(plan(case, COMPLETE)).values
    assert {date(2015, 1, 1), date(2015, 12, 31)} <= set(values.values())


@pytest.mark.parametrize("tense", list(Tense))
def test_every_tense_binds_only_what_it_asks_for(engine: Engine, tense: Tense) -> None:
    held = Held(tense, date(2015, 1, 1), date(2015, 12, 31))
    body = Some(Scan("posts", (held,)))
    assert verdict_of(body, on_record(posts=[row()]), engine=engine) in set(Verdict)


# --- where a person stands --------------------------------------------------------------------


def status_of(engine: Engine, case: Case, record: Record) -> Verdict:
    content = content_of({"somebody": record})
    engine.load(content)
    ((_, status, *_),) = gather(case, content, engine).fetch("everyone")
    return Verdict(status)


READINGS = """\
readings:
  narrow:
    some: posts
    where: {sector: police, tense: former}
  wide:
    some: posts
    where: {sector: police}
"""
OVER, OPEN = row(sector="police", end="2001"), row(sector="police", end="..")


@pytest.mark.parametrize(
    ("deciding", "post", "expected"),
    [
        ("narrow", OVER, MET),
        ("narrow", OPEN, NOT),
        ("wide", OVER, MET),
        ("wide", OPEN, MET),
        ("wide", row(sector="civil"), NOT),
        ("narrow", row(sector="police"), DOUBT),
    ],
)
def test_the_readings_up_to_the_deciding_one_count(
    engine: Engine, deciding: str, post: dict[str, str], expected: Verdict
) -> None:
    case = case_of(f"rule: r\nreading: {deciding}", attributes={"r": READINGS})
    assert status_of(engine, case, on_record(posts=[post])) is expected


@pytest.mark.parametrize(
    ("role", "sex", "expected"),
    [
        (Role.REQUIRED, "f", MET),
        (Role.REQUIRED, "", NONE),
        (Role.REQUIRED, "m", NOT),
        (Role.STRICTLY, "f", MET),
        (Role.STRICTLY, "", NOT),
        (Role.STRICTLY, "m", NOT),
        (Role.SUPPORTING, "f", MET),
        (Role.SUPPORTING, "", MET),
        (Role.SUPPORTING, "m", MET),
    ],
)
def test_the_role_of_a_clue(engine: Engine, role: Role, sex: str, expected: Verdict) -> None:
    case = case_of(f"person: {{sex: f}}\nrole: {role}")
    assert status_of(engine, case, on_record(row(sex=sex))) is expected


@pytest.mark.parametrize(
    ("sex", "background", "expected"),
    [("f", "yes", MET), ("f", "", NONE), ("m", "yes", NOT), ("", "no", NOT), ("", "", NONE)],
)
def test_a_person_stands_no_higher_than_in_the_population(
    engine: Engine, sex: str, background: str, expected: Verdict
) -> None:
    case = case_of("person: {sex: f}", population="person: {background: 'yes'}")
    assert status_of(engine, case, on_record(row(sex=sex, background=background))) is expected


# --- what the rows say beside the verdict -----------------------------------------------------


def evidence_of(
    engine: Engine, body: str, record: Record, register: Register = REGISTER
) -> list[tuple[int, ...]]:
    """Give code, doubt, row and other row of one part's evidence."""
    content = content_of({"somebody": record}, register)
    engine.load(content)
    session = gather(case_of(body, register=register), content, engine)
    session.keep("listed", "listed")
    session.keep("evidence", "evidence")
    text = "SELECT code, doubt, row_no, other_row FROM evidence WHERE part = 0 ORDER BY row_no, other_row"
    return [tuple(map(int, found)) for found in engine.fetch(Query(text, {}))]


def test_the_bits_of_doubt_are_the_conditions_in_their_order(engine: Engine) -> None:
    body = "some: posts\nwhere: {sector: police, unit: u1, end: {before: 2010-06}}"
    posts = [
        row(sector="police", unit="u1", end="2009"),
        row(sector="", unit="u1", end="2009"),
        row(sector="police", unit="", end="2009"),
        row(sector="police", unit="u1", end="2010"),
        row(sector="", unit="", end=""),
        row(sector="civil", unit="u1", end="2009"),
    ]
    assert evidence_of(engine, body, on_record(posts=posts)) == [
        (2, 0, 1, -1),
        (1, 2, 2, -1),
        (1, 4, 3, -1),
        (1, 8, 4, -1),
        (1, 14, 5, -1),
    ]


def test_a_pair_tells_both_rows_and_has_bits_for_its_ties_last(engine: Engine) -> None:
    body = "some: posts\nand_also: {some: events, where: {kind: trial}, while: day, same: [unit]}"
    posts = [row(unit="u1", start="2001", end="2010")]
    events = [
        row(kind="trial", unit="u1", day="2005"),
        row(kind="", unit="u1", day="2005"),
        row(kind="trial", unit="u1", day="2010"),
        row(kind="trial", unit="", day="2005"),
        row(kind="trial", unit="u2", day="2005"),
    ]
    assert evidence_of(engine, body, on_record(posts=posts, events=events)) == [
        (2, 0, 1, 1),
        (1, 2, 1, 2),
        (1, 4, 1, 3),
        (1, 8, 1, 4),
    ]


def test_the_code_of_a_persons_row_tells_a_gap_from_a_doubt(engine: Engine) -> None:
    body = "person: {born: {before: '1950'}}"
    assert evidence_of(engine, body, on_record(row(born=""))) == [(0, 1, 1, -1)]


def test_the_code_of_a_persons_row_in_doubt(engine: Engine) -> None:
    body = "person: {born: {before: '1950'}}"
    assert evidence_of(engine, body, on_record(row(born="1949/1950"))) == [(1, 1, 1, -1)]


# --- columns that compare values, not texts ---------------------------------------------------


def doubted_or_refused(body: str, record: Record) -> bool:
    """Tell whether what cannot be known is in doubt, or is not taken at all."""
    try:
        return verdict_of(body, record) is DOUBT
    except RuleError:
        return True


POLICE = "some: posts\nwhere: {sector: police}\nand_also: {some: posts, where: {sector: police}, %s: [start]}"
LISTED = "some: designations\nwhere: {authority: OFAC}\nand_also: {some: designations, where: {authority: UK}, same: [%s]}"


@pytest.mark.parametrize(
    ("tie", "starts"),
    [("same", ("2010", "2010")), ("same", ("2010", "2010-05")), ("different", ("2010", "2010-05"))],
)
def test_dates_are_not_compared_as_texts(tie: str, starts: tuple[str, str]) -> None:
    posts = [row(sector="police", start=start) for start in starts]
    assert doubted_or_refused(POLICE % tie, on_record(posts=posts))


@pytest.mark.parametrize("second", ["2010", "2010-05"])
def test_dates_are_not_counted_as_texts(second: str) -> None:
    body = "count: posts\nwhere: {sector: police}\ndistinct: start\nat_least: 2"
    posts = [row(sector="police", start="2010"), row(sector="police", start=second)]
    assert doubted_or_refused(body, on_record(posts=posts))


def test_rivals_are_not_compared_as_texts() -> None:
    rivals = [row(authority=by, ground="arms;bribery") for by in ("OFAC", "UK")]
    assert doubted_or_refused(LISTED % "ground", on_record(designations=rivals))


def test_sets_are_not_compared_as_texts() -> None:
    listings = [
        row(authority="OFAC", reasons="arms;bribery"),
        row(authority="UK", reasons="bribery;arms"),
    ]
    record = on_record(designations=listings)
    try:
        assert verdict_of(LISTED % "reasons", record) is MET
    except RuleError:
        return


def test_the_values_of_a_set_are_counted_one_by_one() -> None:
    body = "count: designations\nwhere: {authority: OFAC}\ndistinct: reasons\nat_least: 2"
    record = on_record(designations=[row(authority="OFAC", reasons="arms;bribery")])
    try:
        assert verdict_of(body, record) is MET
    except RuleError:
        return
