"""The widget in which clues and readings are switched, and the page it falls back to."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from narrow.errors import RequestError
from narrow.model.data import Json

if TYPE_CHECKING:
    from narrow.notebook.explorer import Explorer


MISSING = "explore() needs anywidget, which is not installed: pip install 'narrow[notebook]'"


def explorer(table: Json, page: Callable[[], str]) -> "Explorer":
    """Make the widget of a case's table; `page` gives what stands where no widget runs.

    Raises RequestError where anywidget is not installed.
    """
    try:
        from narrow.notebook.explorer import Explorer
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("narrow"):
            raise
        raise RequestError(MISSING) from None
    return Explorer(table=table, page=page())
