"""Text is compared as folded words: no case, no accents, no punctuation, whole words only."""

import unicodedata


def fold(text: str) -> str:
    """Give the words of a text in lower case without accents, each between single spaces.

    "Comandante, 41ª Brigada" becomes " comandante 41a brigada ", so that a phrase stands in a text
    exactly where its folded form is a part of the folded text. Blank stays blank.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = (c for c in plain if not unicodedata.combining(c))
    words = "".join(c if _is_of_a_word(c) else " " for c in bare).split()
    return f" {' '.join(words)} " if words else ""


def _is_of_a_word(char: str) -> bool:
    """Tell letters, digits and the vowel signs of scripts that write them as marks."""
    return char.isalnum() or unicodedata.category(char).startswith("M")
