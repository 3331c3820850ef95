"""The columns of the two lists of the United Kingdom, under the same names.

The UK Sanctions List (FCDO) has a "Unique ID"; the older consolidated list of its Treasury (OFSI,
ConList.csv) has a "Group ID" and other names for the same columns.
"""

FCDO, OFSI = "unique id", "group id"
_NAMES = frozenset({"name 1", "name 6", "name type"})
_OTHER_NAMES = {
    "group type": "kind",
    "individual, entity, ship": "kind",
    "designation type": "kind",
    "alias type": "name type",
    "alias quality": "alias strength",
    "regime": "regime name",
    "dob": "d.o.b",
    "nationality": "nationality(/ies)",
    "national identification number": "national identifier number",
    "national identification details": "national identifier additional information",
    "passport details": "passport additional information",
    "post/zip code": "address postal code",
    "country": "address country",
    "uk sanctions list date designated": "date designated",
    **{f"address {number}": f"address line {number}" for number in range(1, 7)},
}
NEEDED = _NAMES | {"kind"}
_MORE = {
    "last updated",
    "non-latin script type",
    "non-latin script language",
    "ofsi group id",
    "un reference number",
    "type of entity",
    "subsidiaries",
    "parent company",
    "business registration number (s)",
    "imo number",
    "current owner/operator (s)",
    "previous owner/operator (s)",
    "current believed flag of ship",
    "previous flags",
    "type of ship",
    "tonnage of ship",
    "length of ship",
    "year built",
    "hull identification number (hin)",
}
KNOWN = frozenset(
    {
        *_OTHER_NAMES.values(),
        *_NAMES,
        *_MORE,
        FCDO,
        OFSI,
        *(f"name {number}" for number in range(1, 7)),
        "title",
        "name non-latin script",
        "designation source",
        "sanctions imposed",
        "other information",
        "uk statement of reasons",
        "phone number",
        "website",
        "email address",
        "listed on",
        "position",
        "passport number",
        "gender",
        "town of birth",
        "country of birth",
    }
)


def column(name: str) -> str:
    """Give a column's own name: small letters, single spaces, the same for both lists."""
    bare = " ".join(name.lower().split())
    return _OTHER_NAMES.get(bare, bare)
