"""What makes texts of others harmless: hidden characters are seen, only the web is linked to."""

import unicodedata
from urllib.parse import urlsplit

from narrow.report.words import HIDDEN

LONGEST = 2_000  # characters of one text; a cell of a register may hold millions
SEEN = "�"
_WEB = ("https://", "http://")


class _Shown(dict[int, int]):
    """Characters as they are shown, by code; asked once for each."""

    def __missing__(self, code: int) -> int:
        character = chr(code)
        hidden = unicodedata.category(character) in HIDDEN and character not in "\n\t"
        self[code] = ord(SEEN) if hidden else code
        return self[code]


_SHOWN = _Shown()


def shown(text: str) -> str:
    """Give a text without hidden characters; lines and spaces stay where they are."""
    return text if text.isprintable() else text.translate(_SHOWN)


def spaced(text: str) -> str:
    """Give a text as one line without hidden characters, a space where there was any number."""
    if text.isprintable() and "  " not in text:
        return text
    edges = (text[:1].isspace(), text[-1:].isspace() and bool(text.strip()))
    # white space goes first: a form feed is a space here and no hidden character
    return f"{' ' * edges[0]}{shown(' '.join(text.split()))}{' ' * edges[1]}"


def clipped(text: str) -> str:
    """Cut a text where it is longer than anybody reads, which is said."""
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST]}… ({len(text) - LONGEST:,} characters more)"


def verbatim(line: str) -> str:
    """Give a line of a file with its spaces, which mean something there."""
    if line.isprintable():
        return line
    return shown("".join(" " if character.isspace() else character for character in line))


def leads_to_web(url: str) -> bool:
    """Whether an address is one of the web, with a host and nobody's name before it."""
    if not url.lower().startswith(_WEB) or not url.isprintable() or " " in url:
        return False
    try:
        found = urlsplit(url)
    except ValueError:
        return False
    return bool(found.hostname) and "@" not in found.netloc and len(url) <= LONGEST
