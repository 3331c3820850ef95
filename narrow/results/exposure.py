"""The anonymity set of a description: what each phrase spends of it, and what coarser words leave.

Every coarser wording is a reading of a further clue of the same case, so that one statement gathers
all of them; what follows is arithmetic on patterns.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from narrow.engines import Engine
from narrow.errors import RequestError
from narrow.model.case import POPULATION, Case, Clue, Role, Subject
from narrow.model.exposure import Change, Exposed, Exposure, Size
from narrow.model.register import Content, Register
from narrow.model.rule import Reading
from narrow.model.verdict import Verdict
from narrow.results import patterns as table
from narrow.results.about import about
from narrow.results.coarser import Coarser, coarser
from narrow.results.pattern import Pattern, deciding, kept, required
from narrow.results.reader import person_of
from narrow.results.run import gather
from narrow.results.session import Session
from narrow.results.shares import bits_of
from narrow.results.spent import phrases_of, uncounted, with_supporting
from narrow.results.unseen import unseen
from narrow.results.widened import Option, Row, Widened, threshold


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft with its coarser wordings: `own` is the draft, `case` what is carried out.

    `forms` holds the coarser wordings of every required clue, in the order of the case.
    """

    own: Case
    case: Case
    forms: Mapping[str, Sequence[Coarser]]


def drafted(case: Case, register: Register) -> Drafted:
    """Put the coarser wordings of every required clue beside the case, as supporting clues."""
    forms = {clue.id: coarser(clue, register, case.day) for clue in required(case)}
    further = [_further(name, mine) for name, mine in forms.items()]
    kept = tuple(clue for clue in further if clue.readings)
    return Drafted(case, replace(case, clues=(*case.clues, *kept)), forms)


def _beside(clue: str) -> str:
    """Name the clue that holds a clue's coarser wordings; no rule file can name it so."""
    return f"{clue} coarser"


def _further(name: str, forms: Sequence[Coarser]) -> Clue:
    readings = tuple(
        Reading(str(at), form.becomes, form.body)
        for at, form in enumerate(forms)
        if form.body is not None
    )
    last = readings[-1].name if readings else ""
    return Clue(_beside(name), "", "", readings, last, role=Role.SUPPORTING)


def expose(
    draft: Drafted, content: Content, engine: Engine, *, wanted: int = 0, names: bool = False
) -> Exposure:
    """Say what a draft exposes, on an engine that holds the content; names only where asked for.

    `wanted` is how many must fit for certain, 0 for no such demand. Raises RequestError where names
    may not be shown.
    """
    case = draft.own
    if names:
        _may_name(case)
    session = gather(draft.case, content, engine)
    found = table.read(session.plan, session.fetch("patterns"))
    widened = Widened.of([_row(draft, pattern) for pattern in found])
    options = dict(_options(draft, widened))
    counts = table.counts_by_status(found)
    now = Size(counts.low, counts.high)
    everyone = sum(p.persons for p in found)
    certain = sum(p.persons for p in found if p.verdicts[POPULATION, ""] is Verdict.MET)
    phrases, sampled = phrases_of(case, found, everyone)
    return Exposure(
        about=about(case, content),
        population=Size(certain, everyone),
        counts=counts,
        bits=bits_of(counts.high, everyone),
        phrases=phrases,
        sampled=sampled,
        changes=tuple(sorted(options.values(), key=lambda c: (-c.size.low, -c.size.high))),
        threshold=threshold(widened, options, now, wanted) if wanted else None,
        people=tuple(_people(session, case)) if names else None,
        uncounted=tuple(uncounted(case)),
        with_supporting=with_supporting(case, found),
        remarks=tuple(unseen(case, content.register, engine)),
    )


def _may_name(case: Case) -> None:
    if case.subject is Subject.UNNAMED_SOURCE and not case.purpose.strip():
        said = "names are shown for an unnamed source only where the case says what for"
        raise RequestError(f"{said}; add purpose: under subject:")


# --- coarser wordings -------------------------------------------------------------------------


def _row(draft: Drafted, pattern: Pattern) -> Row:
    own, forms = [], []
    for clue in required(draft.own):
        verdict = deciding(clue, pattern.verdicts)
        own.append(kept(clue, verdict))
        forms.append(tuple(_formed(draft, clue, verdict, pattern)))
    population = pattern.verdicts[POPULATION, ""]
    return Row(population, tuple(own), tuple(forms), pattern.persons)


def _formed(draft: Drafted, clue: Clue, verdict: Verdict, pattern: Pattern) -> Iterator[Verdict]:
    """Give the verdict under each coarser form: the greater of the form's and the phrase's own."""
    for at, form in enumerate(draft.forms[clue.id]):
        if form.body is None:
            yield Verdict.MET
        else:
            looser = pattern.verdicts[_beside(clue.id), str(at)]
            yield kept(clue, max(verdict, looser))


def _options(draft: Drafted, widened: Widened) -> Iterator[tuple[Option, Change]]:
    for place, (clue, forms) in enumerate(draft.forms.items()):
        for at, form in enumerate(forms):
            size = widened.size((place, at))
            yield (place, at), Change(clue, form.way, form.was, form.becomes, size)


def _people(session: Session, case: Case) -> Iterator[Exposed]:
    """Name those whom the description does not rule out, ten thousand at most."""
    session.keep("listed", "listed")
    people = {row[0]: person_of(row) for row in session.fetch("people_listed")}
    by_hand = {excluded.person for excluded in case.exclude}
    for number, status, *_ in session.fetch("those_listed"):
        if Verdict(status) is not Verdict.NOT_MET:
            person = people[number]
            yield Exposed(person, Verdict(status), person.id in by_hand)
