"""Golden SQL: the three statements of every kind of clue and of every shipped case, as text and run.

`tests/golden/<kind>/case.yaml` is the case; `duckdb.sql` and `spark.sql` beside it are what it must
become. `NARROW_REWRITE_GOLDEN=1 pytest tests/compile/test_golden.py` writes them anew; the diff is
then what is to be reviewed. The verdicts below are written by hand and never rewritten: the DuckDB
text is carried out and must give them, and so must the Spark text, put back into DuckDB's words.
"""

import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from narrow import inquiry
from narrow.compile.evidence import evidence as evidence_sql
from narrow.compile.expressions import Built
from narrow.compile.plan import Plan, plan
from narrow.compile.statements import Query
from narrow.compile.verdicts import masks as masks_sql
from narrow.compile.verdicts import verdicts as verdicts_sql
from narrow.engines.duckdb import DuckDB
from narrow.model.registers import Content
from narrow.model.verdicts import Verdict
from narrow.registers.opening import library
from narrow.rules.cases import lower_document
from narrow.rules.documents import CaseDocument
from narrow.rules.library import Library
from narrow.rules.validation import validate
from narrow.rules.yaml_text import read
from tests import on_spark
from tests.records import REGISTER, content_of, on_record, row

GOLDEN = Path(__file__).parent.parent / "golden"
REWRITE = os.environ.get("NARROW_REWRITE_GOLDEN") == "1"
DIALECTS = ("duckdb", "spark")
MASKS, VERDICTS, EVIDENCE, VALUES = "-- masks", "-- verdicts", "-- evidence", "-- values"

# --- who is on record -------------------------------------------------------------------------

PEOPLE = {
    # an officer of whom all is known
    "vera": on_record(
        row(sex="f", born="1955-05-05", background="yes", top_rank="general"),
        posts=[
            row(sector="military", branch="army", rank="colonel", unit="u1", start="2001")
            | row(end="2011", title="Comandante de la Brigada", oath="1995", source="early")
        ],
        designations=[
            row(authority="OFAC", reasons="arms;bribery", ground="arms", unit="u1")
            | row(listed_on="2015-03-09", source="early")
        ],
    ),
    # an officer of whom little is known
    "ivan": on_record(
        row(born="1949/1950", background="yes"),
        posts=[row(sector="military", branch="unknown", start="2010", source="undated")],
        designations=[
            row(authority="OFAC", ground="arms;bribery", listed_on="2015", source="that-year")
        ],
    ),
    # an officer in post, with an earlier post; both were published late
    "nils": on_record(
        row(sex="m", born="1960", background="yes", top_rank="captain"),
        posts=[
            row(sector="military", branch="navy", rank="general", unit="u2", start="2010")
            | row(end="..", title="Almirante", oath="2005", source="late"),
            row(sector="military", branch="navy", rank="major", unit="u3", start="2000")
            | row(end="2009", title="Teniente", oath="2000", source="late"),
        ],
        designations=[
            row(authority="EU", reasons="bribery", ground="bribery", unit="u2", listed_on="2009")
        ],
    ),
    # nothing at all
    "anna": on_record(),
    # no officer, and known to be none
    "otto": on_record(
        row(sex="m", born="1949;1951", background="no"),
        posts=[row(sector="civil", unit="u1", title="Director", start="2001", end="2018")],
        designations=[row(authority="UK", reasons="arms", ground="arms", listed_on="2000")],
    ),
    # police, and nobody knows whether an officer before; the second post is still to come
    "rosa": on_record(
        row(sex="f", background="unknown"),
        posts=[
            row(sector="police", unit="u4", start="2005", end="2007-06"),
            row(sector="police", unit="u5", start="2019"),
        ],
        designations=[
            row(authority="OFAC", reasons="bribery", ground="corruption", unit="u4")
            | row(listed_on="2006")
        ],
    ),
}

# --- what comes of it: one mark for each of them, in this order -------------------------------

