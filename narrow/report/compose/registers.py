"""What is told of a register as a document: its profile, its twins, an import, a fetch."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from narrow.lists.fetch.publishers import Fetch, Fetched, Offer
from narrow.lists.import_log import Brought
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
from narrow.registers.twins import Suspected, Twins
from narrow.report.compose.pieces import bold, dim, hint, more, nobody, section
from narrow.report.document import (
    EVERYWHERE,
    FILES,
    SCREEN,
    SHEETS,
    About,
    Block,
    Cell,
    Code,
    Column,
    Document,
    Gap,
    Given,
    Marked,
    Named,
    Number,
    Only,
    Paragraph,
    Part,
    Row,
    Section,
    Sign,
    Space,
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


def compose_profile(given: Profile, *, full: bool = False) -> Document:
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


# Pairs of persons who may be one, as a document, with what speaks for it and against.


MOST = 40  # pairs on a screen


def compose_twins(found: Suspected, *, everyone: bool = False) -> Document:
    """Say the pairs, the likeliest first; the first forty unless `everyone`."""
    shown = found.pairs if everyone else found.pairs[:MOST]
    about = f"register {found.register}: {many(found.persons)} persons"
    blocks: list[Block] = [] if shown else [dim("no pair")]
    for pair in shown:
        blocks += _pair(pair)
    blocks += more(len(found.pairs) - len(shown), "with --all")
    pairs = Section(
        f"{_pairs(len(found.pairs))} may be one person each",
        tuple(blocks),
        key="pairs",
        short="Pairs",
        number=many(len(found.pairs)),
    )
    head = (Paragraph(f"{about} (sha256 {found.sha256[:12]})"),)
    return Document(
        found.register_title,
        (pairs, Space(), *_looked(found)),
        head=head,
        care=found.care,
        kind="narrow twins",
    )


def _pair(pair: Twins) -> Iterator[Block]:
    """Say both names, then what speaks for one person and what against; a search finds either."""
    yield Space()
    names = (
        Paragraph((Named(p.name, Style.STRONG), Gap(), Code(p.id, Style.DIM)), 2)
        for p in (pair.first, pair.second)
    )
    speaks = (Paragraph(f"+ {said}", 4) for said in pair.speaks_for)
    against = (Paragraph(f"- {said}", 4) for said in pair.against)
    yield About(pair.first, (*names, *speaks, *against))


def _looked(found: Suspected) -> Iterator[Block]:
    met = f"{_pairs(found.compared)} met by a number, a name or a birthday and were compared"
    yield Paragraph(met)
    for what, count in found.passed_over.items():
        yield Paragraph(f"{many(count)} {what} were passed over: too many people share each")
    if not found.spelling:
        said = "names in other letters and spellings were not compared: pip install 'narrow[names]'"
        yield Paragraph(said)


def _pairs(count: int) -> str:
    return "1 pair" if count == 1 else f"{many(count)} pairs"


# What an import read, took and refused, and what was or can be fetched, as documents.


SHOWN = 10  # refusals, and values of one column
LONGEST = 60  # characters of a value
_HOW = {
    "new": "fetched",
    "resumed": "fetched, going on from an earlier try",
    "unchanged": "unchanged at the publisher's, not fetched again",
    "checked": "is what was fetched",
}
_UNSTATED = "The server did not say how long the file is: a torn end cannot be told."


# --- an import ----------------------------------------------------------------------------------


def compose_import(found: Brought, *, made: bool, everything: bool = False) -> Document:
    """Say what came of an import; of refusals and of each column's values the first ten."""
    most = None if everything else SHOWN
    blocks: list[Block] = [
        *_counted("Read", found.read),
        *_counted("Set aside, for they name no person", found.set_aside),
        *_counted("Noted", found.notes),
        *_refused(found, most),
        *_unread(found, most),
        *_not_taken(found, most),
    ]
    if made:
        blocks += _counted("Written, in rows", found.written)
        blocks.append(bold(f"The register is {found.into}"))
    head = (Paragraph(_headline(found)),)
    return Document(found.title, tuple(blocks), head=head, kind="narrow import")


def _headline(found: Brought) -> str:
    aside = sum(found.set_aside.values())
    said = f"{found.taken:,} rows taken, {aside:,} set aside, {found.refused:,} refused"
    return f"{said} of {sum(found.read.values()):,}; {found.unread_total:,} values not understood"


