"""A case carried out once on a register: evidence, verdicts, patterns and persons, kept for all.

Whatever is asked of a case starts here, and nothing is computed before it is asked for or twice.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from itertools import islice

from narrow.compile import reads
from narrow.compile.plan import (
    Answer,
    Best,
    BestPair,
    Between,
    Greatest,
    Least,
    Nth,
    OfPerson,
    Opposite,
    Plan,
    Unrecorded,
)
from narrow.engines.base import Engine, Row
from narrow.errors import nearest
from narrow.model.cases import POPULATION, Case
from narrow.model.cells import JOINED_BY
from narrow.model.evidence import Advice, Person, Place, Weighing
from narrow.model.registers import PERSONS, Content, Register, Values
from narrow.model.rules import (
    Body,
    Coded,
    Condition,
    Either,
    Every,
    Otherwise,
    PersonIs,
    parts_of,
    scans_of,
)
from narrow.questions.evaluation import patterns as table
from narrow.questions.evaluation.chances import Weighed, place, weigh, weigh_each
from narrow.questions.evaluation.findings import Gathered, Judged, judge
from narrow.questions.evaluation.patterns import Pattern
from narrow.questions.evaluation.reader import Reader, Session, check_exclusions, gather
from narrow.questions.evaluation.reasons import sides_of

# Codes that a case asks for and that occur nowhere in the register: they may be misspelt.
#
# Where a column has a vocabulary, a wrong code is refused when the rule is read. Where it has none,
# any text could be a code, and a misspelt one would be a silent "no" for everybody.


MOST_COMPARED = 500  # values: beyond that no near one is looked for


UNSEEN, NEVER = "N113", "N112"


def unseen(case: Case, register: Register, engine: Engine) -> Iterator[Advice]:
    """Say which codes of which clues occur nowhere in their column, each once.

    The engine holds the register's rows. It is asked once for each column, however many ask.
    """
    values = cache(lambda role, name: _values(register, engine, role, name))
    bodies = [(clue.id, reading.body) for clue in case.clues for reading in clue.readings]
    if case.population.body:
        bodies.insert(0, (POPULATION, case.population.body))
    said = (
        Advice(UNSEEN, "" if clue == POPULATION else clue, f"{clue}: {text}")
        for clue, body in bodies
        for role, condition in _conditions(body)
        for text in _missed(register, values, role, condition)
    )
    yield from dict.fromkeys(said)


def _conditions(body: Body) -> Iterator[tuple[str, Condition]]:
    for scan in scans_of(body):
        yield from ((scan.table, condition) for condition in scan.where)
        if scan.second:
            yield from ((scan.second.table, condition) for condition in scan.second.where)
    yield from ((PERSONS, condition) for condition in _of_person(body))


def _of_person(body: Body) -> Iterator[Condition]:
    if isinstance(body, PersonIs):
        yield from body.where
    for inner in parts_of(body):
        yield from _of_person(inner)


Known = Callable[[str, str], frozenset[str]]


def _missed(register: Register, values: Known, role: str, condition: Condition) -> Iterator[str]:
    match condition:
        case Otherwise(inner):
            yield from _missed(register, values, role, inner)
        case Either(several) | Every(several):
            for inner in several:
                yield from _missed(register, values, role, inner)
        case Coded(name, codes):
            column = register.tables[role].columns[name]
            if register.vocabulary_of(column):
                return
            absent = [code for code in codes if code not in column.enum]
            known = values(role, name) if absent else frozenset()
            for code in absent:
                if code not in known:
                    near = len(known) <= MOST_COMPARED and not _names(register, role, name)
                    hint = nearest(code, known) if near else ""
                    yield f"no row of {role} has {code!r} as {name}{hint}"
        case _:
            return


def _names(register: Register, role: str, column: str) -> bool:
    """Tell a column that names people: nobody's name is offered for a misspelt word."""
    table, naming = register.tables[role], register.naming
    own = role == PERSONS and column in (*table.key, naming.name, naming.aliases)
    return own or column == table.person or table.columns[column].property.endswith(":name")


def _values(register: Register, engine: Engine, role: str, name: str) -> frozenset[str]:
    column = register.tables[role].columns[name]
    texts = frozenset(engine.texts(role, name))
    if column.values is not Values.ONE:
        texts = frozenset(part for text in texts for part in text.split(JOINED_BY))
    return texts.difference(column.missing)


# Where a register cannot say no: a clue that rules nobody out, and the slices that would do it.


