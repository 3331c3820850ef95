"""Of whom a missing row means no: everyone, nobody, or persons with certain codes."""

from collections.abc import Mapping

import pytest

from narrow.compile.plan import MOST_COMBINATIONS, Coverage, coverage
from narrow.engines.base import Engine
from narrow.model.registers import Column, Kind, Slice, Table, Values
from narrow.model.rules import Blank, Coded, Condition, Either, Otherwise
from narrow.model.verdicts import Verdict
from tests.records import Row, on_record, row, verdict_of

Test = Mapping[str, tuple[str, ...]]
KNOWN = {"background": ("yes", "no")}
WOMEN = {"sex": ("f",)}


def table(*slices: Slice) -> Table:
    columns = [Column(name, kind=Kind.CODE) for name in ("sector", "rank", "unit")]
    columns.append(Column("reasons", kind=Kind.CODE, values=Values.SET))
    return Table("posts", "", {c.name: c for c in columns}, complete_for=slices)


def coded(**columns: str) -> tuple[Condition, ...]:
    """Conditions on codes, given as words between blanks."""
    return tuple(Coded(name, tuple(codes.split()), "") for name, codes in columns.items())


ARMY = Slice({"sector": ("army",)}, {})
NAVY = Slice({"sector": ("navy",)}, {})
BOTH = Slice({"sector": ("army", "navy")}, {})
ARMY_KNOWN = Slice({"sector": ("army",)}, KNOWN)
NAVY_WOMEN = Slice({"sector": ("navy",)}, WOMEN)
GENERALS = Slice({"sector": ("army",), "rank": ("general",)}, {})
OTHERS = Slice({"sector": ("army",), "rank": ("major",)}, {})
EVERYONE, NOBODY = "everyone", "nobody"

TABLE = [
    ("no slice", (), coded(sector="army"), NOBODY),
    ("the whole table", (Slice({}, {}),), (), EVERYONE),
    ("the whole table, whatever is asked", (Slice({}, {}),), coded(sector="army"), EVERYONE),
    ("the code of the slice", (ARMY,), coded(sector="army"), EVERYONE),
    ("one of the codes of the slice", (BOTH,), coded(sector="navy"), EVERYONE),
    ("all codes of the slice", (BOTH,), coded(sector="army navy"), EVERYONE),
    ("a code outside the slice", (ARMY,), coded(sector="navy"), NOBODY),
    ("a code inside and one outside", (ARMY,), coded(sector="army navy"), NOBODY),
    ("two slices, a code of each", (ARMY, NAVY), coded(sector="army navy"), EVERYONE),
    ("two slices, a code of neither", (ARMY, NAVY), coded(sector="army police"), NOBODY),
    ("a column that is not restricted", (ARMY,), (), NOBODY),
    ("another column is restricted", (ARMY,), coded(unit="u1"), NOBODY),
    ("more is asked than the slice says", (ARMY,), coded(sector="army", unit="u1"), EVERYONE),
    ("two columns, both in the slice", (GENERALS,), coded(sector="army", rank="general"), EVERYONE),
    ("two columns, one not restricted", (GENERALS,), coded(sector="army"), NOBODY),
    ("two columns, one outside", (GENERALS,), coded(sector="army", rank="major"), NOBODY),
    ("two columns, shared out among slices", (GENERALS, OTHERS),
     coded(sector="army", rank="general major"), EVERYONE),
    ("two columns, one combination in no slice", (GENERALS, OTHERS, NAVY),
     coded(sector="army navy", rank="general captain"), NOBODY),
    ("a broad slice beside a narrow one", (GENERALS, ARMY), coded(sector="army"), EVERYONE),
    ("what is turned round restricts nothing", (ARMY,), (Otherwise(Coded("sector", ("navy",), "")),), NOBODY),
    ("what is one of two restricts nothing", (ARMY,),
     (Either(coded(sector="army")),), NOBODY),
    ("a gap restricts nothing", (ARMY,), (Blank("sector"),), NOBODY),
    ("a column of sets restricts nothing", (Slice({"reasons": ("arms",)}, {}),), coded(reasons="arms"), NOBODY),
    ("two conditions on one column", (ARMY,), (*coded(sector="army navy"), *coded(sector="army")), EVERYONE),
    ("two conditions that no row can meet", (ARMY,), (*coded(sector="navy"), *coded(sector="police")), EVERYONE),
]  # fmt: skip


