"""What makes texts of others harmless: hidden characters are seen, only the web is linked to."""

import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from narrow.model.verdicts import Verdict
from narrow.report import document as doc
from narrow.report.words import HIDDEN, MARKS, WORDS, citation, reaching, share

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


# The parts of a text as plain words, for every form that has no markup: cleaned once, here.


def pieces(given: doc.Given) -> Iterator[tuple[str, doc.Part]]:
    """Give the cleaned words of each part; where two parts meet, one space stands at most.

    A gap is two spaces, which stay.
    """
    before = " "
    held: tuple[str, doc.Part] | None = None
    for part in doc.parts(given):
        words = "  " if isinstance(part, doc.Gap) else spaced(said(part))
        if not isinstance(part, doc.Gap) and before.endswith(" "):
            words = words.lstrip(" ")
        if not words:
            continue
        if held:
            yield held
        held, before = (words, part), words
    if held:
        yield held[0].rstrip(" "), held[1]


def plain(given: doc.Given) -> str:
    """Give a text as one line of plain words."""
    return "".join(words for words, _ in pieces(given))


def said(part: doc.Part) -> str:
    """Give the words of one part as they were given."""
    match part:
        case str():
            return part
        case doc.Words() | doc.Named() | doc.Code() | doc.Link():
            return part.text
        case doc.Quoted():
            return f"“{part.text}”"
        case doc.Cited():
            return cited(part)
        case doc.Gap():
            return "  "


def stands(verdict: Verdict, says: str = "") -> str:
    """Say a verdict by its mark and a word."""
    return f"{MARKS[verdict]} {says or WORDS[verdict]}"


def cited(given: doc.Cited) -> str:
    """Name sources within brackets; nothing where there are none."""
    if not given.sources:
        return ""
    if given.ids:
        ids = list(dict.fromkeys(source.id for source in given.sources))
        more = [f"and {len(ids) - given.most:,} more"] if len(ids) > given.most else []
        names = ", ".join([*ids[: given.most], *more])
    else:
        names = "; ".join(citation(source) for source in given.sources)
    return f" {given.brackets[0]}{names}{given.brackets[1]}" if given.brackets else names


def cell_text(cell: doc.Cell) -> str:
    """Give what a cell says in words; a drawing says nothing that is not said beside it."""
    match cell:
        case str():
            return plain(cell)
        case doc.Number():
            return cell.text
        case doc.Range():
            return reaching(cell.low, cell.high)
        case doc.Share():
            return share(cell.low, cell.high)
        case doc.Stands():
            return stands(cell.verdict, cell.says)
        case doc.Address():
            return spaced(cell.url).strip()
        case doc.Noted():
            return plain(cell.text)
        case tuple():
            return plain(cell)
        case _:
            return ""
