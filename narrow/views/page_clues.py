"""One clue of one person on the page: the verdict, the facts that met it, their sources, grades."""

from collections.abc import Sequence

from narrow.model.evidence import Answer, ClueFinding, Evidence
from narrow.model.verdicts import Verdict
from narrow.report.words import citation, many
from narrow.views.page_markup import LONGEST, Element, Node, clipped, tag
from narrow.views.page_pieces import cited, mark

MOST_FACTS = 20
MOST_SOURCES = 10
# What follows a fact where a reason is made of facts and of what is not known of them.
_TOLD = (", ", " and ", ": not known whether ")


def length(fact: Evidence) -> int:
    """Count the characters that a fact takes with its sources."""
    sources = [text for s in fact.sources[:MOST_SOURCES] for text in (citation(s), s.url)]
    texts = (fact.says, *fact.doubts, *sources)
    beside = length(fact.with_row) if fact.with_row else 0
    return sum(min(len(text), LONGEST) for text in texts) + beside


def clue_told(answer: Answer, clue: ClueFinding) -> Element:
    """Lay out one clue of one person: the verdict, why, the facts, the other readings."""
    quote = next((c.quote for c in answer.clues if c.id == clue.clue), "")
    known = clue.verdict in (Verdict.MET, Verdict.IN_DOUBT)
    reading = f" ({clue.reading})" if known and clue.reading else ""
    return tag(
        "div",
        tag(
            "p",
            mark(clue.verdict),
            ": ",
            tag("b", f"{clue.clue}{reading}"),
            " ",
            tag("q", clipped(quote)),
            class_="clue-head",
        ),
        _because(clue),
        _facts(clue.evidence),
        _by_reading(clue),
        class_="clue",
    )


def _because(clue: ClueFinding) -> Node:
    """Give the reason where the facts beneath do not say it word by word."""
    first = clue.evidence[0].says if clue.evidence else ""
    rest = clue.because.removeprefix(first)
    if first and rest != clue.because and (not rest or rest.startswith(_TOLD)):
        return None
    return tag("p", clipped(clue.because), class_="because")


def _facts(evidence: Sequence[Evidence]) -> Node:
    if not evidence:
        return None
    more = len(evidence) - MOST_FACTS
    last = tag("li", f"and {many(more)} more rows", class_="note") if more > 0 else None
    return tag("ul", *(_fact(e) for e in evidence[:MOST_FACTS]), last, class_="facts")


def _fact(fact: Evidence) -> Element:
    grade = fact.grade
    graded = tag("span", f", grade {grade.code}", title=grade.words) if grade else None
    return tag(
        "li",
        clipped(fact.says),
        tag("span", " — ", f"{fact.table}, row {fact.row}", graded, class_="row"),
        tag("p", f"not known whether {_listed(fact.doubts)}", class_="doubts")
        if fact.doubts
        else None,
        tag("p", "together with: ", clipped(fact.with_row.says), class_="row")
        if fact.with_row
        else None,
        _sources(fact),
    )


def _listed(texts: Sequence[str]) -> str:
    *most, last = (clipped(text) for text in texts)
    return f"{', '.join(most)} and {last}" if most else last


def _sources(fact: Evidence) -> Node:
    beside = fact.with_row.sources if fact.with_row else ()
    sources = list({s.id: s for s in (*fact.sources, *beside)}.values())
    if not sources:
        return tag("p", "no source given", class_="row")
    more = len(sources) - MOST_SOURCES
    last = tag("li", f"and {many(more)} more", class_="note") if more > 0 else None
    return tag("ul", *(tag("li", cited(s)) for s in sources[:MOST_SOURCES]), last, class_="sources")


def _by_reading(clue: ClueFinding) -> Node:
    if len(clue.by_reading) < 2:
        return None
    each: list[Node] = [
        [tag("span", f"{name} ", mark(v)), " "] for name, v in clue.by_reading.items()
    ]
    return tag("p", "by reading: ", *each, class_="by-reading")
