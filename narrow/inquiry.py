"""The one door: a case on a register in an engine, opened once, with a method for each question.

    with narrow.open("wola-2018-former-commanders") as inquiry:
        inquiry.run(), inquiry.misses(), inquiry.flip()

What is computed for one question is kept for the next: the case is carried out once. Commands,
notebook, charts, kept runs and Spark all come through here.
"""

import weakref
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypedDict, TypeVar, Unpack

from narrow.compile.plan import Plan, needed, plan
from narrow.engines.base import Engine
from narrow.engines.choice import DUCKDB, EngineGiven, check_engine, kind_of, open_engine
from narrow.errors import RequestError
from narrow.files import lock_beside
from narrow.model.cases import Case, Subject
from narrow.model.evidence import Answer as Found
from narrow.model.evidence import Compared, Person
from narrow.model.registers import Content, Register
from narrow.model.result import INSIDE
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.evaluation.reasons import worded
from narrow.registers.opening import (
    CaseGiven,
    DataGiven,
    Opened,
    library,
    open_case,
    open_clues,
    open_text,
)
from narrow.report import forms
from narrow.rules.library import Library

if TYPE_CHECKING:
    from pandas import DataFrame

    from narrow.model.records import Lock
    from narrow.notebook.explore import Explorer
    from narrow.questions.backtest import Backtest, Setup
    from narrow.questions.diff import Difference
    from narrow.questions.explore import Exploration
    from narrow.questions.exposure import Exposure
    from narrow.questions.figures import Figures
    from narrow.questions.flip import Asking, Flip
    from narrow.questions.funnel import Narrowing
    from narrow.questions.kept_runs import Behind
    from narrow.questions.matrix import Matrix
    from narrow.questions.misses import Misses
    from narrow.questions.run import Look
    from narrow.questions.sql import Statement
    from narrow.questions.tally import Tally
    from narrow.questions.why import Timeline, Why
    from narrow.report.charts.vega import Chart


Columns = Mapping[str, Collection[str]]
Shown = TypeVar("Shown")


