"""A case that can be switched, as plain data: what the notebook's widget computes on.

Verdicts are their numbers (2 met, 1 in doubt, 0 no record, -1 not met), laid out in columns: the
population first, then every reading of every clue. The same texts and facts stand once, in a list
of their own, and are named by their place in it.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from narrow.model.cases import POPULATION, Clue, Role, Source
from narrow.model.evidence import CARE, ClueFinding
from narrow.model.grades import UNGRADED
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation.findings import all_sources
from narrow.questions.evaluation.patterns import Key, Pattern
from narrow.questions.explore import Exploration, Explored
from narrow.views.explore_schema import EXPLORE
from narrow.views.page_markup import leads_to_web
from narrow.views.words import MARKS, SUBJECTS, WORDS, citation, clean

LONGEST = 600  # characters of one text

Json = dict[str, Any]


def explore(given: Exploration) -> Json:
    """Give all that the widget needs as data that JSON can hold."""
    keys = _keys(given)
    facts, sources = Places(), Places()
    people = [_person(one, keys, facts, sources) for one in given.people]
    return {
        "schema": EXPLORE,
        **_about(given),
        "verdicts": [
            {"code": int(v), "key": v.key, "mark": MARKS[v], "word": WORDS[v]} for v in MARKS
        ],
        "clues": [_clue(clue, keys) for clue in given.case.clues],
        "patterns": _patterns(given.patterns, keys),
        "by_hand": _patterns([p for p in given.patterns if p.by_hand], keys),
        "people": people,
        "facts": facts.held,
        "sources": sources.held,
        "weighed": given.weighed,
        "care": CARE,
    }


@dataclass(slots=True)
class Places:
    """Things that are held once each, and named by their place."""

    held: list[Json] = field(default_factory=list)
    _places: dict[Hashable, int] = field(default_factory=dict)

    def place(self, key: Hashable, thing: Json) -> int:
        """Give the place of a thing, which is held from now on."""
        if key not in self._places:
            self._places[key] = len(self.held)
            self.held.append(thing)
        return self._places[key]


def _keys(given: Exploration) -> list[Key]:
    readings = [(clue.id, reading.name) for clue in given.case.clues for reading in clue.readings]
    return [(POPULATION, ""), *readings]


def _about(given: Exploration) -> Json:
    about = given.about
    return {
        "case": {
            "id": about.case,
            "title": said(about.title),
            "as_of": about.as_of,
            "subject": about.subject,
            "about": SUBJECTS[about.subject],
            "purpose": said(about.purpose),
        },
        "register": {
            "id": about.register,
            "title": said(about.register_title or about.register),
            "sha256": about.sha256,
            "persons": about.persons,
        },
        "population": given.population,
        "population_says": said(about.population_says),
    }


def _clue(clue: Clue, keys: list[Key]) -> Json:
    names = [reading.name for reading in clue.readings]
    return {
        "id": clue.id,
        "quote": said(clue.quote),
        "note": said(clue.note),
        "source": said(citation(clue.source)) if clue.source else "",
        "role": clue.role.value,
        "roles": roles_of(clue),
        "reading": names.index(clue.deciding),
        "readings": [{"name": r.name, "says": said(r.says)} for r in clue.readings],
        "column": keys.index((clue.id, names[0])),
    }


def roles_of(clue: Clue) -> list[str]:
    """Give what a clue may be switched to; only a case itself says that the not known drop out."""
    strictly = [Role.STRICTLY.value] if clue.role is Role.STRICTLY else []
    return ["off", Role.SUPPORTING.value, Role.REQUIRED.value, *strictly]


def _patterns(given: Sequence[Pattern], keys: list[Key]) -> list[list[int]]:
    """Give each vector of verdicts with how many persons have it, in the last place."""
    totals: dict[tuple[Verdict, ...], int] = {}
    for pattern in given:
        codes = tuple(pattern.verdicts[key] for key in keys)
        totals[codes] = totals.get(codes, 0) + pattern.persons
    return [[*map(int, codes), persons] for codes, persons in sorted(totals.items())]


def _person(one: Explored, keys: list[Key], facts: Places, sources: Places) -> Json:
    found: Mapping[Key, ClueFinding] = one.findings
    return {
        "id": said(one.person.id),
        "name": said(one.person.name),
        "rank": one.rank,
        "codes": [int(one.population), *(int(found[key].verdict) for key in keys[1:])],
        "facts": [_fact(found[key], facts, sources) for key in keys[1:]],
        "taken_off": said(one.taken_off),
    }


def _fact(finding: ClueFinding, facts: Places, sources: Places) -> int:
    grade = min((e.grade for e in finding.evidence if e.grade), default=None)
    cited = {s.id: s for e in finding.evidence for s in all_sources(e)}
    named = [sources.place(key, _source(source)) for key, source in cited.items()]
    fact = {
        "because": said(finding.because),
        "grade": grade.code if grade else "",
        "steps": list((grade or UNGRADED).steps),
        "sources": named,
    }
    return facts.place((fact["because"], fact["grade"], *named), fact)


def _source(source: Source) -> Json:
    return {
        "says": said(citation(source)),
        "url": source.url if leads_to_web(source.url) else "",
        "grade": source.grade.code if source.grade else "",
    }


def said(text: str) -> str:
    """Give a text of a register or rule as one clean line, cut where nobody reads on."""
    line = clean(text)
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
