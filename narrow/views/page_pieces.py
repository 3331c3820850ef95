"""The pieces that a page is made of: sections, folds, marks with their word, citations, tables."""

from collections.abc import Iterable, Sequence

from narrow.model.cases import Source
from narrow.model.evidence import Counts
from narrow.model.verdicts import Verdict
from narrow.report.words import MARKS, WORDS, citation, many
from narrow.views.page_markup import Element, Node, clipped, link, tag

VERDICTS = tuple(MARKS)
COUNTED = tuple(WORDS[v] for v in VERDICTS)
Row = tuple[Node, Sequence[Node]]


def section(key: str, title: str, *inside: Node, short: str = "", number: str = "") -> Element:
    """Make a section with its heading; `short` and `number` are what the contents say of it."""
    heading = tag("h2", title, id=f"{key}-h")
    return tag(
        "section",
        heading,
        *inside,
        id=key,
        aria_labelledby=f"{key}-h",
        data_short=short or title,
        data_number=number or None,
    )


def fold(says: Node, *inside: Node, class_: str = "fold") -> Element:
    """Make a part that opens, closed at first."""
    return tag("details", tag("summary", says), *inside, class_=class_)


def mark(verdict: Verdict) -> Element:
    """Give a verdict as its mark and its word; the word alone is read aloud."""
    sign = tag("i", MARKS[verdict], aria_hidden="true")
    return tag("span", sign, f" {WORDS[verdict]}", class_=f"v {verdict.key}")


def sign(verdict: Verdict, clue: str) -> Element:
    """Give a verdict as its mark alone; read aloud it says the clue and the word."""
    said = f"{clipped(clue)}: {WORDS[verdict]}"
    return tag("i", MARKS[verdict], class_=f"v {verdict.key}", role="img", aria_label=said)


def note(*text: Node) -> Element:
    """Give a remark of ours about what is shown."""
    return tag("p", *text, class_="note")


def cited(source: Source, *, grade: bool = True) -> Node:
    """Cite a source, linked where it has an address of the web, with its grade."""
    graded = f", grade {source.grade.code}" if source.grade and grade else ""
    title = source.grade.words if source.grade and grade else None
    return tag(
        "cite",
        link(source.url, citation(source)),
        tag("span", graded, title=title) if graded else None,
    )


def four(counts: Counts) -> list[str]:
    """Give the four numbers of a count, in the order of the verdicts."""
    return [many(n) for n in (counts.met, counts.in_doubt, counts.no_record, counts.not_met)]


def bar(counts: Counts, of: int) -> Element:
    """Draw a count as a bar of four kinds, told apart without colour; the numbers stand beside."""
    parts, before, told = [], 0, 0
    for verdict, number in zip(
        VERDICTS, (counts.met, counts.in_doubt, counts.no_record, counts.not_met), strict=True
    ):
        before += number
        width = round(100 * before / of) - told if of else 0
        told += width
        if number:
            parts.append(tag("span", class_=f"part {verdict.key} w{max(width, 1)}"))
    return tag("span", *parts, class_="bar", aria_hidden="true")


def everyone() -> Element:
    """Draw the whole population as a bar of no kind."""
    return tag("span", tag("span", class_="part everyone w100"), class_="bar", aria_hidden="true")


def table(
    caption: str, heads: Sequence[str], rows: Iterable[Row], *, class_: str = "counts"
) -> Element:
    """Lay out a table whose rows have a head; it stays one for a reader when it is laid out narrow.

    The roles say what the elements are once more, because a browser forgets it where a style lays
    rows out as a grid.
    """
    titles = [tag("th", name, scope="col", role="columnheader") for name in heads]
    lines = [
        tag(
            "tr",
            tag("th", first, scope="row", role="rowheader"),
            *(tag("td", cell, role="cell") for cell in cells),
            role="row",
        )
        for first, cells in rows
    ]
    return tag(
        "table",
        tag("caption", caption, class_="hidden"),
        tag("thead", tag("tr", *titles, role="row"), role="rowgroup"),
        tag("tbody", *lines, role="rowgroup"),
        role="table",
        class_=f"{class_} of{len(heads) - 1}",
    )


def facts(pairs: Iterable[tuple[str, Node]]) -> Element:
    """Lay out what is known as names with their values."""
    return tag("dl", *([tag("dt", name), tag("dd", value)] for name, value in pairs))


def said(text: str) -> str:
    """Give a text of a register or rule as one line."""
    return clipped(text)