class Inquiry:
    """A case on a register in an engine: what is asked of it shares what was computed before.

    The engine stays open until `close`, the end of a `with`, or until nobody holds what it gave.
    About an unnamed source everything shows codes in the place of names, unless `names`.
    """

    def __init__(
        self,
        opened: Opened,
        *,
        shelf: Library | None = None,
        engine: EngineGiven = DUCKDB,
        names: bool = False,
    ) -> None:
        self.opened, self.engine_given = opened, engine
        self.names = names
        self.hides = opened.case.subject is Subject.UNNAMED_SOURCE and not names
        if names:
            _may_name(opened.case)
        self.shelf = shelf or library()
        self._engine: Engine | None = None
        self._loaded: Columns | None = {}
        self._open, self._held = ExitStack(), ExitStack()
        weakref.finalize(self._held, self._open.close)

    # --- what is asked -------------------------------------------------------------------------

    @property
    def case(self) -> Case:
        """The case as it was understood."""
        return self.opened.case

    @property
    def content(self) -> Content:
        """The register's rows, or where they are stored."""
        return self.opened.content

    @property
    def register(self) -> Register:
        """What the register holds."""
        return self.opened.content.register

    # --- open and closed -----------------------------------------------------------------------

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the engine back, once the rows are read of whom an answer names.

        A question asked later opens it again.
        """
        try:
            if evaluation := self.__dict__.pop("evaluation", None):
                evaluation.settle()
        finally:
            self._open.close()
            self._engine = None

    @cached_property
    def evaluation(self) -> Evaluation:
        """The case on its engine, carried out when first asked something."""
        engine = self._holding(needed(self._plan()))
        return Evaluation(self._worded, self.content, engine, self._held)

    @cached_property
    def _worded(self) -> Case:
        """The case with words for what is asked wherever the rule has only its quote."""
        return worded(self.case, self.register)

    def _plan(self, case: Case | None = None) -> Plan:
        return plan(case or self.case, self.register)

    def _whole(self) -> Evaluation:
        """Give the evaluation on an engine that holds every column: some questions show them."""
        self._holding(None)
        return self.evaluation

    def _holding(self, wanted: Columns | None, without: str = "") -> Engine:
        """Open the engine with these columns; one that holds fewer is opened anew, with all.

        A stored register is read where it lies, so that all of its columns are at hand.
        """
        check_engine(self.engine_given, self.content, without)
        if self._engine is None:
            whole = self.content.stored or isinstance(self.engine_given, Engine)
            self._loaded = None if whole else wanted
            engine = self._open.enter_context(open_engine(self.engine_given))
            engine.load(self.content, self._loaded)  # one that fails may hold another register
            self._engine = engine
        elif not _holds(self._loaded, wanted):
            self.close()
            return self._holding(None, without)
        return self._engine

    # --- the questions -------------------------------------------------------------------------

    @cached_property
    def _found(self) -> Found:
        from narrow.questions.run import run

        found = replace(run(self.evaluation), lock=self._lock())
        if self.case.published:
            found = replace(found, compared=self._compared())
        if isinstance(self.engine_given, Engine):
            self.evaluation.settle()  # somebody else's: it may hold another register next
        return found

    def _compared(self) -> "tuple[Compared, ...]":
        from narrow.questions.figures import compare

        grouped = any(figure.by for figure in self.case.published)
        return compare(self._whole() if grouped else self.evaluation, names=self.names)

    def _shown(self, given: Shown) -> Shown:
        """Give what a question gave; about an unnamed source with codes, the same everywhere."""
        if not self.hides:
            return given
        from narrow.questions.redaction import Redaction

        beside = () if given is self._found else (given,)
        return Redaction(self._found, *beside, hides=True).shown(given)

    def _person(self, wanted: str) -> Person:
        """Find a person by id or name, or by code where codes stand for names."""
        from narrow.questions.why import look_up

        def ranked(rank: int) -> list[Person]:
            return [found.person for found in self._found.findings if found.rank == rank]

        engine = self._whole().engine
        if not self.hides:
            return look_up(self.register, engine, wanted, ranked)
        from narrow.questions.redaction import Redaction

        if person := Redaction(self._found).key.people.get(wanted.upper()):
            return person
        try:
            return look_up(self.register, engine, wanted, ranked)
        except RequestError:  # it lists who comes near, by name
            raise RequestError(
                f"{wanted!r} is no code of this answer, and no id or name of one person alone; "
                "names are hidden (--names shows them)"
            ) from None

    def run(self) -> "Answer":
        """Say who fits, ranked, with reasons; who is in doubt; who is ruled out and why."""
        found = self._shown(self._found)
        return Answer(**{one.name: getattr(found, one.name) for one in fields(found)}, inquiry=self)

    def why(self, person: str) -> "Why":
        """Say why one person (an id or a name) is on the list or not, and what would change it."""
        return self._shown(self._why(person))

    def _why(self, person: str) -> "Why":
        from narrow.questions.why import why

        return replace(why(self._whole(), self._person(person)), lock=self._lock())

    def tally(self, by: str = "", *, clue: str = "", reading: str = "") -> "Tally":
        """Count who meets the case by the values of a field, the not known counted apart."""
        from narrow.questions.tally import tally

        found = tally(self._whole(), by=by, clue=clue, reading=reading)
        return self._shown(found) if by else found

    def figures(self) -> "Figures":
        """Set the figures that somebody published beside the counts of the register."""
        from narrow.questions.figures import Figures

        return Figures.of((self.opened.name, one) for one in self._compared())

    def funnel(self, order: Sequence[str] = ()) -> "Narrowing":
        """Narrow by the clues in any order, with each one's share whatever the order."""
        from narrow.questions.funnel import narrowing

        return narrowing(self.case, self.content, self.evaluation.patterns, order)

    def misses(self) -> "Misses":
        """Say whom exactly one clue keeps from fitting, by a no or because nothing is known."""
        from narrow.questions.misses import misses

        return self._shown(misses(self.evaluation))

    def matrix(self, sort: str = "rank") -> "Matrix":
        """Set persons against clues, and say how far each clue tells people apart."""
        from narrow.questions.matrix import matrix

        return self._shown(matrix(self.evaluation, sort))

    def flip(self) -> "Flip":
        """Say who enters or leaves under every other reading and grade, and how far ranks move."""
        from narrow.questions.flip import flip

        return self._shown(flip(self.evaluation))

    def next(self) -> "Asking":
        """Rank what is not known by how much it would narrow if it were found.

        RequestError in a case about an unnamed source: it says where to look for the source.
        """
        from narrow.questions.next import asking

        if self.case.subject is Subject.UNNAMED_SOURCE:
            raise RequestError(
                "next says where to look for the person meant, and a source is not to be found: "
                "about an unnamed source it is not answered; narrow exposure says how few are left"
            )
        return asking(self.evaluation)

    def exposure(self, at_least: int = 0, *, names: bool = False) -> "Exposure":
        """Say how few people the description leaves, and what coarser words would leave.

        `at_least` is how many must fit for certain, 0 for no such demand.
        """
        from narrow.questions.exposure import drafted, expose

        if at_least < 0:
            raise RequestError("at least how many? a number of people, 1 or more")
        draft = drafted(self._worded, self.register)
        self._holding(needed(self._plan(draft.case)))
        if names:
            _may_name(self.case)
        with self.evaluation.another(draft.case) as evaluation:
            found = expose(draft, evaluation, wanted=at_least, names=names)
        return replace(found, chosen=self.opened.chosen)

    def backtest(
        self, setup: "Setup | None" = None, on_progress: Callable[[], None] | None = None
    ) -> "Backtest":
        """Describe people of the register by chance, hide facts, and see how often they are found.

        `on_progress` is called after each description. RequestError for a case that weighs nobody.
        """
        from narrow.questions.backtest import Setup, backtest

        self._holding(needed(self._plan()), without="backtest")
        return backtest(self.evaluation, setup or Setup(), on_progress or _unheard)

    def explore(self) -> "Exploration":
        """Give what switching clues and readings needs: patterns, and a thousand persons."""
        from narrow.questions.explore import explore

        return self._shown(explore(self.evaluation))

    def timeline(self, person: str) -> "Timeline":
        """Give the facts of one person in time, and which of them decided a clue."""
        from narrow.questions.why import timeline

        return self._shown(timeline(self._whole().session, self._why(person)))

    def find(self) -> "Look":
        """Give the answer to clues typed in one line each, with the case file they stand for."""
        from narrow.questions.run import Look

        return Look(self.run(), self.opened.file, self.register.id, self.opened.chosen)

    def sql(self, dialect: str = "duckdb") -> "Statement":
        """Give the statements that are carried out, with their values, for a reader."""
        from narrow.questions.sql import state

        return state(self.case, self.register, dialect)

    def chart(self, kind: str = "funnel", person: str = "") -> "Chart":
        """Draw a funnel, overlap, flip or tornado; of one person a waterfall or timeline."""
        from narrow.report.charts.draw import chart

        return chart(self, kind, person)

    # --- what stands behind an answer ------------------------------------------------------------

    def page(self, answer: Found, *, charts: bool = False, bare: bool = False) -> str:
        """Give the answer as one page of HTML that needs nothing else.

        `answer` is what `run` gave, or its redacted edition, which is `bare`: it shows no rules, no
        statements and no record, for they may name. Where names are hidden it always is.
        """
        from narrow.report.document import Picture

        bare = bare or self.hides
        pictures: tuple[Picture, ...] = ()
        if charts:
            from narrow.report.charts.draw import charts as drawn

            pictures = tuple(Picture(one.svg(), one.says) for one in drawn(self, named=not bare))
        return forms.page(self, answer, pictures, bare=bare)

    def redacted(self, keyfile: str | Path) -> Found:
        """Give the answer with codes for names, and write who they are to a file for its owner."""
        return forms.redacted(self._found, keyfile)

    def provenance(self) -> "Behind":
        """Give what stands behind the answer: what was asked, the rules, the statements."""
        from narrow.questions.kept_runs import behind

        return behind(self.opened, self.shelf, self.sql())

    def lock(self, *, again: bool = False, note: str = "") -> "Lock":
        """Freeze the case as it stands; a case edited since it was locked only `again`."""
        from narrow.questions.kept_runs import lock

        return lock(self.case, self.content, self.shelf, again=again, note=note)

    def _lock(self) -> "Lock | None":
        """Say what the lock on the case tells; what reads it is loaded only where there is one."""
        if lock_beside(self.case.file, self.case.id) is None:
            return None
        from narrow.questions.kept_runs import lock_of

        return lock_of(self.case, self.content, self.shelf)

    def save(self, to: str | Path, *, rules: Path | None = None) -> Path:
        """Keep the answer with all that it rests on, and give the file; `to` may be a folder."""
        from narrow.model.records import Asked
        from narrow.questions.kept_runs import keep

        if self.hides:
            raise RequestError("a kept run holds names, which are hidden here: ask with --names")
        opened = self.opened
        asked = Asked(opened.name, opened.data, opened.as_of, str(rules) if rules else None)
        return keep(self.run(), to, asked, self.shelf)


