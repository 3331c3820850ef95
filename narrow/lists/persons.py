"""A person whom a list names, gathered from many rows or elements, becomes the rows of a register.

The lists of the EU and of the UK say the same things in three forms. What they say is gathered
here once, each thing once and in the order of the list.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from unicodedata import name as name_of

from narrow.lists.import_log import Intake, Sink
from narrow.model.dates import parse

# What every importer writes alike: a title becomes posts, a list's file becomes a source.


class Post(Protocol):
    """A post that a title names, as `titles.py` gives it; blank where it does not say."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def sector(self) -> str:
        """The sector's code."""

    @property
    def branch(self) -> str:
        """The branch's code."""

    @property
    def role(self) -> str:
        """The role's code."""

    @property
    def commands_unit(self) -> str:
        """yes, no or unknown."""

    @property
    def echelon(self) -> str:
        """The echelon's code."""

    @property
    def rank(self) -> str:
        """The rank's code."""

    @property
    def tense(self) -> str:
        """former, current or blank."""

    @property
    def stated(self) -> bool:
        """Whether the title itself says that it goes on."""

    @property
    def acting(self) -> bool:
        """Whether it is held for another."""

    @property
    def since(self) -> str:
        """A year."""

    @property
    def until(self) -> str:
        """A year."""


class Understood(Protocol):
    """What was understood of a title. Importers are handed the reader, and know no lexicon."""

    @property
    def posts(self) -> Sequence[Post]:
        """The posts it names."""

    @property
    def ranks(self) -> Sequence[str]:
        """The ranks it names."""

    @property
    def left(self) -> Sequence[str]:
        """The texts that gave no post."""


Titles = Callable[[str], Understood]
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Text:
    posts: tuple[Post, ...]
    ranks: tuple[str, ...]
    left: tuple[str, ...]


def nothing_understood(text: str) -> Understood:
    """Read no title at all: each stays text, as where no lexicon is at hand."""
    return _Text((), (), (text,))


def joined(values: Iterable[str]) -> str:
    """Join several values of a cell, each once, in their order."""
    return ";".join(dict.fromkeys(value.replace(";", ",") for value in values if value.strip()))


def write_posts(
    sink: Sink, intake: Intake, person: str, text: str, told: Understood, source: str
) -> None:
    """Write a row for each post of a title, and one with unknown codes for each text left over."""
    same = {"person_id": person, "title_as_given": text, "source_id": source}
    for post in told.posts:
        # a post that the list calls former was over on the day of the list
        over = intake.known_until if post.tense == "former" else ""
        sink.row("posts", post_cells(post) | {"ended_by": over} | same)
    for left in told.left:
        intake.not_understood("title", left)
        sink.row("posts", {"title": left, "commands_unit": "unknown"} | same)


def post_cells(post: Post) -> dict[str, str]:
    """Give the cells of a post that a title names."""
    return {
        "title": post.text,
        "sector": post.sector,
        "branch": post.branch,
        "role": post.role,
        "commands_unit": post.commands_unit or "unknown",
        "echelon": post.echelon,
        "rank": post.rank,
        # a list that names a post does not say by it that the post is held still
        "said_as": post.tense if post.tense == "former" or post.stated else "",
        "acting": "yes" if post.acting else "",
        "start": post.since,
        "end": post.until,
    }


def write_source(
    sink: Sink, source: str, path: Path, publisher: str, title: str, published: str = ""
) -> None:
    """Write the row of a file that was imported."""
    cells = {"source_id": source, "publisher": publisher, "title": title, "published": published}
    sink.row("sources", cells | {"file": path.name})


_MOST_LETTERS = 200  # by which a script is told


@dataclass(frozen=True, slots=True)
class Naming:
    """A name of somebody: its kind (name, aka, fka) and quality (good, low, blank)."""

    name: str
    kind: str = "aka"
    quality: str = ""


