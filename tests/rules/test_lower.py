"""A case document becomes a case, or all that is wrong with it is said at once."""

from datetime import date
from pathlib import Path

import pytest

from narrow.errors import RequestError
from narrow.model.cases import Clue, Exclusion, Figure, Population, Role, Source, Subject, Unused
from narrow.model.grades import Grade
from narrow.model.registers import Register
from narrow.model.rules import Named, Not, Reading, Scan, Some
from narrow.rules.attributes import ONLY, lower_attribute
from narrow.rules.descriptors import read_register
from narrow.rules.documents import AttributeDocument, CaseDocument
from narrow.rules.library import Library
from tests.rules.desk import AS_OF, BEGUN, CASE, REGISTER, Desk, clue, lower_case

ROOT = Path(__file__).parents[2]
SHIPPED = Library((ROOT / "rules",), (ROOT / "datasets",))

POSTS = Some(Scan("posts", (BEGUN,)))
READINGS = """\
with: {branch: {vocabulary: branch, default: army}}
readings:
  strict: {some: posts, where: {branch: $branch}, says: "in the {branch}"}
  middle: {some: posts, where: {branch: {is_a: military}}}
  broad: {some: posts, says: anywhere}
"""
PUBLISHED = """\
published:
  - {says: one, quote: at least 3, source: memo, clues: {a: ""}, at_least: 3, remark: r}
  - {says: two, clues: {a: stated}, exactly: 2, of: 5, by: unit, group: x}
  - {says: three, exactly: 9, counts: population}
"""
SOURCES = """\
sources:
  memo: {title: Memo, publisher: P, published: 2018-09, url: u, grade: B2}
  radio: {title: Radio, depends_on: memo}
"""


# --- the shipped rules ------------------------------------------------------------------------


def register_of(name: str) -> Register:
    return read_register(SHIPPED.register(name), SHIPPED.vocabularies())


@pytest.mark.parametrize("name", SHIPPED.files("case"))
def test_a_shipped_case_means_something_on_its_register(name: str) -> None:
    _, document = SHIPPED.case(name)
    case = lower_case(SHIPPED, register_of(document.register_), name)
    assert [c.id for c in case.clues] == [c.id for c in document.clues]
    assert all(c.readings and c.deciding in [r.name for r in c.readings] for c in case.clues)
    assert case.day == date.fromisoformat(document.as_of)


@pytest.mark.parametrize("name", SHIPPED.files("attribute"))
def test_a_shipped_attribute_means_something_on_its_register(name: str) -> None:
    text, document = SHIPPED.attribute(name)
    values = {key: "x" for key, given in document.with_.items() if given.default is None}
    readings = lower_attribute(
        SHIPPED, register_of(document.register_), text, document, values, AS_OF
    )
    assert [r.name for r in readings] == list(document.readings or [ONLY])
    assert all("{" not in reading.says for reading in readings)


def test_there_are_shipped_rules_to_look_at() -> None:
    assert len(SHIPPED.files("case")) >= 2
    assert len(SHIPPED.files("attribute")) >= 6


# --- clues ------------------------------------------------------------------------------------


def test_the_least_case(desk: Desk) -> None:
    desk.case(clue("some: posts"))
    case = desk.lower()
    assert (case.id, case.title, case.day) == ("case", "A case", AS_OF)
    assert (case.as_of.first, case.as_of.last) == (AS_OF, AS_OF)
    assert case.population == Population("everyone in the register", None, "")
    assert (case.subject, case.outside, case.describes) == (Subject.INVENTED, None, "one")
    reading = Reading(ONLY, "a phrase", POSTS)
    assert case.clues == (Clue("clue", "a phrase", "a phrase", (reading,), ONLY),)
    assert (case.exclude, case.not_used, case.published) == ((), (), ())


@pytest.mark.parametrize(
    ("keys", "deciding", "prefer", "belief", "says"),
    [
        ("rule: x", "broad", "", None, "anywhere"),
        ("rule: x\nreading: strict", "strict", "strict", 1.0, "anywhere"),
        ("rule: x\nreading: middle", "middle", "middle", 1.0, "anywhere"),
        ("rule: x\nreading: {prefer: strict}", "broad", "strict", 0.7, "anywhere"),
        ("rule: x\nreading: {prefer: middle, belief: 0.8}", "broad", "middle", 0.8, "anywhere"),
        ("rule: x\nsays: my words", "broad", "", None, "my words"),
    ],
)
def test_a_clue_by_name_has_all_readings_and_one_that_decides(
    desk: Desk, keys: str, deciding: str, prefer: str, belief: float | None, says: str
) -> None:
    desk.attribute("x", READINGS)
    desk.case(clue(keys))
    (found,) = desk.lower().clues
    assert [r.name for r in found.readings] == ["strict", "middle", "broad"]
    assert [r.says for r in found.readings] == ["in the ARMY", "a sentence", "anywhere"]
    assert (found.deciding, found.prefer, found.belief) == (deciding, prefer, belief)
    assert (found.attribute, found.says) == ("x", says)