MARKS = {"+": Verdict.MET, "?": Verdict.IN_DOUBT, "0": Verdict.NO_RECORD, "-": Verdict.NOT_MET}
EXPECTED: dict[str, dict[str, str]] = {
    "some": {"army.stated": "+?-0-0"},
    "none": {"no-army.stated": "-?+0+0"},
    "missing": {"no-army-on-record.stated": "-+++++"},
    "count": {
        "two.stated": "--+0-0",
        "one-at-most.stated": "++-0+0",
        "one-or-two.stated": "+++0-0",
    },
    "count-distinct": {"two-units.stated": "--+0-0"},
    "all": {"both.stated": "+0-0-0"},
    "any": {"either.stated": "+++0-+"},
    "of": {"two-of-three.stated": "++-0-+"},
    "not": {"not-both.stated": "-0+0+0"},
    "rule": {
        "served.strict": "-?+0-0",
        "served.broad": "-?+0-0",
        "never-served.stated": "+?-0+0",
    },
    "person": {"woman.stated": "+0-0-+", "woman-born-before.stated": "+0-0-0"},
    "population": {"population": "++---+", "army.stated": "+?-0-0", "status": "+?---0"},
    "roles": {
        "army.stated": "+?-0-0",
        "woman.stated": "+0-0-+",
        "listed.stated": "++---+",
        "status": "+----0",
    },
    "codes": {
        "equality.stated": "+?00+0",
        "any-of-them.stated": "+?+0-0",
        "is-a.stated": "+?+0-0",
        "at-least.stated": "+?+0-0",
        "at-most.stated": "-?+0-0",
    },
    "dates": {
        "before.stated": "+?---+",
        "after.stated": "+?----",
        "on-a-day.stated": "+?----",
        "between.stated": "+?---+",
        "aged.stated": "++-0+0",
    },
    "text": {"brigade.stated": "+?-0-0"},
    "gaps": {"blank-unit.stated": "-+-0-0"},
    "negated": {
        "not-that-unit.stated": "-?+0-0",
        "not-after.stated": "-----+",
        "not-former.stated": "-?+0-0",
    },
    "tense": {
        "former.stated": "+?+0-+",
        "current.stated": "-?+0-0",
        "ever.stated": "+++0-+",
        "future.stated": "00000+",
        "probably-former.stated": "0000+0",
        "on-that-day.stated": "+??0-0",
        "former-or-future.stated": "+?+00+",
    },
    "and-also-while": {"tied.stated": "-?---+"},
    "and-also-before": {"tied.stated": "+?---0"},
    "and-also-after": {"tied.stated": "00+0-0"},
    "and-also-same": {"tied.stated": "+?---+"},
    "and-also-different": {"tied.stated": "-?---0"},
    "and-also-one-table": {"two-units.stated": "--+0-0"},
    "sets": {
        "arms.stated": "+?----",
        "corruption.stated": "+?---+",
        "no-arms.stated": "-?---+",
    },
    "rivals": {
        "arms.stated": "+?----",
        "any-ground.stated": "++---?",
        "born-before.stated": "-?-0?0",
    },
    "applies-where": {
        "army.stated": "+?0000",
        "oath.stated": "+?-0-0",
        "top-rank.stated": "+0-0-0",
    },
    "knowledge": {"army-or-navy.stated": "+?00-0"},
}
KINDS = tuple(EXPECTED)
SHIPPED = tuple(library().files("case"))

# --- text -------------------------------------------------------------------------------------


@cache
def planned(kind: str) -> tuple[Plan, Content]:
    """Plan the case of a golden folder, on the register that it is written for."""
    if kind in SHIPPED:
        opened = inquiry.open(kind)
        return plan(opened.case, opened.content.register), opened.content
    text = read(GOLDEN / kind / "case.yaml")
    document = validate(text, CaseDocument)
    case = lower_document(Library((GOLDEN / kind,), ()), REGISTER, text, document)
    return plan(case, REGISTER), content_of(PEOPLE)


def built_of(made: Plan) -> tuple[Built, Built, Built]:
    """Build everybody's masks, what verdicts they come to, and the evidence of those listed."""
    return masks_sql(made), verdicts_sql(made), evidence_sql(made)


def rendered(kind: str, dialect: str) -> str:
    """Give the statements, each with the values bound to it, as a golden file holds them."""
    made, _ = planned(kind)
    pieces: list[str] = []
    for head, built in zip((MASKS, VERDICTS, EVIDENCE), built_of(made), strict=True):
        values = [f"-- ${name} = {value!s}" for name, value in sorted(built.values.items())]
        pieces += [head, built.text(dialect), VALUES, *values, ""]
    return "\n".join(pieces)


def kept(kind: str, dialect: str) -> str:
    """Give what the golden file holds, written anew where that is asked for."""
    path = GOLDEN / kind / f"{dialect}.sql"
    if REWRITE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(rendered(kind, dialect), encoding="utf-8")
    return path.read_text(encoding="utf-8")


def statements_in(text: str) -> tuple[str, str, str]:
    """Take the three statements out of a golden file."""
    first, second, third = re.split(rf"\n?^(?:{MASKS}|{VERDICTS}|{EVIDENCE})\n", text, flags=re.M)[
        1:
    ]
    given = (first, second, third)
    one, two, three = (statement.partition(f"\n{VALUES}\n")[0] for statement in given)
    return one, two, three


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("kind", (*KINDS, *SHIPPED))
def test_the_text_is_the_golden_one(kind: str, dialect: str) -> None:
    assert rendered(kind, dialect) == kept(kind, dialect)


