"""The values that OFAC's Advanced XML names by number: countries, kinds of feature, programmes."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

VALUES = frozenset(
    [
        *("AliasType", "CalendarType", "Country", "DetailReference", "EntryEventType"),
        *("FeatureType", "IDRegDocType", "LegalBasis", "List", "LocPartType", "NamePartType"),
        *("PartyType", "PartySubType", "RelationType", "SanctionsType", "Script"),
    ]
)
PLACES = frozenset({"Location"})
_STREET, _TOWN = ("ADDRESS1", "ADDRESS2", "ADDRESS3"), ("CITY", "POSTAL CODE")


@dataclass(slots=True)
class Sets:
    """Texts by kind and number, and the places that features point to.

    What is kept grows with the numbered values and places of the list, about 20,000 of them.
    """

    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    parties: dict[str, str] = field(default_factory=dict)
    places: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, value: Element) -> None:
        """Keep a numbered value."""
        number = value.get("ID", "")
        self.texts[value.tag, number] = flat(value.text)
        if value.tag == "PartySubType":
            self.parties[number] = value.get("PartyTypeID", "")

    def text(self, kind: str, number: str | None) -> str:
        """Give the text of a number; blank where the list does not define it."""
        return self.texts.get((kind, number or ""), "")

    def party(self, number: str) -> str:
        """Say what a party is: individual, entity, vessel, aircraft."""
        inner = self.text("PartySubType", number).lower()
        outer = self.text("PartyType", self.parties.get(number)).lower()
        return outer if inner in ("", "unknown") else inner

    def add_place(self, place: Element) -> None:
        """Keep a place as the cells of an address."""
        parts: dict[str, list[str]] = {}
        for part in place.iterfind("LocationPart"):
            kind = self.text("LocPartType", part.get("LocPartTypeID")).upper()
            texts = [flat(value.findtext("Value")) for value in part.iterfind("LocationPartValue")]
            parts.setdefault(kind, []).extend(filter(None, texts))
        streets = [
            text for kind in ("ADDRESS1", "ADDRESS2", "ADDRESS3") for text in parts.get(kind, ())
        ]
        towns = [text for kind in ("CITY", "POSTAL CODE") for text in parts.get(kind, ())]
        countries = [
            self.text("Country", one.get("CountryID")) for one in place.iterfind("LocationCountry")
        ]
        self.places[place.get("ID", "")] = {
            "street": ", ".join(streets),
            "city": " ".join(towns),
            "region": ", ".join((*parts.get("STATE/PROVINCE", ()), *parts.get("REGION", ()))),
            "country": ", ".join(dict.fromkeys(filter(None, countries))),
        }

    def spoken(self, number: str | None) -> str:
        """Say a place in one line."""
        return ", ".join(filter(None, self.places.get(number or "", {}).values()))


def flat(text: str | None) -> str:
    """Give a text with its white space run together."""
    return " ".join((text or "").split())
