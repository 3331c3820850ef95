"""A weight as a waterfall: every clue a bar, and the bars add up to the chance."""

from collections.abc import Iterator
from math import log2

from narrow.model.weighing import Bar, Place
from narrow.results.answer import ranked
from narrow.results.judge import Gathered
from narrow.results.weighed import Weighed


def place(weighed: Weighed, gathered: Gathered, person: str) -> Place | None:
    """Say where a person stands, and why; None for whoever is not in play."""
    weight = weighed.weights.get(person)
    if weight is None:
        return None
    order = ranked(weighed, gathered)
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
