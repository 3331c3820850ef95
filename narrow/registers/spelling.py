"""Names in other letters and other spellings are compared where the extra `names` is there."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

from narrow.model.words import fold

_LIBRARIES = ("rigour", "rapidfuzz")
EXTRA = "pip install 'narrow[names]'"


@dataclass(frozen=True, slots=True)
class Spelling:
    """Two ways to set names beside each other: `latin` gives folded Latin words, `alike` 0 to 100.

    `alike` takes the words as they stand or sorted, whichever is nearer: a first letter misspelt
    puts a word elsewhere in the sorting.
    """

    latin: Callable[[str], str]
    alike: Callable[[str, str], float]


def spelling() -> Spelling | None:
    """Give what compares spellings, or None where the extra is not installed."""
    if not all(find_spec(name) for name in _LIBRARIES):
        return None
    from rapidfuzz.fuzz import ratio, token_sort_ratio
    from rigour.text import ascii_text

    ways: list[Callable[[str, str], float]] = [ratio, token_sort_ratio]
    return Spelling(lambda text: fold(ascii_text(text)), lambda a, b: max(w(a, b) for w in ways))
