"""The consolidated list of the United Nations Security Council, as XML."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from narrow.errors import RequestError
from narrow.lists.import_log import Intake, Sink
from narrow.lists.persons import (
    Titles,
    checked,
    edtf,
    joined,
    nothing_understood,
    write_posts,
    write_source,
)
from narrow.lists.readers.xml_records import records, root_of

AUTHORITY = "UN-SC"
PUBLISHER = "United Nations Security Council"
ROOT = "CONSOLIDATED_LIST"
SOURCE = "un-consolidated"
_TAGS = frozenset({"INDIVIDUAL", "ENTITY"})
_ALIAS, _BIRTHPLACE = "INDIVIDUAL_ALIAS", "INDIVIDUAL_PLACE_OF_BIRTH"
_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_QUALITY = {"Good": "good", "Low": "low"}
_KINDS = {"a.k.a.": "aka", "f.k.a.": "fka"}


def un(
    sources: Sequence[Path], sink: Sink, intake: Intake, titles: Titles = nothing_understood
) -> None:
    """Read the list into persons and what is said of them."""
    if len(sources) != 1:
        raise RequestError("the UN list is one file")
    path = sources[0]
    day = root_of(path)[1].get("dateGenerated", "")
    intake.issued(checked(day[:10]), day)
    write_source(sink, SOURCE, path, PUBLISHER, "Consolidated List", intake.known_until)
    seen: set[str] = set()
    for line, entry in records(path, _TAGS, intake):
        number, name = _text(entry, "DATAID"), _name(entry)
        fault = _fault(number, name, seen)
        if fault:
            intake.refuse(path, line, fault, part=number in seen)
        elif entry.tag != "INDIVIDUAL":
            intake.set_aside["entity"] += 1
        else:
            intake.taken += 1
            _person(entry, f"un-{number}", name, sink, intake, titles)
        seen.add(number)


def _fault(number: str, name: str, seen: set[str]) -> str:
    if not number.isascii() or not number.isdigit():
        return f"{number[:40]!r} is not the number of an entry (DATAID)"
    if number in seen:
        return f"the number {number} repeats that of an earlier entry"
    return "" if name else "has no name"


def _person(
    entry: Element, person: str, name: str, sink: Sink, intake: Intake, titles: Titles
) -> None:
    title = "; ".join(_values(entry, "DESIGNATION"))
    told = titles(title) if title else None
    nations = _values(entry, "NATIONALITY")
    aliases = [alias for alias in entry.iter(_ALIAS) if _text(alias, "ALIAS_NAME")]
    sink.row(
        "persons",
        {
            "person_id": person,
            "name": name,
            "name_as_given": name,
            "name_native": _text(entry, "NAME_ORIGINAL_SCRIPT"),
            "also_known_as": joined(_text(alias, "ALIAS_NAME") for alias in aliases),
            **_gender(entry, intake),
            **_born(entry, intake),
            "birth_place": joined(_places(entry)),
            "nationality": joined(nations),
            "title_as_given": title,
            "rank": joined(told.ranks if told else ()),
            "remarks_as_given": _text(entry, "COMMENTS1"),
            "left_over": "; ".join((*_values(entry, "TITLE"), *_notes(entry))),
            "source_id": SOURCE,
        },
    )
    if told:
        write_posts(sink, intake, person, title, told, SOURCE)
    own = {"person_id": person, "source_id": SOURCE}
    sink.row("designations", own | _listing(entry, intake))
    for alias in aliases:
        sink.row("names", own | _alias(alias, intake))
    for role, rows in (("addresses", _addresses(entry)), ("identifications", _papers(entry))):
        for cells in rows:
            sink.row(role, own | cells)


def _listing(entry: Element, intake: Intake) -> dict[str, str]:
    given = _text(entry, "LISTED_ON")
    listed = checked(given[:10])
    if given and not listed:
        intake.not_understood("listed_on", given)
    return {
        "authority": AUTHORITY,
        "program": _text(entry, "UN_LIST_TYPE"),
        "listed_on": listed,
        "delisted_on": ".." if intake.known_until else "",
        "reference": _text(entry, "REFERENCE_NUMBER"),
    }


def _gender(entry: Element, intake: Intake) -> dict[str, str]:
    given = _text(entry, "GENDER")
    known = given.lower() if given.lower() in ("male", "female") else ""
    if given and not known:
        intake.not_understood("gender", given)
    return {"gender": known, "gender_as_given": given}


def _born(entry: Element, intake: Intake) -> dict[str, str]:
    """Give rival birth dates; where one of them is not understood the others are not sure.

    A block of another name, or one for names that has none, may say one more.
    """
    days, given, whole = [], [], True
    for born in entry.iter("INDIVIDUAL_DATE_OF_BIRTH"):
        texts = [text.strip() for part in born for text in [part.text or ""] if text.strip()]
        day = _date(born)
        days.append(day)
        given.append(" ".join(texts))
        if len(texts) > bool(_text(born, "TYPE_OF_DATE")) and not day:
            whole = False
            intake.not_understood("birth_date", given[-1])
    for text in filter(None, (_text(alias, "DATE_OF_BIRTH") for alias in entry.iter(_ALIAS))):
        day = checked(text) or edtf(text)
        days.append(day)
        given.append(text)
        if not day:
            whole = whole and text.lower() == "null"  # which says nothing of the others
            intake.not_understood("birth_date", text)
    return {"birth_date": joined(days if whole else ()), "birth_date_as_given": joined(given)}


def _date(born: Element) -> str:
    start, end = _text(born, "FROM_YEAR"), _text(born, "TO_YEAR")
    said = (_text(born, "TYPE_OF_DATE"), _text(born, "NOTE"))  # of a span the note may say it
    circa = "~" if "approximately" in map(str.lower, said) else ""
    if start or end:
        return checked("/".join(text + circa if text else ".." for text in (start, end)))
    point = _text(born, "DATE")[:10] or _text(born, "YEAR")
    if not point:  # "April 1963" stands in the note of the date
        day = edtf(_text(born, "NOTE"))
        return checked(day + circa) if day.count("/") + day.count("~") == 0 and day else day
    return checked(point + circa)


def _alias(alias: Element, intake: Intake) -> dict[str, str]:
    name, given = _text(alias, "ALIAS_NAME"), _text(alias, "QUALITY")
    if given and given not in _QUALITY and given not in _KINDS:
        intake.not_understood("alias quality", given)
    kind, quality = _KINDS.get(given, "aka"), _QUALITY.get(given, "")
    return {"name": name, "name_as_given": name, "kind": kind, "quality": quality}


def _addresses(entry: Element) -> Iterable[dict[str, str]]:
    for place in entry.iter("INDIVIDUAL_ADDRESS"):
        cells = {
            "street": _text(place, "STREET"),
            "city": " ".join(filter(None, (_text(place, "CITY"), _text(place, "ZIP_CODE")))),
            "region": _text(place, "STATE_PROVINCE"),
            "country": _text(place, "COUNTRY"),
            "note": _text(place, "NOTE"),
        }
        if any(cells.values()):
            yield cells


def _papers(entry: Element) -> Iterable[dict[str, str]]:
    for paper in entry.iter("INDIVIDUAL_DOCUMENT"):
        given = " ".join(text.strip() for text in paper.itertext() if text.strip())
        if given:  # a number may stand in the note alone
            yield {
                "kind": _text(paper, "TYPE_OF_DOCUMENT") or _text(paper, "TYPE_OF_DOCUMENT2"),
                "number": _text(paper, "NUMBER"),
                "country": _text(paper, "ISSUING_COUNTRY") or _text(paper, "COUNTRY_OF_ISSUE"),
                "as_given": given,
            }


def _places(entry: Element) -> Sequence[str]:
    """Give rival places of birth, those of other names too; a country that one names is none."""
    tags = ("STREET", "CITY", "STATE_PROVINCE", "COUNTRY")
    places = [_spoken(born, tags) for born in entry.iter(_BIRTHPLACE)]
    for alias in entry.iter(_ALIAS):
        place = _spoken(alias, ("CITY_OF_BIRTH", "COUNTRY_OF_BIRTH"))
        if not any(f", {known}".endswith(f", {place}") for known in places):
            places.append(place)
    return places


def _spoken(block: Element, tags: Sequence[str]) -> str:
    return ", ".join(filter(None, (_text(block, tag) for tag in tags)))


def _notes(entry: Element) -> Iterable[str]:
    """Give what is said beside a name and a place of birth, for which there is no column."""
    for alias in entry.iter(_ALIAS):
        name, note = _text(alias, "ALIAS_NAME"), _text(alias, "NOTE")
        quality = "" if name else _text(alias, "QUALITY")
        if note or quality:
            said = ", ".join(filter(None, (quality, note)))
            yield f"{name or 'a further birth or place'}: {said}"
    for born in entry.iter(_BIRTHPLACE):
        if note := _text(born, "NOTE"):
            yield f"place of birth: {note}"


def _name(entry: Element) -> str:
    return " ".join(part for part in (_text(entry, tag) for tag in _NAMES) if part)


def _text(entry: Element, tag: str) -> str:
    return " ".join((entry.findtext(tag) or "").split())


def _values(entry: Element, tag: str) -> list[str]:
    texts = (value.text or "" for block in entry.findall(tag) for value in block.iter("VALUE"))
    return [" ".join(text.split()) for text in texts if text.strip()]