@dataclass(frozen=True, slots=True)
class Born:
    """A birth date as EDTF, blank where it is none, and as the list gives it."""

    day: str
    given: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A passport or another number that somebody is known by."""

    kind: str
    number: str
    country: str
    as_given: str


@dataclass(slots=True)
class Listed:
    """All that a list says of one person; `forms` are forms of address, such as ranks.

    `more` are further cells of the person, `rows` those of the tables of facts.
    """

    person: str
    names: dict[Naming, None] = field(default_factory=dict)
    native: dict[str, None] = field(default_factory=dict)
    genders: dict[str, None] = field(default_factory=dict)
    born: dict[Born, None] = field(default_factory=dict)
    places: dict[str, None] = field(default_factory=dict)
    nations: dict[str, None] = field(default_factory=dict)
    citizen: dict[str, None] = field(default_factory=dict)
    titles: dict[str, None] = field(default_factory=dict)
    forms: dict[str, None] = field(default_factory=dict)
    remarks: dict[str, None] = field(default_factory=dict)
    left: dict[str, None] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)
    rows: dict[tuple[str, frozenset[tuple[str, str]]], Cells] = field(default_factory=dict)

    def add(self, role: str, cells: Cells) -> None:
        """Add a row of a table of facts, once; one in which nothing stands is none."""
        said = frozenset((name, text) for name, text in cells.items() if text)
        if said:
            self.rows.setdefault((role, said), cells)


def write_listed(
    told: Listed, authority: str, source: str, sink: Sink, intake: Intake, titles: Titles
) -> None:
    """Write the rows of a person; there must be a name, and the first is the main one."""
    main, *others = told.names
    posts = [(text, titles(text)) for text in told.titles]
    forms = _forms(told, titles, intake)
    ranks = [rank for _, found in (*posts, *forms) for rank in found.ranks]
    sink.row(
        "persons",
        {
            "person_id": told.person,
            "name": main.name,
            "name_as_given": main.name,
            "name_native": joined(told.native),
            "also_known_as": joined([*(other.name for other in others), *told.native]),
            **_gender(told, intake),
            **_birth(told, intake),
            "birth_place": joined(told.places),
            "nationality": joined(told.nations),
            "citizenship": joined(told.citizen),
            "title_as_given": "; ".join((*told.forms, *told.titles)),
            "rank": joined(ranks),
            "remarks_as_given": "; ".join(told.remarks),
            "left_over": "; ".join(told.left),
            **told.more,
            "source_id": source,
        },
    )
    for text, found in (*posts, *((text, found) for text, found in forms if found.posts)):
        write_posts(sink, intake, told.person, text, found, source)
    _facts(told, others, authority, source, sink, intake)


def _facts(
    told: Listed,
    others: Sequence[Naming],
    authority: str,
    source: str,
    sink: Sink,
    intake: Intake,
) -> None:
    own = {"person_id": told.person, "source_id": source}
    same = {"authority": authority, "delisted_on": ".." if intake.known_until else ""}
    for (role, _), cells in told.rows.items():
        said = {name: text for name, text in cells.items() if text}
        sink.row(role, own | (same if role == "designations" else {}) | said)
    for other in others:
        name = {"name": other.name, "name_as_given": other.name, "kind": other.kind}
        sink.row("names", own | name | {"quality": other.quality})


def _forms(told: Listed, titles: Titles, intake: Intake) -> Sequence[tuple[str, Understood]]:
    """Read forms of address: a rank counts, a post among them too, "Mr" is neither nor."""
    read = [(text, titles(text)) for text in told.forms]
    for _, found in read:
        if not found.posts:
            for left in found.left:
                intake.not_understood("form of address", left)
    return read


def _gender(told: Listed, intake: Intake) -> dict[str, str]:
    known = {"m": "male", "male": "male", "f": "female", "female": "female"}
    said = {known.get(text.lower(), "") for text in told.genders}
    if said and (len(said) > 1 or "" in said):
        intake.not_understood("gender", joined(told.genders))
    return {
        "gender": said.pop() if len(said) == 1 else "",
        "gender_as_given": joined(told.genders),
    }


def _birth(told: Listed, intake: Intake) -> dict[str, str]:
    """Give rival birth dates; where one of them is not understood the others are not sure."""
    not_dates = [born.given for born in told.born if not born.day]
    for text in not_dates:
        intake.not_understood("birth_date", text)
    days = joined(() if not_dates else (born.day for born in told.born))
    return {"birth_date": days, "birth_date_as_given": joined(born.given for born in told.born)}


_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "v", "esq", "phd", "md"))


def in_order(name: str) -> str:
    """Turn "DOE, John" into "John DOE" and "DOE, John, Jr." into "John DOE Jr."; others stay."""
    parts = [part.strip() for part in name.split(",")]
    suffix = ""
    if len(parts) == 3 and parts[2].rstrip(".").lower() in _SUFFIXES:
        suffix = f" {parts.pop()}"
    return f"{parts[1]} {parts[0]}{suffix}" if len(parts) == 2 and all(parts) else name


def is_latin(text: str) -> bool:
    """Say whether a name is in Latin letters: most of its letters are, or it has none."""
    letters = [letter for letter in text if letter.isalpha()][:_MOST_LETTERS]
    latin = sum(name_of(letter, "").startswith(("LATIN", "FULLWIDTH LATIN")) for letter in letters)
    return 2 * latin >= len(letters)


# Dates as lists write them become EDTF; what is impossible or ambiguous is no date.


_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_CIRCA = re.compile(r"(?:circa|c\.|ca\.|approximately)\s*", re.IGNORECASE)
_POINT = re.compile(r"(?:(?:(\d{1,2}) )?([A-Za-z]{3,9})\.? )?(\d{4})", re.ASCII)
_RANGE = re.compile(r"\s+to\s+|(?<=\d{4})\s*[-–]\s*(?=\d{4}$)")


def edtf(text: str) -> str:
    """Give "31 Jan 1939", "circa 1960" or "1958 to 1963" as EDTF; blank where it is none."""
    bare = _CIRCA.sub("", text.strip(), count=1)
    points = [_point(part) for part in _RANGE.split(bare)]
    if not all(points) or len(points) > 2:
        return ""
    circa = "~" if bare != text.strip() else ""
    return checked("/".join(point + circa for point in points))


def checked(text: str) -> str:
    """Give an EDTF date as it stands where the calendar has it, and blank where not."""
    try:
        parse(text)
    except ValueError:
        return ""
    return text


def _point(text: str) -> str:
    found = _POINT.fullmatch(text.strip())
    if not found:
        return ""
    day, month, year = found.groups()
    if month is None:
        return year
    known = [at for at, name in enumerate(_MONTHS, 1) if name.startswith(month.lower())]
    if not known:
        return ""
    return f"{year}-{known[0]:02}" + (f"-{int(day):02}" if day else "")


# Days as European lists write them, the day first; what is not sure to be one is none.


_DAY_FIRST = re.compile(r"(\d\d|dd|DD)/(\d\d|mm|MM)/(\d{4})", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})[- ](\d{4})", re.ASCII)
_UNKNOWN = ("dd", "mm", "00")
_AT_MIDNIGHT = " 00:00:00"


def day_first(text: str) -> str:
    """Give "31/01/2022", "31-Jan-2022" or "2022-01-31" as EDTF; blank where it is no whole day."""
    day = partly(text.strip().removesuffix(_AT_MIDNIGHT))
    return day if len(day) == 10 and "~" not in day else ""


def partly(text: str) -> str:
    """Give a day whose parts may be unknown ("dd/mm/1960", "00/04/1960") as EDTF; blank if none."""
    text = text.strip()
    found = _DAY_FIRST.fullmatch(text)
    if found:
        day, month, year = (part.lower() for part in found.groups())
        if month in _UNKNOWN:
            return checked(year) if day in _UNKNOWN else ""
        return checked(f"{year}-{month}" if day in _UNKNOWN else f"{year}-{month}-{day}")
    named = _NAMED.fullmatch(text)
    if named:
        return edtf(" ".join(named.groups()))
    return checked(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else edtf(text)
