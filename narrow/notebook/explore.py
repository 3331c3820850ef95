"""The widget in which clues and readings are switched, and the page it falls back to."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from narrow.errors import RequestError
from narrow.inquiry import Inquiry

if TYPE_CHECKING:
    from narrow.notebook.explorer import Explorer


MISSING = "explore() needs anywidget, which is not installed: pip install 'narrow[notebook]'"


def explorer(inquiry: Inquiry, page: Callable[[], str]) -> "Explorer":
    """Make the widget of a case; `page` gives what stands where no widget runs.

    Raises RequestError where anywidget is not installed.
    """
    try:
        from narrow.notebook.explorer import Explorer
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("narrow"):
            raise
        raise RequestError(MISSING) from None
    from narrow.report.explore_table import explore

    return Explorer(table=explore(inquiry.explore()).data, page=page())
