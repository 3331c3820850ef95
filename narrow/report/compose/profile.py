"""What a register holds, as a document: a part a table, a line or a block a column, then notes."""

from collections.abc import Iterator, Mapping, Sequence

from narrow.model.profile import (
    CARE,
    By,
    ColumnProfile,
    Common,
    Complete,
    Dates,
    Fill,
    Group,
    Note,
    PerPerson,
    Precision,
    Profile,
    TableProfile,
    Worth,
    counted,
    note_words,
    percent,
)
from narrow.model.registers import Values
from narrow.report.compose.pieces import dim, hint, nobody, section
from narrow.report.document import (
    EVERYWHERE,
    FILES,
    SCREEN,
    SHEETS,
    Block,
    Cell,
    Column,
    Document,
    Gap,
    Given,
    Marked,
    Number,
    Only,
    Paragraph,
    Part,
    Row,
    Section,
    Sign,
    Style,
    Table,
    Words,
    Wrap,
)
from narrow.report.words import clean, many

# What a profile says in words: shares that never round to nothing or to all, and the notes.


__all__ = [
    "CARE", "all_words", "by_words", "counted", "dated", "gap", "listed", "missing", "note_words",
    "percent", "rows_per_person", "values",
]  # fmt: skip

FEW = 0.02  # a value in fewer of the rows is not common
FORMS = {
    Precision.DAY: "day",
    Precision.MONTH: "month",
    Precision.YEAR: "year",
    Precision.DECADE: "decade",
    Precision.CENTURY: "century",
    Precision.APPROXIMATE: "about",
    Precision.RANGE: "range",
    Precision.OPEN: "open end",
    Precision.IMPOSSIBLE: "impossible",
}


def gap(count: int, of: int) -> str:
    """Say a share of rows that hold nothing; none is left out."""
    return percent(count, of) if count else ""


def values(column: ColumnProfile) -> str:
    """Say what stands in a column most often, or how exactly its dates are written."""
    if column.dates:
        return dated(column.dates)
    if not column.common:
        return "nothing"
    filled = column.fill.filled
    if column.common[0].times == 1:
        return "all different" if column.distinct > 1 else column.common[0].value
    if column.common[0].times < FEW * filled:
        return f"none more than {column.common[0].times:,} times"
    return listed(column.common, filled)


def listed(common: Sequence[Common], of: int) -> str:
    """Say values with their shares, the most common first."""
    return ", ".join(f"{c.value} {percent(c.times, of)}" for c in common)


def dated(dates: Dates) -> str:
    """Say from when to when the plain dates reach, and how exactly dates are written."""
    total = sum(dates.precisions.values())
    ways = sorted(dates.precisions.items(), key=lambda item: -item[1])
    said = ", ".join(f"{FORMS[way]} {percent(count, total)}" for way, count in ways)
    if dates.earliest:
        first, last = dates.earliest[:4], dates.latest[:4]
        return f"{first}: {said}" if first == last else f"{first}-{last}: {said}"
    return said or "nothing"


def rows_per_person(found: PerPerson, of: int) -> str:
    """Say how many persons have a row, and how many rows they have."""
    said = f"{found.persons:,} of {counted(of, 'person')} have a row"
    if not found.persons:
        return said
    return f"{said}, {found.median:g} in the middle, {found.most:,} at most"


def by_words(by: By) -> str:
    """Say what is compared by: `gender`, or `a row in posts`."""
    return by.column or f"a row in {by.table}"


def missing(fill: Fill) -> str:
    """Say blank cells and codes for "not known" apart."""
    parts = [f"{fill.blank:,} blank"] if fill.blank else []
    parts += [f"{fill.said:,} marked as not known"] if fill.said else []
    return ", ".join(parts)


# --- notes ------------------------------------------------------------------------------------


def all_words(notes: Sequence[Note]) -> list[str]:
    """Say every note; columns of a table that are nearly always blank share one line."""
    blank: dict[str, list[str]] = {}
    for note in notes:
        if note.worth is Worth.SPARSE:
            said = f"{note.column} ({percent(note.count, note.of)})"
            blank.setdefault(note.table, []).append(said)
    told: list[str] = []
    for note in notes:
        if note.worth is not Worth.SPARSE:
            told.append(note_words(note))
        elif names := blank.pop(note.table, None):
            together = f"{note.table}: nearly always blank are {', '.join(names)}"
            told.append(together if len(names) > 1 else note_words(note))
    return told


MOST_NOTES = 12
NAME = 20  # characters of a column's name, beside its numbers
MOST_GROUPS = 7  # side by side on a screen
NOT_KNOWN = "not known"
WIDEST = 46  # letters for the heads of all groups together; longer ones become letters
_KINDS = {Values.ONE: "", Values.RIVAL: ", rival values", Values.SET: ", several values"}


