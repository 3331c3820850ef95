"""Charts of a case: asked of an inquiry, drawn by Altair on this machine."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from narrow.errors import RequestError, install, nearest
from narrow.model.cases import Case
from narrow.model.registers import Content
from narrow.questions.evaluation import patterns as table
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.evaluation.findings import about
from narrow.report.words import SUBJECTS

if TYPE_CHECKING:
    from narrow.questions.flip import Flip
    from narrow.questions.funnel import Narrowing
    from narrow.questions.why import Timeline, Why
    from narrow.report.charts.pieces import Chart


class Charted(Protocol):
    """A case that can be asked for what charts show."""

    @property
    def case(self) -> Case:
        """The case."""

    @property
    def content(self) -> Content:
        """The register's rows."""

    @property
    def evaluation(self) -> Evaluation:
        """The case, carried out."""

    def funnel(self) -> "Narrowing":
        """Say how the clues narrow."""

    def flip(self) -> "Flip":
        """Say what other readings move."""

    def why(self, person: str) -> "Why":
        """Say why one person is on the list."""

    def timeline(self, person: str) -> "Timeline":
        """Give one person's facts in time."""


def chart(asked: Charted, kind: str, person: str = "") -> "Chart":
    """Draw one chart of a case; a waterfall and a timeline are of one `person`, an id or a name.

    Raises RequestError where the kind is not known, where a person is missing or too many, where
    nobody may be weighed, and where the extra `charts` is not installed.
    """
    if kind not in KINDS:
        raise RequestError(f"no chart is called {kind!r}{nearest(kind, KINDS)}")
    if bool(person) is not (kind in OF_ONE):
        whose = "one person: say whom" if kind in OF_ONE else "everybody: name nobody"
        raise RequestError(f"a {kind} is about {whose}")
    _check_installed()
    return OF_ONE[kind](asked, person) if kind in OF_ONE else OF_ALL[kind](asked)


def charts(asked: Charted, *, named: bool = True) -> "tuple[Chart, ...]":
    """Draw what there is to draw of a case as a whole; not `named`, only what names nobody."""
    _check_installed()
    return tuple(draw(asked) for kind, draw in OF_ALL.items() if named or kind not in NAMING)


def _check_installed() -> None:
    """Say what is not installed before anything is carried out."""
    try:
        import altair  # noqa: F401
        import vl_convert  # noqa: F401
    except ModuleNotFoundError:
        raise RequestError(f"charts need two more packages: {install('charts')}") from None


# --- of everybody -----------------------------------------------------------------------------


def _funnel(asked: Charted) -> "Chart":
    from narrow.report.charts.cases import funnel

    return funnel(asked.funnel())


def _overlap(asked: Charted) -> "Chart":
    from narrow.report.charts.cases import overlap

    found = asked.evaluation.patterns
    counts = table.counts_by_status(found)
    return overlap(about(asked.case, asked.content), counts, asked.case, found)


def _flip(asked: Charted) -> "Chart":
    from narrow.report.charts.cases import flip

    return flip(asked.flip())


def _tornado(asked: Charted) -> "Chart":
    from narrow.report.charts.cases import tornado

    return tornado(asked.flip())


# --- of one person ----------------------------------------------------------------------------


def _timeline(asked: Charted, person: str) -> "Chart":
    from narrow.report.charts.person import timeline

    return timeline(asked.timeline(person))


def _waterfall(asked: Charted, person: str) -> "Chart":
    from narrow.report.charts.person import waterfall

    if not asked.case.subject.weighed:
        subject = SUBJECTS[asked.case.subject.value]
        raise RequestError(f"no waterfall: a case about {subject} weighs nobody")
    reasons = asked.why(person)
    if reasons.weighing is None:
        raise RequestError("no waterfall: no clue of this case says what it is worth")
    if reasons.place is None:
        by = reasons.stopped_by or "the case"
        raise RequestError(f"no waterfall: {reasons.person.id} is ruled out, first by {by}")
    return waterfall(reasons, reasons.place, reasons.weighing)


OF_ALL: dict[str, Callable[[Charted], "Chart"]] = {
    "funnel": _funnel,
    "overlap": _overlap,
    "flip": _flip,
    "tornado": _tornado,
}
OF_ONE: dict[str, Callable[[Charted, str], "Chart"]] = {
    "waterfall": _waterfall,
    "timeline": _timeline,
}
KINDS = (*OF_ALL, *OF_ONE)
NAMING = {"flip", *OF_ONE}
"""The kinds that name people."""