def _holds(loaded: Columns | None, wanted: Columns | None) -> bool:
    if loaded is None or wanted is None:
        return loaded is None
    return all(set(columns) <= set(loaded.get(role, ())) for role, columns in wanted.items())


def _unheard() -> None:
    return


def _may_name(case: Case) -> None:
    """Refuse names in a case about an unnamed source that does not say what for."""
    if case.subject is Subject.UNNAMED_SOURCE and not case.purpose.strip():
        said = "names are shown for an unnamed source only where the case says what for"
        raise RequestError(f"{said}; add purpose: under subject:")


# --- the answer, asked on -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Answer(Found):
    """Who fits a case, who is in doubt, who does not; ask it on with its methods.

    What it is asked shares what the run computed. With `redact`, a file for the key, codes stand
    for names; who is behind them goes into that file, which only its owner may read.

    >>> answer = run("wola-2018-former-commanders")
    >>> answer.counts.low, answer.counts.high
    (14, 30)
    """

    inquiry: Inquiry = field(kw_only=True, metadata=INSIDE)

    # --- in other forms ------------------------------------------------------------------------

    def to(
        self,
        form: str,
        path: str | Path | None = None,
        *,
        charts: bool = False,
        redact: str | Path | None = None,
    ) -> str | bytes:
        r"""Give it as json, csv, md, html, xlsx, ftm or table, written to `path` if given.

        With `charts` (extra `charts`) a page has the funnel and three more drawn in it.

        >>> run("wola-2018-former-commanders").to("csv").count("\n")
        79
        """
        forms.check_edition(form, path, redact, charts=charts)
        if form == "xlsx":
            return forms.written(forms.workbook(self.inquiry, keyfile=redact), path)
        made = self if redact is None else self.inquiry.redacted(redact)
        if form == forms.FTM:
            return forms.written(forms.ftm(made), path)
        if form == "html":
            page = self.inquiry.page(made, charts=charts, bare=redact is not None)
            return forms.written(page, path)
        return forms.written(forms.render(made, form), path)

    def evidence(self) -> "DataFrame":
        """Give every fact that decided a clue, with its sources, as a data frame.

        >>> "says" in run("wola-2018-former-commanders").evidence().columns
        True
        """
        from narrow.report.data import evidence

        return evidence(self)

    @property
    def sql(self) -> str:
        """The statements that were carried out, with their values, for a reader.

        >>> "SELECT" in run("wola-2018-former-commanders").sql
        True
        """
        from narrow.report.compose.rules import statement_text

        return statement_text(self.inquiry.sql())

    @property
    def case(self) -> Case:
        """The case as it was understood.

        >>> run("wola-2018-former-commanders").case.day.year
        2018
        """
        return self.inquiry.case

    # --- asked on --------------------------------------------------------------------------------

    def why(self, person: str) -> "Why":
        """Say why one person (an id or a name) is on the list or not, and what would change it.

        >>> answer = run("wola-2018-former-commanders")
        >>> answer.why(answer.findings[0].person.id).clues[0].clue
        'commander'
        """
        return self.inquiry.why(person)

    def funnel(self, order: Sequence[str] = ()) -> "Narrowing":
        """Narrow by the clues, in any order, with each one's share whatever the order.

        >>> "then" in repr(run("wola-2018-former-commanders").funnel())
        True
        """
        return self.inquiry.funnel(order)

    def misses(self) -> "Misses":
        """Say whom exactly one clue keeps from fitting, grouped by that clue.

        >>> run("wola-2018-former-commanders").misses().frame().empty
        False
        """
        return self.inquiry.misses()

    def flip(self) -> "Flip":
        """Say who enters or leaves under every other reading.

        >>> run("wola-2018-former-commanders").flip().data["case"]["id"]
        'wola-2018-former-commanders'
        """
        return self.inquiry.flip()

    def next(self) -> "Asking":
        """Rank what is not known by how much it would narrow if it were found.

        >>> run("wola-2018-former-commanders").next().frame().empty
        False
        """
        return self.inquiry.next()

    def matrix(self, sort: str = "rank") -> "Matrix":
        """Set persons against clues, and say how far each clue tells people apart.

        >>> len(run("wola-2018-former-commanders").matrix().frame()) > 14
        True
        """
        return self.inquiry.matrix(sort)

    def tally(self, by: str = "", *, clue: str = "", reading: str = "") -> "Tally":
        """Count who meets the clues by a field (or "year"), the not known apart.

        >>> len(run("wola-2018-former-commanders").tally(by="gender").frame()) > 1
        True
        """
        return self.inquiry.tally(by, clue=clue, reading=reading)

    def figures(self) -> "Figures":
        """Set the figures that somebody published beside the counts of the register.

        >>> run("wola-2018-former-commanders").figures().figures[0].published
        'at least 23'
        """
        return self.inquiry.figures()

    def exposure(self, at_least: int = 0) -> "Exposure":
        """Say how few people the description leaves, and what coarser words would leave.

        >>> run("wola-2018-former-commanders").exposure(20).data["case"]["id"]
        'wola-2018-former-commanders'
        """
        return self.inquiry.exposure(at_least)

    def explore(self) -> "Explorer":
        """Switch clues and readings in a widget; list, funnel and counts change at once.

        >>> run("wola-2018-former-commanders").explore().chosen["commander"]["role"]
        'required'
        """
        from narrow.notebook.explore import explorer
        from narrow.report.explore_table import explore

        return explorer(explore(self.inquiry.explore()).data, self._repr_html_)

    def chart(self, kind: str = "funnel", person: str = "") -> "Chart":
        """Draw a funnel, overlap, flip or tornado; of one person a waterfall or timeline.

        >>> run("wola-2018-former-commanders").chart("overlap").kind
        'overlap'
        """
        return self.inquiry.chart(kind, person)


