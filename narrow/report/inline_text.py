"""The parts of a text as plain words, for every form that has no markup: cleaned once, here."""

from collections.abc import Iterator

from narrow.model.verdicts import Verdict
from narrow.report.document import (
    Address,
    Cell,
    Cited,
    Code,
    Gap,
    Given,
    Link,
    Mark,
    Named,
    Noted,
    Number,
    Part,
    Quoted,
    Range,
    Share,
    Stands,
    Words,
    parts,
)
from narrow.report.safe_text import spaced
from narrow.report.words import MARKS, WORDS, citation, share


def pieces(given: Given) -> Iterator[tuple[str, Part]]:
    """Give the cleaned words of each part; where two parts meet, one space stands at most.

    A gap is two spaces, which stay.
    """
    before = " "
    held: tuple[str, Part] | None = None
    for part in parts(given):
        words = "  " if isinstance(part, Gap) else spaced(said(part))
        if not isinstance(part, Gap) and before.endswith(" "):
            words = words.lstrip(" ")
        if not words:
            continue
        if held:
            yield held
        held, before = (words, part), words
    if held:
        yield held[0].rstrip(" "), held[1]


def plain(given: Given) -> str:
    """Give a text as one line of plain words."""
    return "".join(words for words, _ in pieces(given))


def said(part: Part) -> str:
    """Give the words of one part as they were given."""
    match part:
        case str():
            return part
        case Words() | Named() | Code() | Link():
            return part.text
        case Quoted():
            return f"“{part.text}”"
        case Cited():
            return cited(part)
        case Mark():
            return stands(part.verdict)
        case Gap():
            return "  "


def stands(verdict: Verdict, says: str = "") -> str:
    """Say a verdict by its mark and a word."""
    return f"{MARKS[verdict]} {says or WORDS[verdict]}"


def cited(given: Cited) -> str:
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


def cell_text(cell: Cell) -> str:
    """Give what a cell says in words; a drawing says nothing that is not said beside it."""
    match cell:
        case str():
            return plain(cell)
        case Number():
            return cell.text
        case Range():
            return f"{cell.low:,}" if cell.low == cell.high else f"{cell.low:,} to {cell.high:,}"
        case Share():
            return share(cell.low, cell.high)
        case Stands():
            return stands(cell.verdict, cell.says)
        case Address():
            return spaced(cell.url).strip()
        case Noted():
            return plain(cell.text)
        case tuple():
            return plain(cell)
        case _:
            return ""
