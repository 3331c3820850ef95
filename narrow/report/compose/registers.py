"""What is told of a register as a document: its profile, its twins, an import, a fetch."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from narrow.errors import install
from narrow.lists.fetch.publishers import Fetch, Fetched, Offer
from narrow.lists.import_log import Brought
from narrow.model.profile import (
    CARE,
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
from narrow.report import document as doc
from narrow.report.compose.pieces import bold, dim, hint, more, nobody, section
from narrow.report.words import clean, many

# What a profile says in words: shares that never round to nothing or to all, and the notes.


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


def compose(given: Any, *, everyone: bool, full: bool) -> doc.Document:
    """Say what was told of a register, by the word of its question."""
    match given.kind:
        case "profile":
            return compose_profile(given, full=full)
        case "twins":
            return compose_twins(given, everyone=everyone)
        case "import":
            return compose_import(given, made=given.made, everything=everyone)
        case "fetch":
            return compose_fetch(given)
    return compose_offers(given.lists)


def compose_profile(given: Profile, *, full: bool = False) -> doc.Document:
    """Say what a register holds; `full` gives every column a block of its own, and all notes."""
    until = f"known until {given.known_until}" if given.known_until else "known until: not said"
    persons = counted(given.persons, "person")
    said = f"register {given.register}: {persons}, {until} (sha256 {given.sha256[:12]})"
    blocks = [_table(given, table, full=full) for table in given.tables]
    blocks.append(_notes(given.notes, len(given.notes) if full else MOST_NOTES))
    title = given.title or given.register
    head = (doc.Paragraph(said),)
    return doc.Document(title, tuple(blocks), head=head, care=CARE, kind="narrow profile")


def _table(given: Profile, table: TableProfile, *, full: bool) -> doc.Section:
    blocks = list(_about(given, table, full=full))
    if table.by:
        blocks += _groups(table)
    elif full:
        blocks.append(doc.Only(doc.EVERYWHERE - doc.SHEETS, tuple(map(_column, table.columns))))
        blocks.append(doc.Only(doc.SHEETS, tuple(_sheets(table))))
    else:
        blocks += _columns(table)
    title = f"{table.role} ({counted(table.rows, 'row')})"
    return doc.Section(title, tuple(blocks), short=table.role, number=many(table.rows))


# --- one table --------------------------------------------------------------------------------


def _about(given: Profile, table: TableProfile, *, full: bool) -> Iterator[doc.Block]:
    if table.per_person:
        yield doc.Paragraph(rows_per_person(table.per_person, given.persons), 2)
        if not table.complete:
            yield doc.Paragraph("a missing row says nothing of anybody", 2)
    for complete in table.complete:
        yield doc.Paragraph(_complete(complete, given.persons), 2)
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


def _cited(table: TableProfile, *, full: bool) -> Iterator[doc.Block]:
    cited = table.cited
    if not cited:
        return
    without = f"; {cited.without:,} rows name none" if cited.without else ""
    marks = f"; marks: {listed(cited.marks, table.rows)}" if cited.marks else ""
    yield doc.Paragraph(f"{counted(cited.distinct, 'source')}{without}{marks}", 2)
    if full and cited.sources:
        yield dim(f"cited most: {listed(cited.sources, table.rows)}")
    if full and cited.grades:
        yield dim(f"grades of the sources: {listed(cited.grades, table.rows)}")


def _columns(table: TableProfile) -> Iterator[doc.Block]:
    heads = (("filled", 6), ("blank", 5), ("marked", 6), ("values", 6))
    columns = (
        doc.Column("", width=NAME, wrap=doc.Wrap.CUT, name="column"),
        *(doc.Column(name, right=True, wrap=doc.Wrap.NEVER, width=width) for name, width in heads),
        doc.Column("most common", wrap=doc.Wrap.CUT, fills=True),
    )
    rows = tuple(doc.Row(_cells(column)) for column in table.columns)
    caption = f"The columns of {table.role}"
    yield doc.Table(columns, rows, caption=caption, gap=1, wide=True)
    meant: dict[str, list[str]] = {}
    for c in table.columns:
        if c.column.applies_where:
            meant.setdefault(_codes(c.column.applies_where), []).append(c.column.name)
    for where, names in meant.items():
        yield dim(f"{', '.join(names)}: of the rows with {where}")


def _cells(column: ColumnProfile) -> tuple[doc.Cell, ...]:
    fill = column.fill
    several = percent(column.several, fill.filled)
    said = f"{several} have several; {values(column)}" if column.several else values(column)
    return (
        column.column.name,
        percent(fill.filled, fill.rows),
        gap(fill.blank, fill.rows),
        gap(fill.said, fill.rows),
        doc.Number(column.distinct),
        said,
    )


# --- one column in full -------------------------------------------------------------------------


def _column(given: ColumnProfile) -> doc.Section:
    column = given.column
    kind = doc.Words(_kind(given), doc.Style.DIM)
    title: tuple[doc.Part, ...] = (column.name, doc.Gap(), kind)
    if column.title and column.title != column.name:
        title = (*title, doc.Words(f": {column.title}", doc.Style.DIM))
    return doc.Section(title, (*_fill(given), *_values(given)), indent=2)


def _fill(given: ColumnProfile) -> Iterator[doc.Block]:
    fill = given.fill
    said = f"{percent(fill.filled, fill.rows)} filled: {fill.filled:,} of {fill.rows:,} rows"
    gaps = missing(fill)
    yield doc.Paragraph(f"{said}; {gaps}" if gaps else said, 4)
    if fill.outside:
        yield dim(f"{counted(fill.outside, 'more row')} where it has no meaning", 4)
    if not given.distinct:
        return
    different = counted(given.distinct, "different value")
    vocabulary = f" of {given.codes} in its vocabulary" if given.codes else ""
    several = f"; {counted(given.several, 'row')} with several" if given.several else ""
    yield doc.Paragraph(f"{different}{vocabulary}{several}", 4)
    if given.dates:
        yield doc.Paragraph(dated(given.dates), 4)
        if given.dates.earliest:
            reach = f"plain dates from {given.dates.earliest} to {given.dates.latest}"
            yield doc.Paragraph(reach, 4)


def _sheets(table: TableProfile) -> Iterator[doc.Table]:
    """Say all columns as one table with their numbers, and all their values as another."""
    heads = ("column", "title", "kind", "rows", "filled", "blank", "marked", "values", "several")
    rows = [
        doc.Row(
            (
                given.column.name,
                given.column.title,
                _kind(given),
                *map(doc.Number, (given.fill.rows, given.fill.filled, given.fill.blank)),
                *map(doc.Number, (given.fill.said, given.distinct, given.several)),
                values(given),
            )
        )
        for given in table.columns
    ]
    columns = tuple(map(doc.Column, (*heads, "most common")))
    yield doc.Table(columns, tuple(rows), caption=f"The columns of {table.role}")
    found = [doc.Row((c.column.name, *row.cells)) for c in table.columns for row in _common(c)]
    if found:
        columns = tuple(map(doc.Column, ("column", "rows", "share", "value")))
        yield doc.Table(columns, tuple(found), caption=f"The values of {table.role}")


def _kind(given: ColumnProfile) -> str:
    return f"{given.column.kind}{_KINDS[given.column.values]}"


def _common(given: ColumnProfile) -> list[doc.Row]:
    filled = given.fill.filled
    common = [c for c in given.common if c.times > 1 or given.distinct == 1]
    rows = [_value(c, percent(c.times, filled)) for c in common]
    return rows + [_value(c, "?", " (not known)") for c in given.said]


def _values(given: ColumnProfile) -> Iterator[doc.Block]:
    if rows := _common(given):
        columns = (
            doc.Column("", right=True, width=7, name="rows"),
            doc.Column("", right=True, width=5, name="share"),
            doc.Column("", wrap=doc.Wrap.CUT, name="value"),
        )
        caption = f"The values of {given.column.name}"
        yield doc.Table(columns, tuple(rows), caption=caption, indent=4, headed=False, gap=1)


def _value(common: Common, share: str, note: str = "") -> doc.Row:
    value: doc.Given = (common.value, doc.Words(note, doc.Style.DIM))
    return doc.Row((doc.Number(common.times), (doc.Words(share, doc.Style.DIM),), value))


# --- groups side by side ------------------------------------------------------------------------


def _groups(table: TableProfile) -> Iterator[doc.Block]:
    """Say the share of rows that hold something, a line for each column, a column a group."""
    if table.by:
        by = table.by.column or f"a row in {table.by.table}"
        yield dim(f"share of rows filled, by {by}")
    shown = table.groups[:MOST_GROUPS]
    names = [group.value or NOT_KNOWN for group in shown]
    lettered = sum(len(clean(name)) for name in names) + len(names) > WIDEST
    heads = [chr(ord("A") + at) for at in range(len(names))] if lettered else names
    if lettered:
        for head, name in zip(heads, names, strict=True):
            legend = doc.Paragraph((head, doc.Gap(), name), 4, doc.Style.DIM, cut=True)
            yield doc.Only(doc.SCREEN, (legend,))
    yield doc.Only(doc.SCREEN, (_grid(table, shown, heads, names),))
    every = [group.value or NOT_KNOWN for group in table.groups]
    yield doc.Only(doc.FILES, (_grid(table, table.groups, every, every),))
    if len(table.groups) > len(shown):
        left = counted(len(table.groups) - len(shown), "more value")
        yield hint(f"and {left} with --format json")


def _grid(
    table: TableProfile, shown: Sequence[Group], heads: Sequence[str], names: Sequence[str]
) -> doc.Table:
    columns = [doc.Column("", wrap=doc.Wrap.CUT, most=24, name="column")]
    columns += [
        doc.Column(head, right=True, wrap=doc.Wrap.NEVER, least=5, name=name)
        for head, name in zip(heads, names, strict=True)
    ]
    counts = (doc.Number(group.rows, style=doc.Style.DIM) for group in shown)
    rows = [doc.Row(((doc.Words("rows", doc.Style.DIM),), *counts))]
    for column in table.columns:
        name = column.column.name
        fills = [group.fills[name] for group in shown]
        rows.append(doc.Row((name, *(percent(fill.filled, fill.rows) for fill in fills))))
    for role in shown[0].present if shown else ():
        shares = [percent(group.present[role], group.rows) for group in shown]
        rows.append(doc.Row(((doc.Words(f"a row in {role}", doc.Style.DIM),), *shares)))
    return doc.Table(tuple(columns), tuple(rows), caption=f"The fill of {table.role}")


# --- what needs an eye ------------------------------------------------------------------------


def _notes(notes: Sequence[Note], most: int) -> doc.Section:
    blocks: list[doc.Block] = []
    if not notes:
        blocks.append(nobody("nothing: no contradictions, no column nearly blank, no uneven fill"))
    told = [doc.Marked(doc.Sign("!", doc.Style.WARNING, "mind"), said) for said in all_words(notes)]
    blocks += told[:most]
    if len(told) > most:
        blocks.append(hint(f"and {len(told) - most} more with --table or --format json"))
        blocks.append(doc.Only(doc.FILES, tuple(told[most:])))
    return section("Worth an eye", *blocks, key="notes")


# Pairs of persons who may be one, as a document, with what speaks for it and against.


MOST = 40  # pairs on a screen


def compose_twins(found: Suspected, *, everyone: bool = False) -> doc.Document:
    """Say the pairs, the likeliest first; the first forty unless `everyone`."""
    shown = found.pairs if everyone else found.pairs[:MOST]
    about = f"register {found.register}: {many(found.persons)} persons"
    blocks: list[doc.Block] = [] if shown else [dim("no pair")]
    for pair in shown:
        blocks += _pair(pair)
    blocks += more(len(found.pairs) - len(shown), "with --all")
    pairs = doc.Section(
        f"{_pairs(len(found.pairs))} may be one person each",
        tuple(blocks),
        key="pairs",
        short="Pairs",
        number=many(len(found.pairs)),
    )
    head = (doc.Paragraph(f"{about} (sha256 {found.sha256[:12]})"),)
    return doc.Document(
        found.register_title,
        (pairs, doc.Space(), *_looked(found)),
        head=head,
        care=found.care,
        kind="narrow twins",
    )


def _pair(pair: Twins) -> Iterator[doc.Block]:
    """Say both names, then what speaks for one person and what against; a search finds either."""
    yield doc.Space()
    names = (
        doc.Paragraph(
            (doc.Named(p.name, doc.Style.STRONG), doc.Gap(), doc.Code(p.id, doc.Style.DIM)), 2
        )
        for p in (pair.first, pair.second)
    )
    speaks = (doc.Paragraph(f"+ {said}", 4) for said in pair.speaks_for)
    against = (doc.Paragraph(f"- {said}", 4) for said in pair.against)
    yield doc.About(pair.first, (*names, *speaks, *against))


def _looked(found: Suspected) -> Iterator[doc.Block]:
    met = f"{_pairs(found.compared)} met by a number, a name or a birthday and were compared"
    yield doc.Paragraph(met)
    for what, count in found.passed_over.items():
        yield doc.Paragraph(f"{many(count)} {what} were passed over: too many people share each")
    if not found.spelling:
        said = f"names in other letters and spellings were not compared: {install('names')}"
        yield doc.Paragraph(said)


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
_FILE: Any = {"right": False, "wrap": doc.Wrap.FOLD}
_UNSTATED = "The server did not say how long the file is: a torn end cannot be told."


# --- an import ----------------------------------------------------------------------------------


def compose_import(found: Brought, *, made: bool, everything: bool = False) -> doc.Document:
    """Say what came of an import; of refusals and of each column's values the first ten."""
    most = None if everything else SHOWN
    blocks: list[doc.Block] = [
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
    head = (doc.Paragraph(_headline(found)),)
    return doc.Document(found.title, tuple(blocks), head=head, kind="narrow import")


def _headline(found: Brought) -> str:
    aside = sum(found.set_aside.values())
    said = f"{found.taken:,} rows taken, {aside:,} set aside, {found.refused:,} refused"
    return f"{said} of {sum(found.read.values()):,}; {found.unread_total:,} values not understood"


def _counted(title: str, counts: Mapping[str, int]) -> Iterator[doc.Section]:
    if counts:
        rows = ((doc.Number(count), name) for name, count in counts.items())
        yield section(title, _pairs_of(rows, ("rows", "of"), title))


def _refused(found: Brought, most: int | None) -> Iterator[doc.Section]:
    if found.refused:
        shown = found.refusals[:most]
        rows = ((f"{one.file}:{one.line}", one.reason) for one in shown)
        grid = _pairs_of(rows, ("where", "why"), "Refused")
        left = _more(found.refused - len(shown))
        yield section("Refused", grid, *left, key="refused")


def _unread(found: Brought, most: int | None) -> Iterator[doc.Section]:
    for column, count in found.unread_by.items():
        shown = [one for one in found.unread if one.column == column][:most]
        rows = ((doc.Number(one.count), _short(one.value)) for one in shown)
        grid = _pairs_of(rows, ("rows", "value"), f"Not understood in {column}")
        left = _more(count - sum(one.count for one in shown))
        title = f"Not understood in {column}: {count:,}"
        yield doc.Section(title, (grid, *left), short=column, number=many(count))


def _not_taken(found: Brought, most: int | None) -> Iterator[doc.Section]:
    """Say what reached no column, by its place; what is left out on purpose stands with its why."""
    for title, some in (
        ("Not taken: no column holds it", [one for one in found.not_taken if not one.why]),
        ("Left out on purpose", [one for one in found.not_taken if one.why]),
    ):
        if some:
            rows = (
                (doc.Number(one.count), f"{one.path}: {one.why or _short(one.example)}")
                for one in some[:most]
            )
            grid = _pairs_of(rows, ("values", "where"), title)
            yield section(title, grid, *_more(len(some[most or len(some) :])))


def _more(count: int) -> Iterator[doc.Block]:
    if count > 0:
        yield doc.Only(doc.SCREEN, (dim(f"and {count:,} more (--all, or --format json)"),))
        yield doc.Only(doc.FILES, (dim(f"and {count:,} more"),))


def _pairs_of(
    rows: Iterable[tuple[doc.Cell, ...]],
    names: tuple[str, str],
    caption: str,
    *,
    right: bool = True,
    wrap: doc.Wrap = doc.Wrap.WORDS,
) -> doc.Table:
    columns = (
        doc.Column("", right=right, wrap=doc.Wrap.NEVER, name=names[0]),
        doc.Column("", wrap=wrap, fills=True, name=names[1]),
    )
    return doc.Table(columns, tuple(map(doc.Row, rows)), caption=caption, headed=False, snug=True)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


# --- a fetch ------------------------------------------------------------------------------------


def compose_fetch(found: Fetch) -> doc.Document:
    """Say each file that was fetched with its size, its day and its hash."""
    blocks: list[doc.Block] = [_file(one) for one in found.files]
    said = "Nothing was imported; that is the next step: narrow import"
    next_step = (doc.Paragraph(said),) if found.publisher else ()
    blocks.append(section(f"The files are in {found.into}", *next_step, short="Where"))
    return doc.Document(found.title, tuple(blocks), kind="narrow fetch")


def compose_offers(offers: Sequence[Offer]) -> doc.Document:
    """Say what can be fetched, by publisher."""
    blocks = []
    for name in dict.fromkeys(one.publisher for one in offers):
        mine = [one for one in offers if one.publisher == name]
        usual = " (the usual one)" if len(mine) > 1 else ""
        rows = ((one.form, one.title + usual * (one is mine[0])) for one in mine)
        grid = _pairs_of(rows, ("form", "list"), f"The lists of {name}", **_FILE)
        blocks.append(section(name, grid, dim(f"documented at {mine[0].page}")))
    return doc.Document("What can be fetched", tuple(blocks), kind="narrow fetch", titled=False)


def _file(one: Fetched) -> doc.Section:
    said = [
        ("", _HOW[one.how]),
        ("looks like", one.looks),
        ("size", f"{one.size:,} bytes"),
        ("from", one.address),
        ("fetched", one.day),
        ("modified", one.modified),
        ("SHA-256", one.sha256),
    ]
    rows = [((doc.Words(name, doc.Style.DIM),), text) for name, text in said if text]
    blocks: list[doc.Block] = [_pairs_of(rows, ("what", "value"), one.file, **_FILE)]
    if not one.stated:
        blocks.append(doc.Paragraph(_UNSTATED, 2, doc.Style.WARNING))
    return section(one.file, *blocks, short=one.file)
