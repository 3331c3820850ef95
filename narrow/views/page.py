"""A run as one page of HTML: it asks no network for anything and runs no script but its own.

Without the script everything is there; it adds a search and an order. The policy in its head
forbids all that the page does not hold itself, by the hashes of its style and script.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from pkgutil import get_data
from typing import TYPE_CHECKING

from narrow.model.evidence import Answer
from narrow.questions.kept_runs import Behind
from narrow.views.page_behind import behind_sections
from narrow.views.page_charts import charts_section
from narrow.views.page_head import contents, head, search
from narrow.views.page_left import left_sections
from narrow.views.page_markup import Element, Node, Own, shown, tag, written
from narrow.views.page_people import people_sections
from narrow.views.page_readings import funnel_section, readings_sections

if TYPE_CHECKING:
    from narrow.report.charts.draw import Chart


_WIDTHS = "".join(f".w{n}{{width:{n}%}}" for n in range(1, 101))


def page(answer: Answer, behind: Behind | None = None, charts: "Sequence[Chart]" = ()) -> str:
    """Give a run as a page; without `behind` it shows no rules, statements or record.

    The same answer gives the same page: no time of day stands in it.
    """
    sections = tuple(_sections(answer, behind, charts))
    body = tag(
        "body",
        tag("a", "Skip to the list of persons", class_="skip", href="#fits"),
        head(answer),
        contents(sections),
        tag("main", search(), *sections),
        tag(
            "footer",
            tag("p", answer.care),
            tag("p", "Made with narrow, from rules and a register."),
        ),
        Own(f"<script>{_own('page.js')}</script>"),
    )
    return (
        "<!doctype html>\n"
        + written(tag("html", _head(answer, pictures=bool(charts)), body, lang="en"))
        + "\n"
    )


def _sections(
    answer: Answer, behind: Behind | None, charts: "Sequence[Chart]"
) -> Iterator[Element]:
    yield funnel_section(answer)
    yield from people_sections(answer)
    yield from left_sections(answer)
    yield from readings_sections(answer)
    if charts:
        yield charts_section(charts)
    if behind:
        yield from behind_sections(answer, behind)


def _head(answer: Answer, *, pictures: bool) -> Node:
    style, script = _own("page.css") + _WIDTHS, _own("page.js")
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src {_hash(style)}",
            f"script-src {_hash(script)}",
            *(["img-src data:"] if pictures else []),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", " ".join(shown(answer.about.title).split())),
        Own(f"<style>{style}</style>"),
    )


def _own(name: str) -> str:
    """Read a file of ours that lies beside this one."""
    return (get_data(__package__, name) or b"").decode("utf-8").strip()


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
