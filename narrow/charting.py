"""The door to charts: a case is asked what a chart shows, and one of the views draws it."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from narrow.compile.plan import needed, plan
from narrow.engines.base import Engine
from narrow.errors import RequestError, nearest
from narrow.opening import CaseGiven, DataGiven, Opened, load_case
from narrow.questions import flip as flips
from narrow.questions import why as whys
from narrow.questions.evaluation import patterns as table
from narrow.questions.evaluation.chances import stand
from narrow.questions.evaluation.findings import about, carry_out
from narrow.questions.evaluation.session import check_exclusions, gather
from narrow.questions.funnel import narrowing
from narrow.questions.timeline import timeline
from narrow.questions.why import look_up
from narrow.rules.library import Library

if TYPE_CHECKING:
    from narrow.views.chart import Chart


MISSING = "charts need two more packages: pip install 'narrow[charts]'"


def chart(
    case: CaseGiven,
    kind: str,
    person: str = "",
    *,
    data: DataGiven | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
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
    _view("chart")  # what is not installed is said before anything is read
    opened = load_case(case, data=data, as_of=as_of, shelf=shelf)
    with opened.open() as engine:
        if kind in OF_ONE:
            engine.load(opened.content)
            return OF_ONE[kind](opened, engine, person)
        engine.load(opened.content, needed(plan(opened.case, opened.content.register)))
        return OF_ALL[kind](opened, engine)


def charts(
    case: CaseGiven,
    *,
    named: bool = True,
    data: DataGiven | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
) -> "tuple[Chart, ...]":
    """Draw what there is to draw of a case as a whole; not `named`, only what names nobody."""
    _view("chart")
    opened = load_case(case, data=data, as_of=as_of, shelf=shelf)
    with opened.open() as engine:
        engine.load(opened.content, needed(plan(opened.case, opened.content.register)))
        kinds = [kind for kind in OF_ALL if named or kind not in NAMING]
        return tuple(OF_ALL[kind](opened, engine) for kind in kinds)


def _view(name: str) -> Any:
    try:
        return import_module(f"narrow.views.{name}")
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] in ("altair", "vl_convert"):
            raise RequestError(MISSING) from None
        raise


# --- of everybody -----------------------------------------------------------------------------


def _funnel(opened: Opened, engine: Engine) -> "Chart":
    session = gather(opened.case, opened.content, engine)
    check_exclusions(session)
    found = table.read(session.plan, session.fetch("patterns"))
    made: Chart = _view("chart_counts").funnel(narrowing(opened.case, opened.content, found, ()))
    return made


def _overlap(opened: Opened, engine: Engine) -> "Chart":
    session = gather(opened.case, opened.content, engine)
    check_exclusions(session)
    found = table.read(session.plan, session.fetch("patterns"))
    given = (about(opened.case, opened.content), table.counts_by_status(found))
    made: Chart = _view("chart_counts").overlap(*given, opened.case, found)
    return made


def _flip(opened: Opened, engine: Engine) -> "Chart":
    found = flips.flip(carry_out(opened.case, opened.content, engine), opened.content)
    made: Chart = _view("chart_moves").flip(found)
    return made


def _tornado(opened: Opened, engine: Engine) -> "Chart":
    found = flips.flip(carry_out(opened.case, opened.content, engine), opened.content)
    made: Chart = _view("chart_moves").tornado(found)
    return made


# --- of one person ----------------------------------------------------------------------------


def _timeline(opened: Opened, engine: Engine, person: str) -> "Chart":
    who = look_up(opened.content.register, engine, person)
    session = gather(opened.case, opened.content, engine)
    reasons = whys.why(session, opened.content, who)
    made: Chart = _view("chart_person").timeline(timeline(session, reasons))
    return made


def _waterfall(opened: Opened, engine: Engine, person: str) -> "Chart":
    if not opened.case.subject.weighed:
        subject = _view("words").SUBJECTS[opened.case.subject.value]
        raise RequestError(f"no waterfall: a case about {subject} weighs nobody")
    who = look_up(opened.content.register, engine, person)
    stood = stand(opened.case, opened.content, engine, who.id)
    if stood.weighing is None:
        raise RequestError("no waterfall: no clue of this case says what it is worth")
    reasons = whys.why(stood.session, opened.content, who)
    if stood.place is None:
        by = reasons.stopped_by or "the case"
        raise RequestError(f"no waterfall: {who.id} is ruled out, first by {by}")
    made: Chart = _view("chart_person").waterfall(reasons, stood.place, stood.weighing)
    return made


OF_ALL: dict[str, Callable[[Opened, Engine], "Chart"]] = {
    "funnel": _funnel,
    "overlap": _overlap,
    "flip": _flip,
    "tornado": _tornado,
}
OF_ONE: dict[str, Callable[[Opened, Engine, str], "Chart"]] = {
    "waterfall": _waterfall,
    "timeline": _timeline,
}
KINDS = (*OF_ALL, *OF_ONE)
NAMING = {"flip", *OF_ONE}
"""The kinds that name people."""
