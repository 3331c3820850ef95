"""Those who fit as FollowTheMoney entities, one JSON object a line, ready for OpenAleph.

Only who certainly fits is here, with the rows that certainly show it; whoever is in doubt is left
out. Each person's `notes` say how many fit, how many are not known, what speaks against, and that
fitting is no evidence of anything. No topic is given to anybody. The same answer gives the same
lines; ids are the register's for persons, and made of their content for facts.
"""

import json
from collections.abc import Iterator

from narrow.errors import RequestError
from narrow.model.cases import Subject
from narrow.model.evidence import Answer, Evidence, Finding
from narrow.model.registers import Register
from narrow.model.verdicts import Verdict
from narrow.views.ftm_entities import Made, datasets_of, entities_of, person_of
from narrow.views.words import WORDS, clean, headline

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
    return "".join(f"{line}\n" for line in written)


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