# --- opening ------------------------------------------------------------------------------------


class Given(TypedDict, total=False):
    """What every question takes beside its case: a register, a day, a library, an engine."""

    data: DataGiven | None
    as_of: str | None
    shelf: Library | None
    engine: EngineGiven | None
    names: bool


def open(case: CaseGiven | Inquiry, **given: Unpack[Given]) -> Inquiry:
    """Open a case, an id or a path, on a register; RuleError, RegisterError or RequestError.

    `data` is a register by folder, file, id or address, or what `load_register` gave; `engine`
    carries out all that is asked: `duckdb`, `spark`, or a Spark session. `names` shows the names
    in a case about an unnamed source, where the case says what for.
    """
    if isinstance(case, Inquiry):
        if given.get("data") is not None or given.get("as_of") or given.get("names"):
            raise RequestError(
                "the case is read already; say data, as_of and names where it is read"
            )
        return case
    engine, shelf = _engine_and_library(given)
    read = open_case(
        case, data=given.get("data"), as_of=given.get("as_of"), shelf=shelf, engine=engine
    )
    return Inquiry(read, shelf=shelf, engine=engine, names=given.get("names", False))


def case(text: str, **given: Unpack[Given]) -> Inquiry:
    """Open a case written as text, in a notebook's cell; errors name the line of the text."""
    engine, shelf = _engine_and_library(given)
    read = open_text(
        text, data=given.get("data"), as_of=given.get("as_of"), shelf=shelf, engine=engine
    )
    return Inquiry(read, shelf=shelf, engine=engine, names=given.get("names", False))


