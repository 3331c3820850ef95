"""Text is compared as folded words: no case, no accents, no punctuation, whole words only."""

import re
import unicodedata

_BETWEEN = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Give the words of a text in lower case without accents, each between single spaces.

    "Comandante, 41ª Brigada" becomes " comandante 41a brigada ", so that a phrase stands in a text
    exactly where its folded form is a part of the folded text. Blank stays blank.
    """
    plain = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    words = _BETWEEN.sub(" ", bare.casefold()).strip()
    return f" {words} " if words else ""
