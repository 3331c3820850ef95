"""When, why and under which programmes a profile of OFAC's Advanced XML was listed."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from narrow.imports.advanced_dates import date_of
from narrow.imports.advanced_sets import Sets, flat

_PROGRAM = "Program"


@dataclass(frozen=True, slots=True)
class Listing:
    """What an entry says: its programmes, its first day, and in words the list, basis, measures."""

    programs: tuple[str, ...] = ()
    day: str = ""
    said: tuple[str, ...] = ()


def listing_of(record: Element, sets: Sets) -> Listing:
    """Read a SanctionsEntry; a measure of the kind Program names the programme in its comment."""
    events = list(record.iterfind("EntryEvent"))
    days = list(filter(None, (date_of(event.find("Date")) for event in events)))
    bases = [sets.text("LegalBasis", event.get("LegalBasisID")) for event in events]
    measures = [
        (sets.text("SanctionsType", m.get("SanctionsTypeID")), flat(m.findtext("Comment")))
        for m in record.iterfind("SanctionsMeasure")
    ]
    return Listing(
        programs=tuple(text for kind, text in measures if kind == _PROGRAM and text),
        day=min(days, default=""),
        said=(
            sets.text("List", record.get("ListID")),
            *bases,
            *(kind for kind, _ in measures if kind and kind != _PROGRAM),
        ),
    )
