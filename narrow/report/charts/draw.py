"""Charts of a case: asked of an inquiry, drawn by Altair on this machine."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Unpack

import vl_convert

from narrow.errors import RequestError, nearest
from narrow.inquiry import Given, Inquiry, open
from narrow.questions.evaluation import patterns as table
from narrow.questions.evaluation.findings import about
from narrow.registers.opening import CaseGiven
from narrow.report.words import SUBJECTS

# A chart as Vega-Lite says it, drawn as SVG or PNG on this machine and nowhere else.
#
# Altair builds the specification and vl-convert draws it, both without a network. Names and phrases
# come in as values of data and as titles; nothing of theirs is ever an expression of Vega.


SHARPNESS = 2.0  # pixels of a PNG for each of the chart


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """One chart: its kind, what it shows in words, and its Vega-Lite specification."""

    kind: str
    says: str
    spec: Mapping[str, Any]

    def svg(self) -> str:
        """Draw the chart as SVG; the same answer gives the same text."""
        drawn: str = vl_convert.vegalite_to_svg(dict(self.spec))
        return drawn

    def png(self) -> bytes:
        """Draw the chart as PNG, two pixels wide for each of the chart."""
        drawn: bytes = vl_convert.vegalite_to_png(dict(self.spec), scale=SHARPNESS)
        return drawn

    def _repr_svg_(self) -> str:
        return self.svg()

    def __repr__(self) -> str:
        return self.says


MISSING = "charts need two more packages: pip install 'narrow[charts]'"


def chart(
    case: CaseGiven | Inquiry, kind: str, person: str = "", **given: Unpack[Given]
) -> "Chart":
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
    inquiry = open(case, **given)
    return OF_ONE[kind](inquiry, person) if kind in OF_ONE else OF_ALL[kind](inquiry)


def charts(inquiry: Inquiry, *, named: bool = True) -> "tuple[Chart, ...]":
    """Draw what there is to draw of a case as a whole; not `named`, only what names nobody."""
    _check_installed()
    return tuple(draw(inquiry) for kind, draw in OF_ALL.items() if named or kind not in NAMING)


def _check_installed() -> None:
    """Say what is not installed before anything is carried out."""
    try:
        import altair  # noqa: F401
        import vl_convert  # noqa: F401
    except ModuleNotFoundError:
        raise RequestError(MISSING) from None


# --- of everybody -----------------------------------------------------------------------------


def _funnel(inquiry: Inquiry) -> "Chart":
    from narrow.report.charts.counts import funnel

    return funnel(inquiry.funnel())


def _overlap(inquiry: Inquiry) -> "Chart":
    from narrow.report.charts.counts import overlap

    found = inquiry.evaluation.patterns
    counts = table.counts_by_status(found)
    return overlap(about(inquiry.case, inquiry.content), counts, inquiry.case, found)


def _flip(inquiry: Inquiry) -> "Chart":
    from narrow.report.charts.moves import flip

    return flip(inquiry.flip())


def _tornado(inquiry: Inquiry) -> "Chart":
    from narrow.report.charts.moves import tornado

    return tornado(inquiry.flip())


# --- of one person ----------------------------------------------------------------------------


def _timeline(inquiry: Inquiry, person: str) -> "Chart":
    from narrow.report.charts.person import timeline

    return timeline(inquiry.timeline(person))


def _waterfall(inquiry: Inquiry, person: str) -> "Chart":
    from narrow.report.charts.person import waterfall

    if not inquiry.case.subject.weighed:
        subject = SUBJECTS[inquiry.case.subject.value]
        raise RequestError(f"no waterfall: a case about {subject} weighs nobody")
    reasons = inquiry.why(person)
    if reasons.weighing is None:
        raise RequestError("no waterfall: no clue of this case says what it is worth")
    if reasons.place is None:
        by = reasons.stopped_by or "the case"
        raise RequestError(f"no waterfall: {reasons.person.id} is ruled out, first by {by}")
    return waterfall(reasons, reasons.place, reasons.weighing)


OF_ALL: dict[str, Callable[[Inquiry], "Chart"]] = {
    "funnel": _funnel,
    "overlap": _overlap,
    "flip": _flip,
    "tornado": _tornado,
}
OF_ONE: dict[str, Callable[[Inquiry, str], "Chart"]] = {
    "waterfall": _waterfall,
    "timeline": _timeline,
}
KINDS = (*OF_ALL, *OF_ONE)
NAMING = {"flip", *OF_ONE}
"""The kinds that name people."""
