"""What an import read, took and refused, and what was or can be fetched, as documents."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from narrow.lists.fetch.publishers import Fetch, Fetched, Offer
from narrow.lists.import_log import Brought
from narrow.report.compose.pieces import bold, dim, section
from narrow.report.document import (
    FILES,
    SCREEN,
    Block,
    Cell,
    Column,
    Document,
    Number,
    Only,
    Paragraph,
    Row,
    Section,
    Style,
    Table,
    Words,
    Wrap,
)
from narrow.report.words import many

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


def compose(found: Brought, *, made: bool, everything: bool = False) -> Document:
    """Say what came of an import; of refusals and of each column's values the first ten."""
    most = None if everything else SHOWN
    blocks: list[Block] = [
        *_counted("Read", found.read),
        *_counted("Set aside, for they name no person", found.set_aside),
        *_counted("Noted", found.notes),
        *_refused(found, most),
        *_unread(found, most),
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
        yield section(title, _grid(rows, ("rows", "of"), title))


def _refused(found: Brought, most: int | None) -> Iterator[Section]:
    if found.refused:
        shown = found.refusals[:most]
        rows = ((f"{one.file}:{one.line}", one.reason) for one in shown)
        grid = _grid(rows, ("where", "why"), "Refused")
        left = _more(found.refused - len(shown))
        yield section("Refused", grid, *left, key="refused")


def _unread(found: Brought, most: int | None) -> Iterator[Section]:
    for column, count in found.unread_by.items():
        shown = [one for one in found.unread if one.column == column][:most]
        rows = ((Number(one.count), _short(one.value)) for one in shown)
        grid = _grid(rows, ("rows", "value"), f"Not understood in {column}")
        left = _more(count - sum(one.count for one in shown))
        title = f"Not understood in {column}: {count:,}"
        yield Section(title, (grid, *left), short=column, number=many(count))


def _more(count: int) -> Iterator[Block]:
    if count > 0:
        yield Only(SCREEN, (dim(f"and {count:,} more (--all, or --format json)"),))
        yield Only(FILES, (dim(f"and {count:,} more"),))


def _grid(rows: Iterable[tuple[Cell, ...]], names: tuple[str, str], caption: str) -> Table:
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
