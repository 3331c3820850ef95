"""The words and marks that every form shares, and what makes texts of others harmless.

Marks differ by shape and not by colour alone. Hidden characters are seen, and only the web is
linked to.
"""

import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from narrow.model.cases import Source
from narrow.model.evidence import Answer, Counts
from narrow.model.verdicts import Verdict
from narrow.report import document as doc

MARKS = {
    Verdict.MET: "●",
    Verdict.IN_DOUBT: "◐",
    Verdict.NO_RECORD: "○",
    Verdict.NOT_MET: "✕",
}
WORDS = {
    Verdict.MET: "met",
    Verdict.IN_DOUBT: "in doubt",
    Verdict.NO_RECORD: "no record",
    Verdict.NOT_MET: "not met",
}
SUBJECTS = {
    "published-list": "a published list",
    "public-official": "a public official",
    "unnamed-source": "an unnamed source",
    "invented": "somebody invented",
}
LEGEND = "  ".join(f"{MARKS[v]} {WORDS[v]}" for v in MARKS)


# --- harmless texts -------------------------------------------------------------------------------

# Characters that a terminal or page would obey instead of show, by their Unicode category.
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

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


def clean(text: str) -> str:
    """Give a text as one line without anything that a terminal or page would obey, not show.

    Control characters, escapes, direction overrides and line separators become a visible "�";
    runs of white space become one space, and none stands at the ends.
    """
    # white space goes first: a form feed is a space here and no hidden character
    return shown(" ".join(text.split()))


def spaced(text: str) -> str:
    """Give a text as one line without hidden characters, a space where there was any number."""
    if text.isprintable() and "  " not in text:
        return text
    edges = (text[:1].isspace(), text[-1:].isspace() and bool(text.strip()))
    return f"{' ' * edges[0]}{clean(text)}{' ' * edges[1]}"


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


# --- what is said in several forms ----------------------------------------------------------------


def read_as(verdict: Verdict, reading: str) -> str:
    """Name the reading that reaches a verdict, or the verdict where none does."""
    return reading if verdict in (Verdict.MET, Verdict.IN_DOUBT) else WORDS[verdict]


def headline(answer: Answer) -> str:
    """Say the count in its honest form: "14 fit, 9 in doubt, 7 without record, 47 do not"."""
    return outcome(answer.counts)


def outcome(c: Counts) -> str:
    """Say a count by verdict in its honest form, and as a range of all."""
    said = f"{c.met:,} fit, {c.in_doubt:,} in doubt, {c.no_record:,} without record"
    by_hand = f", {c.by_hand:,} taken off by hand" if c.by_hand else ""
    return f"{said}, {c.not_met:,} do not{by_hand}: {between(c)} of {c.total:,}"


def between(counts: Counts) -> str:
    """Say a count as a range where something is not known: "14", "14 to 30"."""
    return reaching(counts.low, counts.high)


def reaching(low: int, high: int) -> str:
    """Say a number that lies between two: "14", "14 to 30"."""
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def many(number: int) -> str:
    """Write a number of persons or rows with its thousands apart."""
    return f"{number:,}"


def share(low: float | None, high: float | None) -> str:
    """Say the share that meets it in whole per cent, as a range where something is not known."""
    if low is None or high is None:
        return "-"
    least, most = round(100 * low), round(100 * high)
    return f"{least} %" if least == most else f"{least} to {most} %"


def citation(source: Source) -> str:
    """Cite a source in one line: publisher, title, date."""
    title = f"“{source.title}”" if source.title else source.id
    parts = [source.publisher, title, source.published]
    return clean(", ".join(part for part in parts if part))


def clean_lines(text: str) -> str:
    """Clean a message line by line."""
    return "\n".join("  " * line.startswith("  ") + clean(line) for line in text.splitlines())


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
