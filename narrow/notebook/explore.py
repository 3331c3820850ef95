"""The widget in which clues and readings are switched; only this file knows anywidget.

Without anywidget it raises RequestError when it is imported.
"""

from collections.abc import Callable
from pkgutil import get_data
from typing import Any

from narrow.errors import RequestError, install
from narrow.model.result import Json

try:
    import anywidget
    import traitlets
except ModuleNotFoundError:
    raise RequestError(f"explore() needs anywidget: {install('notebook')}") from None

# The script and the style lie in this package and travel with the widget: no network is asked for
# anything. All counting is done by the script on the table, so no kernel is asked either.


SCRIPTS = ("counting.js", "explore.js")
STYLE = "explore.css"


def own(name: str) -> str:
    """Read a script or style of ours that lies beside this file."""
    return (get_data(__package__, name) or b"").decode("utf-8")


def script() -> str:
    """Give the whole script as one module: the arithmetic, then what draws it."""
    return "\n".join(own(name) for name in SCRIPTS)


class Explorer(anywidget.AnyWidget):
    """A case whose clues and readings can be switched; `chosen` says how they stand now.

    `table` is what the script computes on; `page` what is shown where no widget runs.
    """

    _esm = script()
    _css = own(STYLE)

    table = traitlets.Dict().tag(sync=True)
    chosen = traitlets.Dict().tag(sync=True)

    def __init__(self, table: dict[str, Any], page: str = "") -> None:
        chosen = {c["id"]: {"role": c["role"], "reading": c["reading"]} for c in table["clues"]}
        self._page = page
        super().__init__(table=table, chosen=chosen)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        shown = super()._repr_mimebundle_(**kwargs) or ({}, {})
        data, more = shown if isinstance(shown, tuple) else (shown, {})
        return {**data, "text/html": self._page}, dict(more)


def explorer(table: Json, page: Callable[[], str]) -> "Explorer":
    """Make the widget of a case's table; `page` gives what stands where no widget runs."""
    return Explorer(table=table, page=page())
