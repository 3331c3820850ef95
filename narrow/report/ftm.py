"""Rows of a register as entities of FollowTheMoney, by the property that each column stands for.

A value that FollowTheMoney would not take (a date such as `2009~`, a country by its name) goes
into words beside the properties, so that nothing is lost and nothing invalid is written.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from narrow.errors import RequestError
from narrow.model.cases import Source, Subject
from narrow.model.evidence import Answer, Evidence, Finding, Person
from narrow.model.registers import Register, Table, Values
from narrow.model.result import harmless
from narrow.model.verdicts import Verdict
from narrow.model.words import fold
from narrow.report.words import WORDS, citation, clean, headline

_ENTITIES = frozenset({"entity", "holder", "organization", "post"})
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_WHOLE_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_COUNTRY = re.compile(r"[a-z]{2}")
# What FollowTheMoney takes as a value of a property; it takes any text for all others.
_TAKEN = {
    **dict.fromkeys(("birthDate", "date", "deathDate", "dissolutionDate"), _DAY),
    **dict.fromkeys(("endDate", "inceptionDate", "listingDate", "startDate"), _DAY),
    **dict.fromkeys(("citizenship", "country", "nationality"), _COUNTRY),
    "sourceUrl": re.compile(r"https?://.*", re.DOTALL),
    "gender": re.compile("female|male|other"),
}


class Made:
    """An entity that is being put together; values come each once, in the order of their coming."""

    def __init__(self, schema: str, key: str = "") -> None:
        self.schema, self.id = schema, key
        self.properties: dict[str, list[str]] = {}
        self.datasets: list[str] = []
        self.last_seen = ""

    def add(self, name: str, *values: str) -> None:
        """Add values to a property, without what no database takes in a text."""
        kept = self.properties.setdefault(name, [])
        kept += [bare for bare in map(_bare, values) if bare and bare not in kept]

    def add_checked(self, name: str, value: str) -> None:
        """Add a value where FollowTheMoney takes it, and else say it in words."""
        if name in _ENTITIES or not value.strip():
            return
        taken = _TAKEN.get(name)
        if taken is _COUNTRY:
            value = value.strip().lower() if len(value.strip()) == 2 else value
        if taken is None or taken.fullmatch(value):
            self.add(name, value)
        else:
            self.add("description", f"{name}: {value}")

    def json(self) -> dict[str, Any]:
        """Give the entity as it is written."""
        known = {name: values for name, values in self.properties.items() if values}
        made = {"id": self.id, "schema": self.schema, "properties": known}
        seen = {"last_seen": self.last_seen} if self.last_seen else {}
        return {**made, "datasets": self.datasets, **seen}


def person_of(person: Person, register: Register, rows: Sequence[Evidence]) -> Made:
    """Give a person with the names, and with what the rows about the person alone say."""
    made = Made("Person", person.id)
    made.add("name", person.name)
    made.add("alias", *person.aliases)
    for row in rows:
        if register.tables[row.table].schema == "Person":
            _fill(made, register.tables[row.table], row, "Person")
            _cite(made, row.sources)
    return made


def entities_of(person: str, register: Register, row: Evidence) -> Iterator[Made]:
    """Give a row as an Occupancy with its Position, or as a Sanction; other rows give nothing."""
    table = register.tables[row.table]
    if table.schema not in ("Occupancy", "Sanction"):
        return
    made = Made(table.schema)
    made.datasets = datasets_of(register, row.sources)
    made.add("holder" if table.schema == "Occupancy" else "entity", person)
    _fill(made, table, row, table.schema)
    _say_status(made, table, row)
    _cite(made, row.sources)
    if table.schema == "Occupancy":
        post = Made("Position")
        _fill(post, table, row, "Position")
        if not post.properties.get("name"):
            post.add("name", row.says)
        post.id, post.datasets = _key(post), made.datasets
        made.add("post", post.id)
        yield post
    made.id = _key(made)
    yield made


def datasets_of(register: Register, sources: Iterable[Source]) -> list[str]:
    """Name the data sets of some sources as FollowTheMoney names them, or the register."""
    found = sorted({_slug(source.id) for source in sources} - {""})
    return found or [_slug(register.id) or "narrow"]


def _fill(made: Made, table: Table, row: Evidence, schema: str) -> None:
    for name, column in table.columns.items():
        owner, _, prop = column.property.partition(":")
        text = row.cells.get(name, "")
        if owner != schema or text in column.missing or text == "..":
            continue
        values = [text] if column.values is Values.ONE else text.split(";")
        for value in values:
            made.add_checked(prop, value)


def _say_status(made: Made, table: Table, row: Evidence) -> None:
    """Say that a fact is over, or goes on, where only the span of the row says so."""
    span = table.span
    if span is None or "endDate" in made.properties:
        return
    over, held = row.cells.get(span.ended_by, ""), row.cells.get(span.held_on, "")
    if made.schema == "Sanction" and not over:  # without an end it stood on the list that day
        made.last_seen = held if _WHOLE_DAY.fullmatch(held) else ""
    if over:
        made.add("status", *(() if "status" in made.properties else ("ended",)))
        made.last_seen = over if _WHOLE_DAY.fullmatch(over) else ""
        made.add("description", f"over by {over}")
    elif row.cells.get(span.end, "") == ".." and "status" not in made.properties:
        made.add("status", "current")


def _cite(made: Made, sources: Iterable[Source]) -> None:
    for source in sources:
        made.add("publisher", source.publisher)
        if source.url:
            made.add_checked("sourceUrl", source.url)
        made.add("summary", f"Source: {citation(source)}")


def _bare(text: str) -> str:
    kept = (" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
    return " ".join("".join(kept).split())


def _slug(text: str) -> str:
    return fold(text).strip().replace(" ", "_")


def _key(made: Made) -> str:
    text = json.dumps([made.schema, made.properties], ensure_ascii=False, sort_keys=True)
    return f"narrow-{hashlib.sha256(text.encode()).hexdigest()[:32]}"


# Those who fit as FollowTheMoney entities, one JSON object a line, ready for OpenAleph.
#
# Only who certainly fits is here, with the rows that certainly show it; whoever is in doubt is left
# out. Each person's `notes` say how many fit, how many are not known, what speaks against, and that
# fitting is no evidence of anything. No topic is given to anybody. The same answer gives the same
# lines; ids are the register's for persons, and made of their content for facts.


UNNAMED = Subject.UNNAMED_SOURCE.value


def lines(answer: Answer) -> str:
    """Give an answer as lines; raises RequestError where no clue says who fits.

    Those who fit a case about an unnamed source are not handed on: entities outlive their notes.
    """
    if answer.about.subject == UNNAMED:
        raise RequestError("a case about an unnamed source is not exported: names would outlive it")
    if answer.register is None or not any(c.role != "supporting" for c in answer.clues):
        raise RequestError("no clue of this case is required, so nobody can be said to fit it")
    seen: set[str] = set()
    written: list[str] = []
    for finding in answer.findings:
        if finding.status is Verdict.MET:
            for made in _entities(answer, answer.register, finding):
                if made.id not in seen:
                    seen.add(made.id)
                    written.append(json.dumps(made.json(), ensure_ascii=False, sort_keys=True))
    return "".join(f"{harmless(line.encode())}\n" for line in written)


def left_out(answer: Answer) -> int:
    """Count those who fit and are not written, for a run names ten thousand persons at most."""
    named = sum(f.status is Verdict.MET for f in answer.findings)
    return max(0, answer.counts.met - named)


def _entities(answer: Answer, register: Register, finding: Finding) -> Iterator[Made]:
    rows = list(_certain(finding))
    made = person_of(finding.person, register, rows)
    made.add("notes", *_notes(answer, finding))
    made.datasets = datasets_of(register, [source for row in rows for source in row.sources])
    yield made
    for row in rows:
        yield from entities_of(made.id, register, row)


def _certain(finding: Finding) -> Iterator[Evidence]:
    """Give the rows that certainly show a phrase, each once."""
    seen: set[tuple[str, int]] = set()
    for clue in finding.clues.values():
        if clue.verdict is not Verdict.MET:
            continue
        for row in clue.evidence:
            for one in (row, row.with_row):
                if one and one.verdict is Verdict.MET and (one.table, one.row) not in seen:
                    seen.add((one.table, one.row))
                    yield one


def _notes(answer: Answer, finding: Finding) -> Iterator[str]:
    about = answer.about
    yield (
        f"Fits the description of the case “{clean(about.title)}” ({about.case}) "
        f"as of {about.as_of}, by the register {about.register}: {headline(answer)}."
    )
    for clue in answer.clues:
        verdict = finding.clues[clue.id].verdict
        if verdict is not Verdict.MET:
            word = "Speaks against" if verdict is Verdict.NOT_MET else "Not known"
            yield f"{word}: “{clean(clue.quote)}” ({WORDS[verdict]}, {clue.role})."
    yield answer.care