def _counted(title: str, counts: Mapping[str, int]) -> Iterator[Section]:
    if counts:
        rows = ((Number(count), name) for name, count in counts.items())
        yield section(title, _imports_grid(rows, ("rows", "of"), title))


def _refused(found: Brought, most: int | None) -> Iterator[Section]:
    if found.refused:
        shown = found.refusals[:most]
        rows = ((f"{one.file}:{one.line}", one.reason) for one in shown)
        grid = _imports_grid(rows, ("where", "why"), "Refused")
        left = _more(found.refused - len(shown))
        yield section("Refused", grid, *left, key="refused")


def _unread(found: Brought, most: int | None) -> Iterator[Section]:
    for column, count in found.unread_by.items():
        shown = [one for one in found.unread if one.column == column][:most]
        rows = ((Number(one.count), _short(one.value)) for one in shown)
        grid = _imports_grid(rows, ("rows", "value"), f"Not understood in {column}")
        left = _more(count - sum(one.count for one in shown))
        title = f"Not understood in {column}: {count:,}"
        yield Section(title, (grid, *left), short=column, number=many(count))


def _not_taken(found: Brought, most: int | None) -> Iterator[Section]:
    """Say what reached no column, by its place; what is left out on purpose stands with its why."""
    for title, some in (
        ("Not taken: no column holds it", [one for one in found.not_taken if not one.why]),
        ("Left out on purpose", [one for one in found.not_taken if one.why]),
    ):
        if some:
            rows = (
                (Number(one.count), f"{one.path}: {one.why or _short(one.example)}")
                for one in some[:most]
            )
            grid = _imports_grid(rows, ("values", "where"), title)
            yield section(title, grid, *_more(len(some[most or len(some) :])))


def _more(count: int) -> Iterator[Block]:
    if count > 0:
        yield Only(SCREEN, (dim(f"and {count:,} more (--all, or --format json)"),))
        yield Only(FILES, (dim(f"and {count:,} more"),))


def _imports_grid(rows: Iterable[tuple[Cell, ...]], names: tuple[str, str], caption: str) -> Table:
    columns = (
        Column("", right=True, wrap=Wrap.NEVER, name=names[0]),
        Column("", fills=True, name=names[1]),
    )
    return Table(columns, tuple(map(Row, rows)), caption=caption, headed=False, snug=True)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


# --- a fetch ------------------------------------------------------------------------------------


def compose_fetch(found: Fetch) -> Document:
    """Say each file that was fetched with its size, its day and its hash."""
    blocks: list[Block] = [_file(one) for one in found.files]
    said = "Nothing was imported; that is the next step: narrow import"
    next_step = (Paragraph(said),) if found.publisher else ()
    blocks.append(section(f"The files are in {found.into}", *next_step, short="Where"))
    return Document(found.title, tuple(blocks), kind="narrow fetch")


def compose_offers(offers: Sequence[Offer]) -> Document:
    """Say what can be fetched, by publisher."""
    blocks = []
    for name in dict.fromkeys(one.publisher for one in offers):
        mine = [one for one in offers if one.publisher == name]
        rows: list[tuple[Cell, ...]] = []
        for at, one in enumerate(mine):
            usual = " (the usual one)" if at == 0 and len(mine) > 1 else ""
            rows.append((one.form, one.title + usual))
        grid = _files(rows, ("form", "list"), f"The lists of {name}")
        blocks.append(section(name, grid, dim(f"documented at {mine[0].page}")))
    return Document("What can be fetched", tuple(blocks), kind="narrow fetch", titled=False)


def _file(one: Fetched) -> Section:
    said = [
        ("", _HOW[one.how]),
        ("looks like", one.looks),
        ("size", f"{one.size:,} bytes"),
        ("from", one.address),
        ("fetched", one.day),
        ("modified", one.modified),
        ("SHA-256", one.sha256),
    ]
    rows = [((Words(name, Style.DIM),), text) for name, text in said if text]
    blocks: list[Block] = [_files(rows, ("what", "value"), one.file)]
    if not one.stated:
        blocks.append(Paragraph(_UNSTATED, 2, Style.WARNING))
    return section(one.file, *blocks, short=one.file)


def _files(rows: Iterable[tuple[Cell, ...]], names: tuple[str, str], caption: str) -> Table:
    columns = (
        Column("", wrap=Wrap.NEVER, name=names[0]),
        Column("", wrap=Wrap.FOLD, fills=True, name=names[1]),
    )
    return Table(columns, tuple(map(Row, rows)), caption=caption, headed=False, snug=True)
