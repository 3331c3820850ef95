"""An answer without names: every person, source and row gets a code, and a key says whose it is.

Persons become P-01, sources of their facts S-01 without title's names or address, rows new numbers.
What they did and when stays: whoever holds the register can find them again by that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, cast

from narrow.model.admiralty import Grade
from narrow.model.case import Source
from narrow.model.finding import Answer, Evidence, Finding, Masked, Person
from narrow.model.matrix import Matrix, Row
from narrow.model.misses import Misses
from narrow.model.redaction import Key
from narrow.model.register import Register
from narrow.results.codes import Codes, turned
from narrow.results.named_words import NamedWords


def redact(answer: Answer) -> tuple[Answer, Key]:
    """Give the answer with codes for names, and the key; the same answer gives the same codes."""
    redaction = Redaction(answer)
    return redaction.answer(answer), redaction.key


class Redaction:
    """The codes of one answer, and of what is shown beside it."""

    def __init__(self, answer: Answer, *beside: Misses | Matrix) -> None:
        about = answer.about
        codes = Codes(f"{about.sha256}|{about.case}|{about.as_of}")
        self._cited: dict[str, set[str]] = {}
        people, sources, rows = dict[str, Person](), dict[str, Source](), set[tuple[str, int]]()
        mine = {t.id for t, _ in _walk(answer, "") if isinstance(t, Person)}
        for thing, whose in _walk((answer, *beside), ""):
            if isinstance(thing, Person):
                if thing.aliases or thing.id not in people:  # a later fact has no other names
                    people[thing.id] = thing
            elif isinstance(thing, Source) and whose:
                sources[thing.id] = thing
                self._cited.setdefault(thing.id, set()).add(whose)
            elif isinstance(thing, Evidence | Masked):
                rows.add((thing.table, thing.row))
        # who stands beside the answer comes after, so that every edition has the same codes
        self._people = codes.coded("P", mine, people.keys() - mine)
        self._sources = codes.coded("S", sources)
        self._numbers = codes.numbered(rows)
        self._names = NamedWords((people[key], code) for key, code in self._people.items())
        self._known: dict[tuple[str, str], str] = {}
        self.key = Key(
            about.case,
            about.as_of,
            about.sha256,
            {code: people[key] for key, code in self._people.items()},
            {code: sources[key] for key, code in self._sources.items()},
            turned(self._numbers),
        )

    def answer(self, given: Answer) -> Answer:
        """Give the answer redacted; equals stand in the order of their codes, not of names."""
        made = cast(Answer, self._of(given, ""))
        found = sorted(made.findings, key=_place)
        out = sorted(made.ruled_out, key=lambda r: (r.would_be is None, r.person.number))
        late = sorted(made.masked, key=lambda m: (m.person.number, m.table, m.row))
        return replace(made, findings=tuple(found), ruled_out=tuple(out), masked=tuple(late))

    def misses(self, given: Misses) -> Misses:
        """Give near misses redacted, each group in the order of the codes."""
        made = cast(Misses, self._of(given, ""))
        groups = (
            replace(g, people=tuple(sorted(g.people, key=lambda miss: miss.person.number)))
            for g in made.groups
        )
        return replace(made, groups=tuple(groups))

    def matrix(self, given: Matrix) -> Matrix:
        """Give the matrix redacted, by rank and then by code."""
        made = cast(Matrix, self._of(given, ""))
        return replace(made, rows=tuple(sorted(made.rows, key=_row_place)))

    def _of(self, given: Any, whose: str) -> Any:
        """Give anything with codes for what names somebody; `whose` is the id of whom it tells."""
        match given:
            case Enum() | Grade():
                return given
            case str():
                return self._text(given, whose)
            case Person():
                code = self._people[given.id]
                return Person(int(code.split("-")[1]), code, code)
            case Source():
                return self._source(given, whose)
            case Register():
                return None
            case tuple():
                return tuple(self._of(each, whose) for each in given)
            case Mapping():
                return {key: self._of(each, whose) for key, each in given.items()}
        if not is_dataclass(given) or isinstance(given, type):
            return given
        whose = _whose(given) or whose
        changed = {f.name: self._of(getattr(given, f.name), whose) for f in fields(given)}
        if isinstance(given, Evidence | Masked):
            changed["row"] = self._numbers[given.table, given.row]
            changed["table"] = given.table
        if isinstance(given, Evidence):
            changed["cells"] = {}
        return replace(cast(Any, given), **changed)

    def _text(self, text: str, whose: str) -> str:
        if (text, whose) not in self._known:
            about = (self._people[whose],) if whose else ()
            self._known[text, whose] = self._names.hidden(text, about)
        return self._known[text, whose]

    def _source(self, source: Source, whose: str) -> Source:
        """Give a source; what stands behind the address of a person's source names them."""
        about = [self._people[key] for key in self._cited.get(source.id, ())]
        hide = self._names.hidden
        address = source.url if not about and hide(source.url) == source.url else ""
        return Source(
            id=self._sources[source.id] if whose else hide(source.id, about),
            title=hide(source.title, about),
            publisher=hide(source.publisher, about),
            published=source.published,
            url=address,
            grade=source.grade,
            depends_on=self._sources.get(source.depends_on, ""),
        )


def _place(finding: Finding) -> tuple[int, int]:
    return finding.rank, finding.person.number


def _row_place(row: Row) -> tuple[bool, int, int, int]:
    return row.rank is None, row.rank or 0, row.contradictions, row.person.number


def _whose(given: Any) -> str:
    person = getattr(given, "person", None)
    return person.id if isinstance(person, Person) else ""


def _walk(given: Any, whose: str) -> Iterator[tuple[Any, str]]:
    """Go through everything that may name somebody, with the id of whom it tells."""
    if isinstance(given, str | Enum | Register) or given is None:
        return
    if isinstance(given, tuple):
        for each in given:
            yield from _walk(each, whose)
    elif isinstance(given, Mapping):
        for each in given.values():
            yield from _walk(each, whose)
    elif is_dataclass(given):
        whose = _whose(given) or whose
        yield given, whose
        if not isinstance(given, Person | Source):
            for f in fields(given):
                yield from _walk(getattr(given, f.name), whose)