def clues(lines: Sequence[str], *, name: str = "find", **given: Unpack[Given]) -> Inquiry:
    """Open clues typed in one line each, as a case called `name`."""
    engine, shelf = _engine_and_library(given)
    data, as_of = given.get("data"), given.get("as_of")
    read = open_clues(lines, data=data, as_of=as_of, name=name, shelf=shelf, engine=engine)
    return Inquiry(read, shelf=shelf, engine=engine, names=given.get("names", False))


def _engine_and_library(given: Given) -> tuple[EngineGiven, Library]:
    engine = given.get("engine")
    if engine is not None:
        kind_of(engine)
    return (DUCKDB if engine is None else engine), given.get("shelf") or library()


# --- a question asked of a case at once ---------------------------------------------------------


def run(case: CaseGiven | Inquiry, **given: Unpack[Given]) -> Answer:
    """Say who fits a case, ranked, with reasons; who is in doubt, and who is ruled out and why."""
    return open(case, **given).run()


def why(case: CaseGiven | Inquiry, person: str, **given: Unpack[Given]) -> "Why":
    """Say why one person (an id or a name) is on the list or not, and what would change it."""
    return open(case, **given).why(person)


def tally(
    case: CaseGiven | Inquiry,
    *,
    by: str = "",
    clue: str = "",
    reading: str = "",
    **given: Unpack[Given],
) -> "Tally":
    """Count who meets a case by the values of a field, the not known counted apart."""
    return open(case, **given).tally(by, clue=clue, reading=reading)