def compose(given: Profile, *, full: bool = False) -> Document:
    """Say what a register holds; `full` gives every column a block of its own, and all notes."""
    until = f"known until {given.known_until}" if given.known_until else "known until: not said"
    persons = counted(given.persons, "person")
    said = f"register {given.register}: {persons}, {until} (sha256 {given.sha256[:12]})"
    blocks = [_table(given, table, full=full) for table in given.tables]
    blocks.append(_notes(given.notes, len(given.notes) if full else MOST_NOTES))
    title = given.title or given.register
    head = (Paragraph(said),)
    return Document(title, tuple(blocks), head=head, care=CARE, kind="narrow profile")


def _table(given: Profile, table: TableProfile, *, full: bool) -> Section:
    blocks = list(_about(given, table, full=full))
    if table.by:
        blocks += _groups(table)
    elif full:
        blocks.append(Only(EVERYWHERE - SHEETS, tuple(map(_column, table.columns))))
        blocks.append(Only(SHEETS, tuple(_sheets(table))))
    else:
        blocks += _columns(table)
    title = f"{table.role} ({counted(table.rows, 'row')})"
    return Section(title, tuple(blocks), short=table.role, number=many(table.rows))


# --- one table --------------------------------------------------------------------------------


def _about(given: Profile, table: TableProfile, *, full: bool) -> Iterator[Block]:
    if table.per_person:
        yield Paragraph(rows_per_person(table.per_person, given.persons), 2)
        if not table.complete:
            yield Paragraph("a missing row says nothing of anybody", 2)
    for complete in table.complete:
        yield Paragraph(_complete(complete, given.persons), 2)
        if full and complete.says:
            yield dim(f"“{complete.says}”", 4)
    if table.cited:
        yield from _cited(table, full=full)


def _complete(complete: Complete, of: int) -> str:
    rows = f" with {_codes(complete.where)}" if complete.where else ""
    whom = f" with {_codes(complete.person)}" if complete.person else ""
    all_of = f"all {of:,}" if complete.persons == of else f"{complete.persons:,} of {of:,}"
    return f"a missing row{rows} means no for {all_of} persons{whom}"


def _codes(where: Mapping[str, Sequence[str]]) -> str:
    return " and ".join(f"{name} {_some(codes)}" for name, codes in where.items())


def _some(codes: Sequence[str]) -> str:
    shown = " or ".join(codes[:3])
    return f"{shown} and {len(codes) - 3} more" if len(codes) > 3 else shown


def _cited(table: TableProfile, *, full: bool) -> Iterator[Block]:
    cited = table.cited
    if not cited:
        return
    without = f"; {cited.without:,} rows name none" if cited.without else ""
    marks = f"; marks: {listed(cited.marks, table.rows)}" if cited.marks else ""
    yield Paragraph(f"{counted(cited.distinct, 'source')}{without}{marks}", 2)
    if full and cited.sources:
        yield dim(f"cited most: {listed(cited.sources, table.rows)}")
    if full and cited.grades:
        yield dim(f"grades of the sources: {listed(cited.grades, table.rows)}")


def _columns(table: TableProfile) -> Iterator[Block]:
    heads = (("filled", 6), ("blank", 5), ("marked", 6), ("values", 6))
    columns = (
        Column("", width=NAME, wrap=Wrap.CUT, name="column"),
        *(Column(name, right=True, wrap=Wrap.NEVER, width=width) for name, width in heads),
        Column("most common", wrap=Wrap.CUT, fills=True),
    )
    rows = tuple(Row(_cells(column)) for column in table.columns)
    caption = f"The columns of {table.role}"
    yield Table(columns, rows, caption=caption, gap=1, wide=True)
    meant: dict[str, list[str]] = {}
    for c in table.columns:
        if c.column.applies_where:
            meant.setdefault(_codes(c.column.applies_where), []).append(c.column.name)
    for where, names in meant.items():
        yield dim(f"{', '.join(names)}: of the rows with {where}")


def _cells(column: ColumnProfile) -> tuple[Cell, ...]:
    fill = column.fill
    several = percent(column.several, fill.filled)
    said = f"{several} have several; {values(column)}" if column.several else values(column)
    return (
        column.column.name,
        percent(fill.filled, fill.rows),
        gap(fill.blank, fill.rows),
        gap(fill.said, fill.rows),
        Number(column.distinct),
        said,
    )


# --- one column in full -------------------------------------------------------------------------


def _column(given: ColumnProfile) -> Section:
    column = given.column
    kind = Words(_kind(given), Style.DIM)
    title: tuple[Part, ...] = (column.name, Gap(), kind)
    if column.title and column.title != column.name:
        title = (*title, Words(f": {column.title}", Style.DIM))
    return Section(title, (*_fill(given), *_values(given)), indent=2)


def _fill(given: ColumnProfile) -> Iterator[Block]:
    fill = given.fill
    said = f"{percent(fill.filled, fill.rows)} filled: {fill.filled:,} of {fill.rows:,} rows"
    gaps = missing(fill)
    yield Paragraph(f"{said}; {gaps}" if gaps else said, 4)
    if fill.outside:
        yield dim(f"{counted(fill.outside, 'more row')} where it has no meaning", 4)
    if not given.distinct:
        return
    different = counted(given.distinct, "different value")
    vocabulary = f" of {given.codes} in its vocabulary" if given.codes else ""
    several = f"; {counted(given.several, 'row')} with several" if given.several else ""
    yield Paragraph(f"{different}{vocabulary}{several}", 4)
    if given.dates:
        yield Paragraph(dated(given.dates), 4)
        if given.dates.earliest:
            reach = f"plain dates from {given.dates.earliest} to {given.dates.latest}"
            yield Paragraph(reach, 4)


