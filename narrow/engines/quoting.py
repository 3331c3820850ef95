"""Names and texts are quoted for the few statements of DuckDB that bind nothing."""

from collections.abc import Iterable


def quoted(name: str) -> str:
    """Quote a name for a statement."""
    return '"' + name.replace('"', '""') + '"'


def texts(given: Iterable[str]) -> str:
    """Write texts as a list of them."""
    return "[" + ", ".join("'" + text.replace("'", "''") + "'" for text in given) + "]"
