"""The EU's consolidated list of financial sanctions as CSV, form 1.1, with `;` between cells.

An entry has a row for each of its names, addresses, birth dates and so on. This form does not say
which names are weak: their quality is blank.
"""

from collections.abc import Sequence
from pathlib import Path

from narrow.errors import RequestError
from narrow.imports.eu_acts import Acts
from narrow.imports.eu_entry import (
    AUTHORITY,
    BLOCKS,
    ENTERPRISE,
    PERSON,
    PUBLISHER,
    SOURCE,
    TITLE,
    Entry,
    fault_of,
    key_of,
    listed,
)
from narrow.imports.gathering import Header, Row, Table, header_of, uniquely
from narrow.imports.intake import Intake, Sink
from narrow.imports.listed import write_listed
from narrow.imports.rows import Titles, nothing_understood, write_source
from narrow.imports.written_days import day_first

MARK = ";"
_ID, _KIND, _CODE = (
    "entity_logicalid",
    "entity_subjecttype",
    "entity_subjecttype_classificationcode",
)
_DAY = "filegenerationdate"
NEEDED = frozenset({_ID, _KIND, "namealias_wholename"})
_KINDS = {"p": PERSON, PERSON: PERSON, "e": ENTERPRISE, ENTERPRISE: ENTERPRISE}
_ENTITY = {"eu_referencenumber": "eureferencenumber"}
_ALONE = frozenset({"logicalid", "regulationlanguage", "strong", "circa", "calendartype"})


def eu_header(path: Path) -> Header | None:
    """Give the header of such a file; none where it is another file."""
    return header_of(path, NEEDED, lambda name: name.strip().lower(), MARK)


def eu_csv(
    sources: Sequence[Path], sink: Sink, intake: Intake, titles: Titles = nothing_understood
) -> None:
    """Read the list into persons and what is said of them."""
    if len(sources) != 1:
        raise RequestError("the EU list is one file")
    path = sources[0]
    header = eu_header(path)
    if header is None:
        raise RequestError(f"{path} is not the EU list as CSV")
    table = Table(path, uniquely(header, path, frozenset(filter(None, header.columns))), MARK)
    for name in header.columns:
        if name not in ("", _DAY) and name.partition("_")[0] not in ("entity", *BLOCKS):
            intake.not_understood("column", name)
    first = next(table.rows(Intake()), None)
    day = day_first(first.cells.get(_DAY, "")) if first else ""
    intake.known_until = day or intake.known_until
    write_source(sink, SOURCE, path, PUBLISHER, TITLE, intake.known_until)
    acts = Acts(sink, SOURCE)
    for rows in table.entries(lambda row: row.cells[_ID], intake):
        kinds = {_kind(row) for row in rows}
        entry = _entry(rows)
        fault = _disagree(kinds) or fault_of(entry, min(kinds))
        if fault:
            for row in rows:
                intake.refuse(path, row.line, fault)
        elif ENTERPRISE in kinds:
            intake.set_aside["row of entity"] += len(rows)
        else:
            intake.taken += len(rows)
            told = listed(entry, acts, intake)
            write_listed(told, AUTHORITY, SOURCE, sink, intake, titles)


def _disagree(kinds: set[str]) -> str:
    return "the rows of the entry say that it is of several kinds" if len(kinds) > 1 else ""


def _kind(row: Row) -> str:
    """Give the kind, which stands as a word in one of two columns and as a letter in the other."""
    said = row.cells[_KIND].lower(), row.cells.get(_CODE, "").lower()
    return next((_KINDS[text] for text in said if text in _KINDS), said[0])


def _entry(rows: Sequence[Row]) -> Entry:
    """Gather the rows of an entry: each block once, in the order of the rows."""
    entry = Entry()
    found: dict[str, dict[tuple[tuple[str, str], ...], None]] = {}
    remarks: dict[str, None] = {}
    for row in rows:
        for block, fields in _blocks(row).items():
            if block == "entity":
                remarks[fields.pop("remark", "")] = None
                entry.fields |= fields
            elif fields.keys() - _ALONE:
                found.setdefault(block, {})[tuple(fields.items())] = None
    entry.fields["remark"] = "; ".join(filter(None, remarks))
    entry.blocks = {block: [dict(each) for each in fields] for block, fields in found.items()}
    return entry


def _blocks(row: Row) -> dict[str, dict[str, str]]:
    """Sort the cells of a row that are not blank into blocks."""
    blocks: dict[str, dict[str, str]] = {}
    for name, text in row.cells.items():
        block, _, rest = name.partition("_")
        if not text:
            continue
        if block == "entity" and rest.startswith("regulation_"):
            block, rest = "regulation", rest.removeprefix("regulation_")
        rest = _ENTITY.get(rest, rest)
        blocks.setdefault(block, {})[key_of(rest)] = " ".join(text.split())
    return blocks
