"""Charts of a case: asked of an inquiry, drawn by Altair on this machine."""

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
    from narrow.report.charts.vega import Chart


OF_ALL = ("funnel", "overlap", "flip", "tornado")
OF_ONE = ("waterfall", "timeline")
KINDS = (*OF_ALL, *OF_ONE)
NAMING = {"flip", *OF_ONE}
"""The kinds that name people."""


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
    return _drawn(asked, kind, person)


def charts(asked: Charted, *, named: bool = True) -> "tuple[Chart, ...]":
    """Draw what there is to draw of a case as a whole; not `named`, only what names nobody."""
    _check_installed()
    return tuple(_drawn(asked, kind) for kind in OF_ALL if named or kind not in NAMING)


def _check_installed() -> None:
    """Say what is not installed before anything is carried out."""
    try:
        import altair  # noqa: F401
        import vl_convert  # noqa: F401
    except ModuleNotFoundError:
        raise RequestError(f"charts need two more packages: {install('charts')}") from None


def _drawn(asked: Charted, kind: str, person: str = "") -> "Chart":
    from narrow.report.charts import vega

    match kind:
        case "funnel":
            return vega.funnel(asked.funnel())
        case "overlap":
            found = asked.evaluation.patterns
            counts = table.counts_by_status(found)
            return vega.overlap(about(asked.case, asked.content), counts, asked.case, found)
        case "flip":
            return vega.flip(asked.flip())
        case "tornado":
            return vega.tornado(asked.flip())
        case "timeline":
            return vega.timeline(asked.timeline(person))
    if not asked.case.subject.weighed:
        subject = SUBJECTS[asked.case.subject.value]
        raise RequestError(f"no waterfall: a case about {subject} weighs nobody")
    reasons = asked.why(person)
    if reasons.weighing is None:
        raise RequestError("no waterfall: no clue of this case says what it is worth")
    if reasons.place is None:
        by = reasons.stopped_by or "the case"
        raise RequestError(f"no waterfall: {reasons.person.id} is ruled out, first by {by}")
    return vega.waterfall(reasons, reasons.place, reasons.weighing)
