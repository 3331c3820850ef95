"""The EU's consolidated list of financial sanctions as XML, form 1.1: an entry is one element."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from narrow.errors import RequestError
from narrow.imports.eu_acts import Acts
from narrow.imports.eu_entry import (
    AUTHORITY,
    BLOCKS,
    ENTERPRISE,
    PUBLISHER,
    SOURCE,
    TITLE,
    Entry,
    fault_of,
    key_of,
    listed,
)
from narrow.imports.intake import Intake, Sink
from narrow.imports.listed import write_listed
from narrow.imports.markup import records, root_of
from narrow.imports.rows import Titles, nothing_understood, write_source
from narrow.imports.written_dates import checked

ROOT = "export"
_TAGS = frozenset({"sanctionEntity"})


def eu_xml(
    sources: Sequence[Path], sink: Sink, intake: Intake, titles: Titles = nothing_understood
) -> None:
    """Read the list into persons and what is said of them."""
    if len(sources) != 1:
        raise RequestError("the EU list is one file")
    path = sources[0]
    day = checked(root_of(path)[1].get("generationDate", "")[:10])
    if len(day) == 10:
        intake.known_until = day
    write_source(sink, SOURCE, path, PUBLISHER, TITLE, intake.known_until)
    acts, seen = Acts(sink, SOURCE), set[str]()
    for line, element in records(path, _TAGS, intake):
        entry, kind = _entry(element), _kind(element)
        number = entry.fields.get("logicalid", "")
        repeats = f"the number {number} repeats that of an earlier entry"
        fault = fault_of(entry, kind) or (repeats if number in seen else "")
        seen.add(number)
        if fault:
            intake.refuse(path, line, fault)
        elif kind == ENTERPRISE:
            intake.set_aside["entity"] += 1
        else:
            intake.taken += 1
            told = listed(entry, acts, intake)
            write_listed(told, AUTHORITY, SOURCE, sink, intake, titles)


def _kind(element: Element) -> str:
    subject = element.find("subjectType")
    return subject.get("code", "").strip().lower() if subject is not None else ""


def _entry(element: Element) -> Entry:
    entry = Entry(_fields(element.attrib))
    entry.fields["remark"] = "; ".join(_texts(element, "remark"))
    for child in element:
        block = child.tag.lower()
        if block in BLOCKS:
            entry.blocks.setdefault(block, []).append(_block(child))
    return entry


def _block(element: Element) -> dict[str, str]:
    fields = _fields(element.attrib)
    if "regulationtype" in fields:
        fields["type"] = fields.pop("regulationtype")
    fields["publicationurl"] = "; ".join(_texts(element, "publicationUrl"))
    fields["remark"] = "; ".join(_texts(element, "remark"))
    contacts = (
        f"{each.get('key', '')}: {each.get('value', '')}" for each in element.iter("contactInfo")
    )
    fields["contactinfo"] = "; ".join(contacts)
    return fields


def _fields(attributes: Mapping[str, str]) -> dict[str, str]:
    return {key_of(name): " ".join(text.split()) for name, text in attributes.items()}


def _texts(element: Element, tag: str) -> list[str]:
    found = (" ".join((each.text or "").split()) for each in element.findall(tag))
    return [text for text in found if text]
