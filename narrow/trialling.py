"""The door to back-testing: how often the person meant is found, and whether chances hold."""

from collections.abc import Callable

from narrow.compile.plan import needed, plan
from narrow.errors import RequestError
from narrow.opening import CaseGiven, DataGiven, load_case
from narrow.questions import backtest as backtests
from narrow.questions.backtest import Backtest, Setup
from narrow.rules.library import Library


def backtest(
    case: CaseGiven,
    setup: Setup | None = None,
    *,
    data: DataGiven | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
    heard: Callable[[], None] | None = None,
) -> Backtest:
    """Describe people of the register by chance, hide facts, and see how often they are found.

    `heard` is called after each description. Raises RequestError for a case that weighs nobody.
    """
    opened = load_case(case, data=data, as_of=as_of, shelf=shelf)
    wanted = needed(plan(opened.case, opened.content.register))
    with opened.open(without="backtest") as engine:
        engine.load(opened.content, wanted)
        return backtests.backtest(
            opened.case, opened.content, engine, setup or Setup(), heard or _unheard
        )


def rates(text: str) -> tuple[float, ...]:
    """Read shares of facts to hide, separated by commas: `0,0.2,0.4`."""
    try:
        return tuple(float(part) for part in text.split(",") if part.strip())
    except ValueError:
        raise RequestError(
            f"{text!r} are no shares; expected numbers from 0 to 1, such as 0,0.2,0.4"
        ) from None


def _unheard() -> None:
    return