@pytest.mark.parametrize("role", list(Role))
def test_a_clue_has_its_role_source_and_note(desk: Desk, role: Role) -> None:
    desk.case(SOURCES + clue(f"some: posts\nrole: {role}\nsource: memo\nnote: n"))
    (found,) = desk.lower().clues
    memo = Source("memo", "Memo", "P", "2018-09", "u", Grade("B2"))
    assert (found.role, found.source, found.note) == (role, memo, "n")


def test_a_source_may_depend_on_another(desk: Desk) -> None:
    desk.case(SOURCES + clue("some: posts\nsource: radio"))
    (found,) = desk.lower().clues
    assert found.source == Source("radio", "Radio", depends_on="memo")


def test_what_a_case_says_beside_its_clues_is_kept(desk: Desk) -> None:
    head = CASE.replace("{kind: invented}", "{kind: public-official, purpose: p}")
    desk.case(
        SOURCES
        + clue("some: posts")
        + "exclude: [{person: p1, reason: died, source: memo}]\n"
        + "not_used: [{quote: a scar, why: nothing speaks to it}]\n",
        head + "outside: 0.30\ndescribes: several\n",
    )
    case = desk.lower()
    assert (case.subject, case.purpose) == (Subject.PUBLIC_OFFICIAL, "p")
    assert (case.outside, case.describes) == (0.3, "several")
    (exclusion,) = case.exclude
    assert isinstance(exclusion, Exclusion)
    assert (exclusion.person, exclusion.reason, exclusion.source.id) == ("p1", "died", "memo")
    assert case.not_used == (Unused("a scar", "nothing speaks to it"),)


def test_an_exclusion_may_rest_on_a_source_of_the_register(desk: Desk) -> None:
    excluded = "exclude: [{person: p1, reason: died, source: registry-2016}]\n"
    desk.case(SOURCES + clue("some: posts") + excluded)
    assert desk.lower().exclude == (Exclusion("p1", "died", Source("registry-2016")),)


def test_a_published_figure_names_clues_and_readings(desk: Desk) -> None:
    desk.case(SOURCES + "clues: [{id: a, quote: q, some: posts}]\n" + PUBLISHED)
    one, two, three = desk.lower().published
    assert (one.clues, one.at_least, one.remark) == ({"a": ""}, 3, "r")
    assert one.source is not None and one.source.id == "memo"
    assert two == Figure("two", "", {"a": "stated"}, exactly=2, of=5, by="unit", group="x")
    assert (three.clues, three.counts, three.exactly) == ({}, "population", 9)


def test_a_population_may_be_a_body(desk: Desk) -> None:
    desk.attribute("x", READINGS)
    for written, body, table in [
        ("some: posts", POSTS, "posts"),
        ("not: {some: posts}", Not(POSTS), ""),
        ("rule: x, reading: broad", Named("x", "broad", "anywhere", POSTS), ""),
    ]:
        desk.case(clue("some: posts"), f"{CASE}population: {{says: who, {written}}}\n")
        assert desk.lower().population == Population("who", body, table)


def test_the_day_can_be_replaced(desk: Desk) -> None:
    desk.case(clue("some: posts\nwhere: {start: {before: $as_of}}"))
    asked = date(2001, 2, 3)
    case = desk.lower(as_of=asked)
    assert (case.day, case.as_of.last) == (asked, asked)
    assert "before 2001-02-03" in repr(case.clues)
    assert "2018" not in repr(case.clues)


# --- what is wrong ----------------------------------------------------------------------------

