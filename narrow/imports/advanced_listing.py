"""When, why and under which programmes a profile of OFAC's Advanced XML was listed."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from narrow.imports.advanced_dates import as_given, date_of
from narrow.imports.advanced_sets import Sets, flat

_PROGRAM = "Program"


@dataclass(frozen=True, slots=True)
class Listing:
    """What an entry says: its programmes, its first day, and in words the list, basis, measures.

    `strange` are days that are none.
    """

    programs: tuple[str, ...] = ()
    day: str = ""
    said: tuple[str, ...] = ()
    where: str = ""
    strange: tuple[str, ...] = ()


def listing_of(record: Element, sets: Sets) -> Listing:
    """Read a SanctionsEntry; a measure of the kind Program names the programme in its comment."""
    events = list(record.iterfind("EntryEvent"))
    dates = [date for date in (event.find("Date") for event in events) if date is not None]
    days = [(date_of(date, sets), as_given(date, sets)) for date in dates]
    bases = [sets.text("LegalBasis", event.get("LegalBasisID")) for event in events]
    measures = [
        (sets.text("SanctionsType", m.get("SanctionsTypeID")), flat(m.findtext("Comment")))
        for m in record.iterfind("SanctionsMeasure")
    ]
    return Listing(
        programs=tuple(text for kind, text in measures if kind == _PROGRAM and text),
        day=_first([day for day, _ in days if day]),
        said=(
            *bases,
            *(kind for kind, _ in measures if kind and kind != _PROGRAM),
        ),
        where=sets.text("List", record.get("ListID")),
        strange=tuple(raw for day, raw in days if not day),
    )


def _first(days: Sequence[str]) -> str:
    """Give the first of several days; of two that may be one, the one that says more."""
    exact = [day for day in days if not any(o != day and o.startswith(day) for o in days)]
    return min(exact, default="")
