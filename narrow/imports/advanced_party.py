"""A party of OFAC's Advanced XML becomes an entry, as the other forms of the list give it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from narrow.imports.advanced_dates import as_given, period
from narrow.imports.advanced_sets import Sets, flat
from narrow.imports.ofac_person import SOURCE, Entry, Other
from narrow.imports.remarks import Paper, Remarks

_LAST = "Last Name"
_LATIN = ("", "Latin")
_NOTICES = ("Secondary sanctions risk", "Additional Sanctions Information", "Executive Order")


@dataclass(slots=True)
class Party:
    """What is read of a party: its entry, and its addresses."""

    entry: Entry
    addresses: list[Mapping[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Name:
    """One way in which a name is written, and what kind of name it is."""

    text: str
    kind: str
    quality: str
    primary: bool
    latin: bool


def read_party(
    number: str, profile: Element, sets: Sets, papers: Mapping[str, Sequence[Paper]]
) -> Party:
    """Read the profile of an individual."""
    names = list(names_of(profile, sets))
    main = main_name(names)
    told = Remarks()
    for identity in profile.iterfind("Identity"):
        told.papers += papers.get(identity.get("ID", ""), ())
    party = Party(Entry(number, main, None, "", flat(profile.findtext("Comment"))))
    titles: list[str] = []
    for feature in profile.iterfind("Feature"):
        kind = sets.text("FeatureType", feature.get("FeatureTypeID")).rstrip(" :-")
        for version in feature.iterfind("FeatureVersion"):
            _feature(kind, version, sets, party, told, titles)
    others = [
        Other(name.kind, name.text, name.quality, SOURCE)
        for name in names
        if not name.primary or name.text != main
    ]
    native = next((name.text for name in names if name.primary and not name.latin), "")
    entry = party.entry
    party.entry = Entry(
        entry.number, main, None, "; ".join(titles), entry.remarks, tuple(others), told, native
    )
    return party


def main_name(names: Sequence[Name]) -> str:
    """Choose the name that a party goes by: its primary one, in Latin letters if there is one."""
    ranked = sorted(names, key=lambda name: (not name.primary, not name.latin))
    return ranked[0].text if ranked else ""


def names_of(profile: Element, sets: Sets) -> Iterator[Name]:
    """Give every name of a profile, written "LAST, First" as the other forms write it."""
    for identity in profile.iterfind("Identity"):
        kinds = {
            group.get("ID"): sets.text("NamePartType", group.get("NamePartTypeID"))
            for group in identity.iterfind("NamePartGroups/MasterNamePartGroup/NamePartGroup")
        }
        for alias in identity.iterfind("Alias"):
            kind = sets.text("AliasType", alias.get("AliasTypeID")).replace(".", "").lower()
            primary = alias.get("Primary") == "true" and identity.get("Primary", "true") == "true"
            quality = "low" if alias.get("LowQuality") == "true" else "good"
            for written in alias.iterfind("DocumentedName"):
                parts = list(written.iterfind("DocumentedNamePart/NamePartValue"))
                text = _written(parts, kinds)
                if text:
                    scripts = {sets.text("Script", part.get("ScriptID")) for part in parts}
                    yield Name(text, kind, quality, primary, scripts <= set(_LATIN))


def _written(parts: Sequence[Element], kinds: Mapping[str | None, str]) -> str:
    texts = [(kinds.get(p.get("NamePartGroupID"), ""), flat(p.text)) for p in parts]
    last = " ".join(text for kind, text in texts if kind == _LAST and text)
    rest = " ".join(text for kind, text in texts if kind != _LAST and text)
    return f"{last}, {rest}" if last and rest else last or rest


def _feature(
    kind: str, version: Element, sets: Sets, party: Party, told: Remarks, titles: list[str]
) -> None:
    detail = version.find("VersionDetail")
    reference = detail.get("DetailReferenceID") if detail is not None else None
    text = sets.text("DetailReference", reference) or flat(version.findtext("VersionDetail"))
    place = version.find("VersionLocation")
    where = place.get("LocationID") if place is not None else None
    said = text or sets.spoken(where) or flat(version.findtext("Comment"))
    if kind == "Birthdate":
        _birth(version.find("DatePeriod"), told, sets)
    elif kind == "Location" and sets.places.get(where or ""):
        party.addresses.append(sets.places[where or ""])
    elif kind == "Title":
        titles += filter(None, [text])
    elif kind in _PLAIN and said:
        getattr(told, _PLAIN[kind]).append(said.replace(";", ","))
    elif kind.startswith(_NOTICES):
        told.notices.append(f"{kind} {said}".strip())
    else:
        told.left.append(f"{kind or 'a feature'}: {said}".strip())


_PLAIN = {
    "Place of Birth": "places",
    "Nationality Country": "nations",
    "Nationality of Registration": "nations",
    "Citizenship Country": "citizen",
    "Gender": "gender",
}


def _birth(given: Element | None, told: Remarks, sets: Sets) -> None:
    day, raw = period(given, sets), as_given(given, sets)
    told.born_as_given.append(raw)
    (told.born if day else told.not_dates).append(day or raw or "a birth date without a day")
