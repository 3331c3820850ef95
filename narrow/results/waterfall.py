"""A weight as a waterfall: every clue a bar, and the bars add up to the chance."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log2

from narrow.engines import Engine
from narrow.model.case import Case
from narrow.model.register import Content
from narrow.model.weighing import Bar, Place, Weighing
from narrow.results.gathered import Gathered
from narrow.results.judge import carry_out
from narrow.results.rank import rank
from narrow.results.run import gather
from narrow.results.session import Session
from narrow.results.weighed import Weighed, in_play, weigh, weigh_each


@dataclass(frozen=True, slots=True)
class Stood:
    """A case that was carried out, and where one person stands in it, if anybody is weighed."""

    session: Session
    place: Place | None = None
    weighing: Weighing | None = None


def stand(case: Case, content: Content, engine: Engine, person: str) -> Stood:
    """Carry a case out, and weigh everyone where that is allowed: one weight needs them all."""
    if not case.subject.weighed:
        return Stood(gather(case, content, engine))
    gathered = carry_out(case, content, engine)
    weighed = weigh(gathered)
    if weighed is None:
        return Stood(gathered.session)
    return Stood(gathered.session, place(weighed, gathered, person), weighed.weighing)


def place(weighed: Weighed, gathered: Gathered, person: str) -> Place | None:
    """Say where a person stands, and why; None for whoever is not in play."""
    weight = weighed.weights.get(person)
    if weight is None:
        return None
    judged = weigh_each(weighed, gathered.judged)
    playing = in_play(gathered.case, [j.finding for j in judged])
    order = rank(gathered.case, playing)
    mine = next(finding for finding in order if finding.person.id == person)
    return Place(mine.rank, len(order), weight, tuple(_bars(weighed, person)))


def _bars(weighed: Weighed, person: str) -> Iterator[Bar]:
    weight, told = weighed.weights[person], weighed.weighing
    running = 0.0
    steps = [("clue", w.clue, w.bits, w.low, w.high) for w in weight.clues.values()]
    if weight.chance is not None and told.outside is not None:
        inside = log2(1 - told.outside)
        before = [
            ("population", "", told.start, told.start, told.start),
            ("outside", "", inside, inside, inside),
        ]
        steps = [*before, *steps, ("others", "", told.crowd, told.crowd, told.crowd)]
    for kind, clue, bits, low, high in steps:
        running += bits
        yield Bar(kind, clue, bits, running, low, high)