def figures(case: CaseGiven | Inquiry, **given: Unpack[Given]) -> "Figures":
    """Set the figures that somebody published beside the counts of the register."""
    return open(case, **given).figures()


def funnel(
    case: CaseGiven | Inquiry, *, order: Sequence[str] = (), **given: Unpack[Given]
) -> "Narrowing":
    """Narrow by the clues in any order, with each one's share whatever the order."""
    return open(case, **given).funnel(order)


def misses(case: CaseGiven | Inquiry, **given: Unpack[Given]) -> "Misses":
    """Say whom exactly one clue keeps from fitting, by a no or because nothing is known."""
    return open(case, **given).misses()


def matrix(case: CaseGiven | Inquiry, *, sort: str = "rank", **given: Unpack[Given]) -> "Matrix":
    """Set persons against clues, and say how far each clue tells people apart."""
    return open(case, **given).matrix(sort)


def flip(case: CaseGiven | Inquiry, **given: Unpack[Given]) -> "Flip":
    """Say who enters or leaves under every other reading and grade, and how far ranks move."""
    return open(case, **given).flip()


def next(case: CaseGiven | Inquiry, **given: Unpack[Given]) -> "Asking":
    """Rank what is not known by how much it would narrow if it were found."""
    return open(case, **given).next()


def exposure(
    case: CaseGiven | Inquiry | None = None,
    *,
    lines: Sequence[str] = (),
    at_least: int = 0,
    **given: Unpack[Given],
) -> "Exposure":
    """Say how few people a draft leaves, which phrase does it, and what coarser words would leave.

    The draft is a case, or `lines`: clues in one line each.
    """
    if (case is None) is not bool(lines):
        raise RequestError("give a case, or clues with --clue, and not both")
    names = given.pop("names", False)
    asked = clues(lines, **given) if case is None else open(case, **given)
    return asked.exposure(at_least, names=names)


def find(lines: Sequence[str], *, name: str = "find", **given: Unpack[Given]) -> "Look":
    """Answer clues typed in one line each, and give the case file (called `name`) they stand for.

    Without `data`, asks the only register in ./datasets, or else the worked example.
    """
    return clues(lines, name=name, **given).find()


def chart(
    case: CaseGiven | Inquiry, kind: str = "funnel", person: str = "", **given: Unpack[Given]
) -> "Chart":
    """Draw one chart of a case; a waterfall and a timeline are of one `person`, an id or a name."""
    return open(case, **given).chart(kind, person)


def backtest(
    case: CaseGiven | Inquiry,
    setup: "Setup | None" = None,
    *,
    on_progress: Callable[[], None] | None = None,
    **given: Unpack[Given],
) -> "Backtest":
    """Describe people of the register by chance, hide facts, and see how often they are found."""
    return open(case, **given).backtest(setup, on_progress)


def sql(
    case: CaseGiven | Inquiry, *, dialect: str = "duckdb", **given: Unpack[Given]
) -> "Statement":
    """Give the statements that a run would carry out, without carrying them out."""
    return open(case, **given).sql(dialect)


def lock(
    case: CaseGiven | Inquiry, *, again: bool = False, note: str = "", **given: Unpack[Given]
) -> "Lock":
    """Freeze a case as it stands; a case edited since it was locked only `again`."""
    return open(case, **given).lock(again=again, note=note)


def rerun(kept: str | Path, *, names: bool = False) -> "Difference":
    """Ask what a kept run asked once more, and compare; `same` says whether the answer held.

    `names` shows the names in a case about an unnamed source.
    """
    from narrow.questions.kept_runs import compared, read_record, record_of

    before = read_record(kept)
    asked = before.asked
    shelf = library(Path(asked.rules) if asked.rules else None)
    try:
        with open(asked.case, data=asked.data, as_of=asked.as_of, shelf=shelf) as inquiry:
            after = record_of(inquiry._found, asked, shelf)
    except RequestError as error:
        raise RequestError(f"{kept} cannot be repeated from here: {error}") from None
    return compared(before, after, names=names)
