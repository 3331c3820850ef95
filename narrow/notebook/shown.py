"""The answer to a further question shows itself in a notebook, and is handed on as data."""

import io
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame


WIDTH = 100  # characters of a text that a notebook shows

Json = dict[str, Any]
Rows = Callable[[Json], Sequence[Json]]


class Shown:
    """The answer to one question: it shows itself, and `data` and `frame()` hand it on."""

    def __init__(
        self, result: Any, view: Callable[[], Any], data: Callable[[], Json], rows: Rows
    ) -> None:
        self.result = result
        self._view, self._data, self._rows = view, data, rows

    @property
    def data(self) -> Json:
        """The answer as plain data, as `--format json` prints it."""
        return self._data()

    def frame(self) -> "DataFrame":
        """Give the answer's rows as a data frame; inner keys stand as `counts.met`."""
        rows = [flat(row) for row in self._rows(self.data)]
        made: DataFrame = import_module("narrow.registers.frames").frame(rows)
        return made

    def __repr__(self) -> str:
        return as_text(self._view())

    def _repr_html_(self) -> str:
        return as_page(self._view())

    def __dir__(self) -> list[str]:
        return ["data", "frame", "result"]


def view(name: str) -> Any:
    """Give one of the views, imported now."""
    return import_module(f"narrow.views.{name}")


def under(key: str) -> Rows:
    """Take the rows that stand under a key."""
    return lambda data: list(data[key])


def flat(row: Json, stem: str = "") -> Json:
    """Lay the inner keys of a row out beside the others."""
    laid: Json = {}
    for name, value in row.items():
        inner = isinstance(value, dict)
        laid |= flat(value, f"{stem}{name}.") if inner else {f"{stem}{name}": value}
    return laid


def inner(groups: Iterable[Json], key: str, *kept: str) -> list[Json]:
    """Give the rows inside groups, each with what is kept of its group."""
    return [{name: group[name] for name in kept} | row for group in groups for row in group[key]]


def as_text(drawn: Any) -> str:
    """Give what a view draws as plain text."""
    page = import_module("rich.console").Console(
        file=io.StringIO(), width=WIDTH, color_system=None, highlight=False, force_jupyter=False
    )
    page.print(drawn)
    lines = str(page.file.getvalue()).rstrip("\n").split("\n")
    return "\n".join(line.rstrip() for line in lines)


def as_page(drawn: Any) -> str:
    """Give what a view draws as HTML that can do nothing: every character escaped, no script."""
    page = import_module("rich.console").Console(
        file=io.StringIO(), width=WIDTH, record=True, highlight=False, force_jupyter=False
    )
    page.print(drawn)
    text = page.export_html(inline_styles=True, code_format="{code}")
    return f'<pre style="white-space:pre;overflow-x:auto;line-height:1.35">{text}</pre>'