def never_no(made: Plan) -> Iterator[Advice]:
    """Say which clues can be a "no" for nobody in this register, and what it would have to declare.

    Nothing is carried out: it follows from what the register declares of itself.
    """
    for clue in made.case.clues:
        answer = made.column(clue.id, clue.deciding).answer
        if answer is not None and not _may_be(answer, no=True):
            said = f"{clue.id!r} can be a no for nobody: it rules nobody out, whatever is known"
            lacking = dict.fromkeys(_slice(made, side) for side in _wanting(answer, no=True))
            for table, piece in lacking:
                said += f"; if {table} are complete in this, add to their complete_for: {piece}"
            yield Advice(NEVER, clue.id, said)


def _may_be(answer: Answer, *, no: bool) -> bool:
    """Say whether an answer can be a no (or a yes) for anybody, whatever rows there are."""
    match answer:
        case Best(_, coverage):
            return not no or not coverage.nobody
        case BestPair(_, first, second):
            return not no or not (first.coverage.nobody and second.coverage.nobody)
        case Between(_, coverage, _, at_most):
            return no is (at_most is not None) or not coverage.nobody
        case Least(answers) | Greatest(answers):
            every = isinstance(answer, Greatest) is no
            return (all if every else any)(_may_be(inner, no=no) for inner in answers)
        case Nth(number, answers):
            wanted = len(answers) - number + 1 if no else number
            return sum(_may_be(inner, no=no) for inner in answers) >= wanted
        case Opposite(inner):
            return _may_be(inner, no=not no)
        case Unrecorded() | OfPerson():
            return True


def _wanting(answer: Answer, *, no: bool) -> Iterator[Best | Between]:
    """Give the looks at a table that would have to be complete for an answer to be a no (a yes)."""
    if _may_be(answer, no=no):
        return
    match answer:
        case Least(answers) | Greatest(answers) | Nth(_, answers):
            unable = [inner for inner in answers if not _may_be(inner, no=no)]
            every = len(unable) if isinstance(answer, Greatest) is no else 1
            if isinstance(answer, Nth):
                wanted = len(answers) - answer.number + 1 if no else answer.number
                every = wanted - (len(answers) - len(unable))
            for inner in unable[:every]:
                yield from _wanting(inner, no=no)
        case Opposite(inner):
            yield from _wanting(inner, no=not no)
        case _:
            yield from islice(sides_of(answer), 1)


def _slice(made: Plan, side: Best | Between) -> tuple[str, str]:
    """Write the slice that would make a missing row mean no, as datapackage.json has it."""
    part = made.parts[side.part]
    columns = made.register.tables[part.table].columns
    codes = {
        c.column: c.codes
        for c in part.where
        if isinstance(c, Coded) and columns[c.column].values is Values.ONE
    }
    gaps = side.coverage.gaps
    until = max((gap.last for gap in gaps), default=made.case.day)
    since = {"from": min(gap.first for gap in gaps)} if gaps else {}
    written = {"where": codes, **since, "until": until}
    return part.table, json.dumps(written, ensure_ascii=False, default=str)


LISTED, NEAR_MISSES = "listed", "near_misses"


class Evaluation:
    """A case on an engine that holds its register, carried out when first asked something.

    The tables `masks` and `verdicts` stay on the engine; `listed` holds one choice of persons at a
    time, `evidence` the rows about them; both are made again when others have taken their place.
    """

    def __init__(self, case: Case, content: Content, engine: Engine, held: object = None) -> None:
        self.case, self.content, self.engine, self.held = case, content, engine, held
        self._chosen = ""

    @cached_property
    def session(self) -> Session:
        """The plan, carried out; raises RequestError for an exclusion of nobody before it is."""
        check_exclusions(self.case, self.content.register, self.engine)
        return gather(self.case, self.content, self.engine, self.held)

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
        """What may be misspelt, for it occurs nowhere; which clues can be a no for nobody here."""
        seen = unseen(self.case, self.content.register, self.engine)
        found = (*seen, *never_no(self.session.plan))
        return tuple(one for one in found if one.code not in self.case.silence)

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
        session.keep("evidence", "evidence")
        self._chosen = ""
        reader = Reader(session)
        reader.read()
        return reader, self.engine.fetch(standing)[0]

    def choose_listed(self) -> Session:
        """Let the table `listed` hold those who stand highest, without reading their reasons."""
        self.session.keep("listed", LISTED)
        self._chosen = ""
        return self.session

    @contextmanager
    def another(self, case: Case) -> Iterator["Evaluation"]:
        """Carry out another case on the same register, leaving the tables of this one alone."""
        with self.engine.apart() as engine:
            yield Evaluation(case, self.content, engine)

    def settle(self) -> None:
        """Read the rows of everybody named so far, while the engine can be asked."""
        for name in {LISTED, NEAR_MISSES} & set(self.__dict__):
            reader: Reader = self.__dict__[name].reader
            reader.read_texts(reader.order)

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
            session.keep("evidence", "evidence")
            self._chosen = name