def test_every_golden_folder_is_looked_at() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {*KINDS, *SHIPPED}


@pytest.mark.parametrize("kind", KINDS)
def test_every_clue_has_its_verdicts_below(kind: str) -> None:
    made, _ = planned(kind)
    looked_at = {column.name for column in made.columns} - {"population"}
    assert looked_at <= EXPECTED[kind].keys() <= {*looked_at, "population", "status"}


# --- carried out ------------------------------------------------------------------------------


def carried_out(
    kind: str, masks: str, verdicts: str, evidence: str, *, spark: bool = False
) -> Mapping[str, Mapping[str, int]]:
    """Carry out the statements on an engine; gives the columns of every person, by name."""
    made, content = planned(kind)
    with on_spark.spark() if spark else DuckDB() as engine:
        engine.load(content)
        engine.keep("masks", Query(masks, masks_sql(made).values))
        engine.keep("verdicts", Query(verdicts, verdicts_sql(made).values))
        names = ["status", *(column.name for column in made.columns)]
        listed = ", ".join(f"`{name}`" if spark else f'"{name}"' for name in names)
        text = f"SELECT person_no, {listed} FROM masks NATURAL JOIN verdicts ORDER BY person_no"  # noqa: S608
        rows = engine.fetch(Query(text, {}))
        engine.keep("listed", Query("SELECT person_no FROM masks", {}))
        engine.keep("evidence", Query(evidence, evidence_sql(made).values))
    ids = content.tables["persons"][content.register.persons.key[0]]
    return {str(ids[number]): dict(zip(names, codes, strict=True)) for number, *codes in rows}


def marked(found: Mapping[str, Mapping[str, int]], column: str) -> str:
    by_verdict = {verdict: mark for mark, verdict in MARKS.items()}
    return "".join(by_verdict[Verdict(found[name][column])] for name in PEOPLE)


@pytest.mark.parametrize("kind", KINDS)
def test_the_golden_text_gives_the_verdicts(kind: str) -> None:
    found = carried_out(kind, *statements_in(kept(kind, "duckdb")))
    assert {column: marked(found, column) for column in EXPECTED[kind]} == EXPECTED[kind]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("kind", (*KINDS, *SHIPPED))
