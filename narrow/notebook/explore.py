"""The widget in which clues and readings are switched, and the page it falls back to."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from narrow.errors import RequestError
from narrow.report.explore_table import explore
from narrow.rules.library import Library

if TYPE_CHECKING:
    from narrow.notebook.explorer import Explorer
    from narrow.opening import Opened


MISSING = "explore() needs anywidget, which is not installed: pip install 'narrow[notebook]'"


def explorer(opened: "Opened", shelf: Library, page: Callable[[], str]) -> "Explorer":
    """Make the widget of a case; `page` gives what stands where no widget runs.

    Raises RequestError where anywidget is not installed.
    """
    try:
        room = import_module("narrow.notebook.explorer")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("narrow"):
            raise
        raise RequestError(MISSING) from None
    explored = import_module("narrow.following").explore(opened, shelf=shelf)
    table = explore(explored).data
    made: Explorer = room.Explorer(table=table, page=page())
    return made