def _sheets(table: TableProfile) -> Iterator[Table]:
    """Say all columns as one table with their numbers, and all their values as another."""
    heads = ("column", "title", "kind", "rows", "filled", "blank", "marked", "values", "several")
    rows = [
        Row(
            (
                given.column.name,
                given.column.title,
                _kind(given),
                *map(Number, (given.fill.rows, given.fill.filled, given.fill.blank)),
                *map(Number, (given.fill.said, given.distinct, given.several)),
                values(given),
            )
        )
        for given in table.columns
    ]
    columns = tuple(map(Column, (*heads, "most common")))
    yield Table(columns, tuple(rows), caption=f"The columns of {table.role}")
    found = [Row((c.column.name, *row.cells)) for c in table.columns for row in _common(c)]
    if found:
        columns = tuple(map(Column, ("column", "rows", "share", "value")))
        yield Table(columns, tuple(found), caption=f"The values of {table.role}")


def _kind(given: ColumnProfile) -> str:
    return f"{given.column.kind}{_KINDS[given.column.values]}"


def _common(given: ColumnProfile) -> list[Row]:
    filled = given.fill.filled
    common = [c for c in given.common if c.times > 1 or given.distinct == 1]
    rows = [_value(c, percent(c.times, filled)) for c in common]
    return rows + [_value(c, "?", " (not known)") for c in given.said]


def _values(given: ColumnProfile) -> Iterator[Block]:
    if rows := _common(given):
        columns = (
            Column("", right=True, width=7, name="rows"),
            Column("", right=True, width=5, name="share"),
            Column("", wrap=Wrap.CUT, name="value"),
        )
        caption = f"The values of {given.column.name}"
        yield Table(columns, tuple(rows), caption=caption, indent=4, headed=False, gap=1)


def _value(common: Common, share: str, note: str = "") -> Row:
    value: Given = (common.value, Words(note, Style.DIM))
    return Row((Number(common.times), (Words(share, Style.DIM),), value))


# --- groups side by side ------------------------------------------------------------------------


def _groups(table: TableProfile) -> Iterator[Block]:
    """Say the share of rows that hold something, a line for each column, a column a group."""
    if table.by:
        yield dim(f"share of rows filled, by {by_words(table.by)}")
    shown = table.groups[:MOST_GROUPS]
    names = [group.value or NOT_KNOWN for group in shown]
    lettered = sum(len(clean(name)) for name in names) + len(names) > WIDEST
    heads = [chr(ord("A") + at) for at in range(len(names))] if lettered else names
    if lettered:
        for head, name in zip(heads, names, strict=True):
            legend = Paragraph((head, Gap(), name), 4, Style.DIM, cut=True)
            yield Only(SCREEN, (legend,))
    yield Only(SCREEN, (_grid(table, shown, heads, names),))
    every = [group.value or NOT_KNOWN for group in table.groups]
    yield Only(FILES, (_grid(table, table.groups, every, every),))
    if len(table.groups) > len(shown):
        left = counted(len(table.groups) - len(shown), "more value")
        yield hint(f"and {left} with --format json")


def _grid(
    table: TableProfile, shown: Sequence[Group], heads: Sequence[str], names: Sequence[str]
) -> Table:
    columns = [Column("", wrap=Wrap.CUT, most=24, name="column")]
    columns += [
        Column(head, right=True, wrap=Wrap.NEVER, least=5, name=name)
        for head, name in zip(heads, names, strict=True)
    ]
    counts = (Number(group.rows, style=Style.DIM) for group in shown)
    rows = [Row(((Words("rows", Style.DIM),), *counts))]
    for column in table.columns:
        name = column.column.name
        fills = [group.fills[name] for group in shown]
        rows.append(Row((name, *(percent(fill.filled, fill.rows) for fill in fills))))
    for role in shown[0].present if shown else ():
        shares = [percent(group.present[role], group.rows) for group in shown]
        rows.append(Row(((Words(f"a row in {role}", Style.DIM),), *shares)))
    return Table(tuple(columns), tuple(rows), caption=f"The fill of {table.role}")


# --- what needs an eye ------------------------------------------------------------------------


def _notes(notes: Sequence[Note], most: int) -> Section:
    blocks: list[Block] = []
    if not notes:
        blocks.append(nobody("nothing: no contradictions, no column nearly blank, no uneven fill"))
    told = [Marked(Sign("!", Style.WARNING, "mind"), said) for said in all_words(notes)]
    blocks += told[:most]
    if len(told) > most:
        blocks.append(hint(f"and {len(told) - most} more with --table or --format json"))
        blocks.append(Only(FILES, tuple(told[most:])))
    return section("Worth an eye", *blocks, key="notes")