def test_a_mask_in_many_pieces_gives_the_same(
    kind: str, dialect: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A case of many clues has more bits than a number: here a number holds three of them."""
    whole = carried_out(kind, *statements_in(kept(kind, "duckdb")))
    monkeypatch.setattr("narrow.compile.verdicts.WHOLE", 3)
    masks, verdicts, evidence = (built.text(dialect) for built in built_of(planned(kind)[0]))
    assert "_mask_1" in masks or kind in KINDS
    pieces = (masks, verdicts, evidence)
    if dialect == "spark":
        pieces = tuple(map(in_duckdb, pieces))
    assert carried_out(kind, *pieces) == whole


def in_duckdb(spark: str) -> str:
    return sqlglot.transpile(spark, read="spark", write="duckdb")[0]


@pytest.mark.parametrize("kind", KINDS)
def test_the_spark_text_gives_the_verdicts_in_duckdbs_words(kind: str) -> None:
    found = carried_out(kind, *map(in_duckdb, statements_in(kept(kind, "spark"))))
    assert {column: marked(found, column) for column in EXPECTED[kind]} == EXPECTED[kind]


@pytest.mark.spark
@pytest.mark.slow
@pytest.mark.always
@pytest.mark.parametrize("kind", KINDS)
def test_the_spark_text_gives_the_verdicts_on_spark(kind: str) -> None:
    found = carried_out(kind, *statements_in(kept(kind, "spark")), spark=True)
    assert {column: marked(found, column) for column in EXPECTED[kind]} == EXPECTED[kind]


@pytest.mark.spark
@pytest.mark.slow
@pytest.mark.always
@pytest.mark.parametrize("case", SHIPPED)
def test_a_shipped_case_gives_the_same_on_spark(case: str) -> None:
    found = carried_out(case, *statements_in(kept(case, "spark")), spark=True)
    assert found == carried_out(case, *statements_in(kept(case, "duckdb")))


@pytest.mark.parametrize("case", SHIPPED)
def test_a_shipped_case_gives_one_verdict_to_everyone_in_both_dialects(case: str) -> None:
    _, content = planned(case)
    found = carried_out(case, *statements_in(kept(case, "duckdb")))
    assert len(found) == content.persons
    assert {code for columns in found.values() for code in columns.values()} <= set(Verdict)
    assert carried_out(case, *map(in_duckdb, statements_in(kept(case, "spark")))) == found


def test_the_counts_of_the_readme_come_of_the_golden_text() -> None:
    """`then commander (broad)     17        11         16       33` stands in README.md."""
    case = "wola-2018-former-commanders"
    found = carried_out(case, *statements_in(kept(case, "duckdb")))
    broad = [columns["commander.broad"] for columns in found.values()]
    strict = [columns["commander.strict"] for columns in found.values()]
    assert [broad.count(verdict) for verdict in MARKS.values()] == [17, 11, 16, 33]
    assert all(s <= b for s, b in zip(strict, broad, strict=True))


# --- what Spark cannot do, or does otherwise --------------------------------------------------

REFUSED: tuple[type[exp.Expression], ...] = (
    # date arithmetic: date - date and date + interval change their type
    exp.Interval,
    exp.DateAdd,
    exp.DateSub,
    exp.DateDiff,
    exp.DateTrunc,
    exp.TsOrDsAdd,
    exp.TsOrDsDiff,
    # aggregates of lists lose their order, or give [] where DuckDB gives NULL
    exp.ArrayAgg,
    exp.ArrayUniqueAgg,
    exp.GroupConcat,
    exp.Filter,
    # what failed to run
    exp.ArraySize,
    exp.Slice,
    exp.Map,
    exp.VarMap,
    exp.ToMap,
    exp.Unnest,
    exp.Explode,
    exp.PercentileCont,
    exp.Quantile,
    exp.MD5,
    exp.SHA,
)
REFUSED_WORDS = (
    *("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT", "UNSIGNED"),
    *("MATERIALIZED", "ASOF", "STRIP_ACCENTS", "HASH", "XXHASH64", "RECURSIVE", "::"),
)
DAYS = ("_lo", "_hi", "_mid")


def refused_in(text: str) -> list[str]:
    """Name what stands in a statement for Spark and should not (performance.md, 7)."""
    words = re.findall(r"\w+|::", text.upper())
    if said := [word for word in REFUSED_WORDS if word in words]:
        return said
    tree = sqlglot.parse_one(text, read="spark")
    found = [type(node).__name__ for node in tree.find_all(*REFUSED)]
    found += [f"cte {c.alias}" for c in tree.find_all(exp.CTE) if c.args.get("materialized")]
    found += ["* replace" for s in tree.find_all(exp.Star) if s.args.get("replace")]
    return found + [
        f"arithmetic on {column.name}"
        for column in tree.find_all(exp.Column)
        if column.name.endswith(DAYS)
        if isinstance(column.parent, (exp.Add, exp.Sub))
    ]


@pytest.mark.parametrize("kind", (*KINDS, *SHIPPED))
def test_spark_is_given_nothing_that_it_lacks_or_does_otherwise(kind: str) -> None:
    for statement in statements_in(kept(kind, "spark")):
        assert refused_in(statement) == []


@pytest.mark.parametrize(
    "text",
    [
        "WITH x AS MATERIALIZED (SELECT 1) SELECT * FROM x",
        "SELECT COLLECT_LIST(a) FROM t",
        "SELECT ARRAY_AGG(a) FILTER (WHERE a > 1) FROM t",
        "SELECT end - start_lo FROM t",
        "SELECT start_lo + 1 FROM t",
        "SELECT d + INTERVAL 1 DAY FROM t",
        "SELECT DATEDIFF(a, b) FROM t",
        "SELECT DATE_ADD(a, 1) FROM t",
        "SELECT SIZE(a) FROM t",
        "SELECT MAP(1, 2)",
        "SELECT HASH(a) FROM t",
        "SELECT CAST(a AS USMALLINT) FROM t",
    ],
)
def test_what_spark_lacks_would_be_seen(text: str) -> None:
    assert refused_in(text)


@pytest.mark.parametrize("kind", (*KINDS, *SHIPPED))
def test_both_dialects_name_the_same_parameters_and_bind_them_all(kind: str) -> None:
    made, _ = planned(kind)
    built = built_of(made)
    for statement, duckdb, spark in zip(
        built, statements_in(kept(kind, "duckdb")), statements_in(kept(kind, "spark")), strict=True
    ):
        assert _named(duckdb, "duckdb") == _named(spark, "spark") == statement.values.keys()


def _named(text: str, dialect: str) -> set[str]:
    tree = sqlglot.parse_one(text, read=dialect)
    return {
        str(node.name if isinstance(node, exp.Placeholder) else node.this.name)
        for node in tree.find_all(exp.Placeholder, exp.Parameter)
    }