WRONG = [
    (
        CASE.replace("as_of", "@@as_of").replace("2018-09-08", "2018-02-30") + clue("some: posts"),
        "'2018-02-30' is not in the calendar",
    ),
    (
        CASE.replace("as_of", "@@as_of").replace("2018-09-08", "0999-09-08") + clue("some: posts"),
        "'0999-09-08' is before the year 1000",
    ),
    (
        CASE.replace("as_of", "@@as_of").replace("2018-09-08", "٢٠١٨-٠٩-٠٨") + clue("some: posts"),
        "'٢٠١٨-٠٩-٠٨' does not have the form ^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    ),
    (
        CASE + clue("some: posts") + "  - {@@id: clue, quote: q, some: lists}\n",
        "a second clue is called 'clue'",
    ),
    (
        CASE + "clues: [{@@id: population, quote: q, some: posts}]\n",
        "a second clue is called 'population'",
    ),
    (
        CASE + SOURCES + clue("some: posts\n@@source: meno"),
        "no source 'meno'; did you mean 'memo'?",
    ),
    (CASE + clue("some: posts\n@@source: memo"), "no source 'memo'"),
    (
        CASE + "sources: {a: {title: t, @@depends_on: b}}\n" + clue("some: posts"),
        "no source 'b'; known: a",
    ),
    (
        CASE + "sources: {a: {title: t, @@published: 2018-13}}\n" + clue("some: posts"),
        "'2018-13' is not in the calendar",
    ),
    (
        CASE + SOURCES + clue("some: posts") + "published: [{says: s, @@source: meno}]\n",
        "no source 'meno'; did you mean 'memo'?",
    ),
    (
        CASE + clue("some: posts") + "published: [{says: s, clues: {@@clu: stated}}]\n",
        "no clue 'clu'; did you mean 'clue'?",
    ),
    (
        CASE + clue("some: posts") + "published: [{says: s, clues: {@@clue: strict}}]\n",
        "no reading 'strict'; known: stated",
    ),
    (
        CASE + clue("rule: x") + "published: [{says: s, clues: {@@clue: strickt}}]\n",
        "no reading 'strickt'; did you mean 'strict'?",
    ),
    (CASE + clue("rule: x\n@@reading: strickt"), "no reading 'strickt'; did you mean 'strict'?"),
    (
        CASE + clue("rule: x\n@@reading: {prefer: brod}"),
        "no reading 'brod'; did you mean 'broad'?",
    ),
    (
        CASE + clue("some: posts\n@@reading: strict"),
        "reading does not go with some; it goes with rule",
    ),
    (
        CASE + "population: {says: s, @@some: list}\n" + clue("some: posts"),
        "the register has no table 'list'; did you mean 'lists'?",
    ),
]


@pytest.mark.parametrize(("written", "message"), WRONG)
def test_a_fault_is_said_at_its_place(desk: Desk, written: str, message: str) -> None:
    desk.attribute("x", READINGS)
    desk.write("cases", "case", written)
    assert desk.refused() == [message]


def test_all_faults_of_a_case_are_said_at_once_and_in_its_order(desk: Desk) -> None:
    desk.case(
        "sources: {s: {title: T, @@published: 2018-02-30, @@depends_on: z}}\n"
        "clues:\n"
        "  - {id: a, quote: q, some: posts, where: {@@brnch: x, rank: {@@is_a: x}}, @@source: t}\n"
        "  - {@@id: a, quote: q, none: posts}\n"
        "  - {id: b, quote: q, @@rule: nobody}\n"
        "published:\n  - {says: s, @@source: v, clues: {@@c: stated}}\n"
    )
    assert len(desk.refused()) == 9


def test_faults_of_the_case_and_of_its_attributes_are_said_together(desk: Desk) -> None:
    desk.attribute("x", "some: posts\nwhere: {@@brnch: army}\n")
    desk.attribute("y", "@@some: post\n")
    desk.case(clue("rule: x\n@@source: t") + "  - {id: b, quote: q, rule: y}\n")
    assert len(desk.refused()) == 3


def test_a_case_that_is_not_there_is_a_wrong_request(desk: Desk) -> None:
    desk.case(clue("some: posts"))
    with pytest.raises(RequestError, match="no case 'csae'; did you mean 'case'"):
        lower_case(desk.library, REGISTER, "csae")


def test_a_file_that_is_no_rule_is_said_to_be_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`narrow run pyproject.toml` said that there is no such case, and listed all that are."""
    monkeypatch.chdir(desk.folder)
    (desk.folder / "clues.txt").write_text("posts: former", encoding="utf-8")
    said = r"no case 'clues\.txt'; there is a file, but those of rules end in \.yaml$"
    with pytest.raises(RequestError, match=said):
        lower_case(desk.library, REGISTER, "clues.txt")


def test_a_case_can_be_named_by_its_path(desk: Desk) -> None:
    desk.case(clue("some: posts"))
    path = desk.folder / "cases" / "case.yaml"
    assert lower_case(desk.library, REGISTER, str(path)).file == str(path)


def test_a_document_is_not_changed_by_being_read(desk: Desk) -> None:
    desk.attribute("x", READINGS)
    desk.case(clue("rule: x"))
    library = desk.library
    first = lower_case(library, REGISTER, "case")
    assert lower_case(library, REGISTER, "case") == first
    text, document = library.case("case")
    assert isinstance(document, CaseDocument)
    assert isinstance(library.attribute("x")[1], AttributeDocument)
    assert text.file == first.file


def test_a_wrong_clue_does_not_bring_down_its_figures(desk: Desk) -> None:
    desk.case(clue("@@some: post") + "published: [{says: s, clues: {clue: stated}}]\n")
    assert len(desk.refused()) == 1


@pytest.mark.parametrize("keys", ["@@some: post", "@@rule: nobody", "rule: x\n@@reading: strickt"])
def test_the_source_of_a_wrong_clue_is_looked_at_too(desk: Desk, keys: str) -> None:
    desk.attribute("x", READINGS)
    desk.case(clue(f"{keys}\n@@source: nowhere"))
    assert len(desk.refused()) == 2
