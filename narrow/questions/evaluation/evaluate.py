"""A case carried out once on a register: evidence, verdicts, patterns and persons, kept for all.

Whatever is asked of a case starts here, and nothing is computed before it is asked for or twice.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from narrow.compile import reads
from narrow.engines.base import Engine, Row
from narrow.model.cases import Case
from narrow.model.evidence import Advice, Person, Place, Weighing
from narrow.model.registers import Content
from narrow.questions.evaluation import patterns as table
from narrow.questions.evaluation.chances import Weighed, place, weigh, weigh_each
from narrow.questions.evaluation.findings import Gathered, Judged, judge
from narrow.questions.evaluation.patterns import Pattern
from narrow.questions.evaluation.reader import Reader
from narrow.questions.evaluation.session import Session, check_exclusions, gather
from narrow.questions.evaluation.unseen import UNSEEN, unseen

LISTED, NEAR_MISSES = "listed", "near_misses"


class Evaluation:
    """A case on an engine that holds its register, carried out when first asked something.

    The tables `evidence` and `verdicts` stay on the engine; `listed` holds one choice of persons at
    a time and is made again when another has taken its place.
    """

    def __init__(self, case: Case, content: Content, engine: Engine) -> None:
        self.case, self.content, self.engine = case, content, engine
        self._chosen = ""

    @cached_property
    def session(self) -> Session:
        """The plan, carried out; raises RequestError for an exclusion of nobody before it is."""
        check_exclusions(self.case, self.content.register, self.engine)
        return gather(self.case, self.content, self.engine)

    @cached_property
    def patterns(self) -> tuple[Pattern, ...]:
        """Persons with the same verdicts, counted: the whole population."""
        session = self.session
        off = session.fetch("taken_off") if self.case.exclude else ()
        return table.read(session.plan, session.fetch("patterns"), off)

    @cached_property
    def listed(self) -> Gathered:
        """Those who stand highest, ten thousand at most, with their reasons."""
        return self._gathered(LISTED)

    @cached_property
    def near_misses(self) -> Gathered:
        """Those whom one required clue alone keeps from fitting, a thousand at most."""
        return self._gathered(NEAR_MISSES)

    @cached_property
    def weighed(self) -> Weighed | None:
        """Everyone in play, weighed; None where nobody may be, or no clue has a worth."""
        if not self.case.subject.weighed:
            return None
        listed = self.listed
        self._choose(LISTED)  # the days that bound a date in doubt are read of those listed
        return weigh(listed)

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """Those who stand highest, each with a weight where people are weighed."""
        weighed = self.weighed
        return weigh_each(weighed, self.listed.judged) if weighed else self.listed.judged

    @cached_property
    def advice(self) -> tuple[Advice, ...]:
        """What may be misspelt: codes of the clues that occur nowhere in the register."""
        if UNSEEN in self.case.silence:
            return ()
        return tuple(unseen(self.case, self.content.register, self.engine))

    def stand(self, person: Person) -> tuple[Place | None, Weighing | None]:
        """Say where one person stands among all, if anybody is weighed, and what all weigh."""
        weighed = self.weighed
        if weighed is None:
            return None, None
        return place(weighed, self.listed, person.id), weighed.weighing

    def read_one(self, person: Person) -> tuple[Reader, Row]:
        """Read what is kept of one person, wherever they stand, and their row of verdicts."""
        session = self.session
        standing = reads.standing(session.plan, person.number).query(self.engine.dialect)
        self.engine.keep("listed", standing)
        self._chosen = ""
        reader = Reader(session)
        reader.read()
        return reader, self.engine.fetch(standing)[0]

    def choose_listed(self) -> Session:
        """Let the table `listed` hold those who stand highest, without reading their reasons."""
        self._choose(LISTED)
        return self.session

    @contextmanager
    def another(self, case: Case) -> Iterator["Evaluation"]:
        """Carry out another case on the same register, leaving the tables of this one alone."""
        with self.engine.apart() as engine:
            yield Evaluation(case, self.content, engine)

    def _gathered(self, name: str) -> Gathered:
        self._choose(name)
        reader = Reader(self.session)
        reader.read()
        rows = self.session.fetch("those_listed")
        judged: tuple[Judged, ...] = tuple(judge(reader, row) for row in rows)
        return Gathered(self.session, reader, self.patterns, judged)

    def _choose(self, name: str) -> None:
        session = self.session
        if self._chosen != name:
            session.keep("listed", name)
            self._chosen = name
