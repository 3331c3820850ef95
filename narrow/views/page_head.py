"""The top of the page: what it is about, how many fit, what that does not say, what is where."""

from collections.abc import Iterator, Sequence

from narrow.model.evidence import Answer
from narrow.report.compose.pieces import lock_said
from narrow.report.words import SUBJECTS, headline, many
from narrow.views.page_markup import Element, Node, clipped, tag
from narrow.views.page_pieces import VERDICTS, bar, facts, four, mark


def head(answer: Answer) -> Element:
    """Give the title, the count in its honest form, and the care that belongs to it."""
    about = answer.about
    return tag(
        "header",
        tag("p", f"narrow, case {about.case}", class_="kind"),
        tag("h1", clipped(about.title)),
        facts(_about(answer)),
        tag("p", headline(answer), class_="count"),
        tag("div", bar(answer.counts, answer.counts.total), class_="whole"),
        tag("ul", *_key(answer), class_="key", role="list"),
        tag("p", answer.care, class_="care"),
        _locked(answer),
    )


def _about(answer: Answer) -> Iterator[tuple[str, Node]]:
    about, uncertain = answer.about, answer.population_uncertain
    doubt = f", {many(uncertain)} of them not certainly" if uncertain else ""
    yield "As of", about.as_of
    yield "About", SUBJECTS[about.subject]
    if about.purpose:
        yield "Asked for", clipped(about.purpose)
    yield "Population", f"{clipped(about.population_says)} ({many(answer.population)}{doubt})"
    named = about.register_title or about.register
    yield "Register", f"{clipped(named)}: {many(about.persons)} persons"


def _key(answer: Answer) -> Iterator[Node]:
    for verdict, number in zip(VERDICTS, four(answer.counts), strict=True):
        sample = tag("span", class_=f"sample part {verdict.key}", aria_hidden="true")
        yield tag("li", sample, " ", mark(verdict), " ", number)


def _locked(answer: Answer) -> Node:
    if not answer.lock:
        return None
    said = f"This case is {lock_said(answer.lock)}."
    return tag("p", tag("a", said, href="#lock"), class_="locked")


def contents(sections: Sequence[Element]) -> Element:
    """Say what stands on the page, each part with its number."""
    entries = [tag("li", _entry(dict(one.attributes))) for one in sections]
    return tag("nav", tag("ul", *entries, role="list"), aria_label="On this page")


def _entry(of: dict[str, str | bool]) -> Node:
    number = of.get("data-number")
    counted: Node = [" ", tag("span", str(number), class_="number")] if number else None
    return tag("a", str(of["data-short"]), counted, href=f"#{of['id']}")


def search() -> Element:
    """Give the search and the order; they show only where the script runs."""
    orders = (("rank", "rank"), ("name", "name"), ("sources", "number of sources"))
    return tag(
        "form",
        tag(
            "p",
            tag("label", "Search names and facts", for_="find"),
            tag("input", id="find", type="search", autocomplete="off", spellcheck="false"),
        ),
        tag(
            "p",
            tag("label", "Order by", for_="order"),
            tag("select", *(tag("option", said, value=key) for key, said in orders), id="order"),
        ),
        tag(
            "p",
            tag("button", "Open all", type="button", id="open"),
            " ",
            tag("button", "Close all", type="button", id="close"),
        ),
        tag("p", id="found", role="status", aria_live="polite"),
        id="tools",
        role="search",
        aria_label="Persons on this page",
        hidden=True,
    )