@pytest.mark.parametrize(
    ("slices", "where", "expected"),
    [pytest.param(slices, where, told, id=says) for says, slices, where, told in TABLE],
)
def test_coverage(slices: tuple[Slice, ...], where: tuple[Condition, ...], expected: str) -> None:
    found = coverage(table(*slices), where)
    assert (found.everyone, found.nobody) == (expected == EVERYONE, expected == NOBODY)


@pytest.mark.parametrize(
    ("slices", "where", "needs"),
    [
        pytest.param((ARMY_KNOWN,), coded(sector="army"), ((KNOWN,),), id="one slice"),
        pytest.param(
            (ARMY_KNOWN, NAVY_WOMEN), coded(sector="army navy"), ((KNOWN,), (WOMEN,)),
            id="a code of each: both must be so",
        ),
        pytest.param(
            (ARMY_KNOWN, Slice({"sector": ("army",)}, WOMEN)), coded(sector="army"),
            ((KNOWN, WOMEN),), id="two slices of one code: one of them will do",
        ),
        pytest.param(
            (ARMY_KNOWN, NAVY), coded(sector="army navy"), ((KNOWN,), ({},)),
            id="a code for certain persons, the other for everyone",
        ),
        pytest.param(
            (Slice({"sector": ("army", "navy")}, KNOWN),), coded(sector="army navy"), ((KNOWN,),),
            id="the same need is said once",
        ),
    ],
)  # fmt: skip
def test_coverage_by_person(
    slices: tuple[Slice, ...], where: tuple[Condition, ...], needs: tuple[tuple[Test, ...], ...]
) -> None:
    found = coverage(table(*slices), where)
    assert found == Coverage(needs)
    assert not found.everyone
    assert not found.nobody


def test_codes_that_no_slice_tells_apart_are_one() -> None:
    codes = [f"c{at}" for at in range(10_000)]
    wide, many = Slice({"sector": tuple(codes), "rank": tuple(codes)}, {}), " ".join(codes)
    assert coverage(table(wide), coded(sector=many, rank=many)).everyone
    assert coverage(table(wide), coded(sector=f"{many} other", rank=many)).nobody


def test_too_many_combinations_cover_nobody() -> None:
    codes = [f"c{at}" for at in range(30)]
    pairs = [Slice({"sector": (one,), "rank": (two,)}, {}) for one in codes for two in codes]
    few, many = " ".join(codes[:20]), " ".join(codes)
    assert coverage(table(*pairs), coded(sector=few, rank=few)).everyone
    assert len(codes) ** 2 > MOST_COMBINATIONS
    assert coverage(table(*pairs), coded(sector=many, rank=many)).nobody


# --- as verdicts ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "person", "expected"),
    [
        ("authority: OFAC", {}, Verdict.NOT_MET),
        ("authority: {any: [OFAC, UK]}", {}, Verdict.NOT_MET),
        ("authority: {any: [OFAC, EU]}", {}, Verdict.NO_RECORD),
        ("unit: u1", {}, Verdict.NO_RECORD),
        ("authority: OFAC, unit: u1", {}, Verdict.NOT_MET),
        ("authority: {not: EU}", {}, Verdict.NO_RECORD),
    ],
)
def test_a_missing_designation(engine: Engine, where: str, person: Row, expected: Verdict) -> None:
    body = f"some: designations\nwhere: {{{where}}}"
    assert verdict_of(body, on_record(person), engine=engine) is expected


@pytest.mark.parametrize(
    ("where", "background", "expected"),
    [
        ("sector: police", "", Verdict.NOT_MET),
        ("sector: military", "", Verdict.NO_RECORD),
        ("sector: military", "unknown", Verdict.NO_RECORD),
        ("sector: military", "yes", Verdict.NOT_MET),
        ("sector: military", "no", Verdict.NOT_MET),
        ("sector: {any: [military, police]}", "", Verdict.NO_RECORD),
        ("sector: {any: [military, police]}", "yes", Verdict.NOT_MET),
        ("sector: {any: [civil, police]}", "yes", Verdict.NO_RECORD),
        ("unit: u1", "yes", Verdict.NO_RECORD),
    ],
)
def test_a_missing_post(engine: Engine, where: str, background: str, expected: Verdict) -> None:
    record = on_record(row(background=background))
    assert verdict_of(f"some: posts\nwhere: {{{where}}}", record, engine=engine) is expected
