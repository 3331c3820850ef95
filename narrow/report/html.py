"""A document as one page of HTML: it asks no network for anything and runs no script but its own.

Templates escape every text (Jinja2, autoescape), and the environment makes it harmless before: what
a browser would obey instead of show becomes a visible sign. Without the script everything is there;
it adds a search and an order. The policy in the page's head forbids all that the page does not hold
itself, by the hashes of its style and script. This is the one file that loads Jinja2.
"""

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from narrow.model.cases import Source
from narrow.model.evidence import Counts, Evidence
from narrow.model.verdicts import Verdict
from narrow.report import document as doc
from narrow.report.words import (
    LONGEST,
    MARKS,
    WORDS,
    cell_text,
    citation,
    clipped,
    leads_to_web,
    many,
    plain,
    shown,
    spaced,
)

FOLDER = Path(__file__).parent / "templates"
MOST_OPEN = 1_000  # persons with their facts; a page of ten thousand would be too large to mail
MOST_TEXT = 5_000_000  # characters of facts on one page, however few persons they are about
MOST_FACTS = 20
MOST_SOURCES = 10
_WIDTHS = "".join(f".w{n}{{width:{n}%}}" for n in range(1, 101))
# What follows a fact where a reason is made of facts and of what is not known of them.
_TOLD = (", ", " and ", ": not known whether ")
_KNOWN = (Verdict.MET, Verdict.IN_DOUBT)


def render(document: doc.Document) -> str:
    """Give a document as a page; the same document gives the same page."""
    whole = list(doc.visible(document.blocks, doc.Form.PAGE))
    ordered = [b for b in whole if not _background(b)] + [b for b in whole if _background(b)]
    every = list(doc.walk((*document.head, *ordered, *document.appendix), doc.Form.PAGE))
    people = [block for block in every if isinstance(block, doc.People)]
    opened = frozenset(_opened([entry for block in people for entry in block.entries]))
    sections = [block for block in ordered if isinstance(block, doc.Section)]
    sections += [
        b for b in doc.visible(document.appendix, doc.Form.PAGE) if isinstance(b, doc.Section)
    ]
    keys = _keys(sections)
    style, script = _own("page.css") + _WIDTHS, _own("page.js")
    drawn = any(isinstance(block, doc.Picture) for block in every)
    page = (
        _environment()
        .get_template("page.html.j2")
        .render(
            document=document,
            parts=ordered,
            contents=[(keys[id(s)], s.short or plain(s.title), s.number) for s in sections],
            skip=_skip(sections, keys),
            searched=any(isinstance(block, doc.People | doc.Names | doc.About) for block in every),
            ordered=bool(people),
            keys=keys,
            opened=opened,
            policy=_policy(style, script, pictures=drawn),
            style=Markup(style),  # noqa: S704 - ours, from a file beside this one
            script=Markup(script),  # noqa: S704
        )
    )
    return page.strip() + "\n"


def _background(block: doc.Block) -> bool:
    return isinstance(block, doc.Section) and block.background


def _keys(sections: Iterable[doc.Section]) -> dict[int, str]:
    """Give each section an anchor of its own."""
    taken: set[str] = set()
    keys: dict[int, str] = {}
    for at, one in enumerate(sections, start=1):
        key = one.key if one.key and one.key not in taken else f"part-{at}"
        taken.add(key)
        keys[id(one)] = key
    return keys


def _skip(sections: Sequence[doc.Section], keys: dict[int, str]) -> tuple[str, str]:
    for one in sections:
        if any(isinstance(block, doc.People) for block in doc.walk(one.blocks, doc.Form.PAGE)):
            return keys[id(one)], "Skip to the list of persons"
    return "content", "Skip to what was found"


def _own(name: str) -> str:
    """Read a file of ours that lies among the templates."""
    return (FOLDER / name).read_text(encoding="utf-8").strip()


def _policy(style: str, script: str, *, pictures: bool) -> str:
    allowed = (
        "default-src 'none'",
        f"style-src {_hash(style)}",
        f"script-src {_hash(script)}",
        *(["img-src data:"] if pictures else []),
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(allowed)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _opened(entries: Iterable[doc.PersonEntry]) -> Iterator[int]:
    """Give those who open to their facts: the first, as long as a page stays one that opens."""
    characters = 0
    for at, entry in enumerate(entries):
        facts = (fact for clue in entry.clues for fact in clue.evidence[:MOST_FACTS])
        characters += sum(map(_length, facts))
        if at >= MOST_OPEN or characters > MOST_TEXT:
            return
        yield id(entry)


def _length(fact: Evidence) -> int:
    """Count the characters that a fact takes with its sources."""
    sources = [text for s in fact.sources[:MOST_SOURCES] for text in (citation(s), s.url)]
    beside = _length(fact.with_row) if fact.with_row else 0
    return sum(min(len(text), LONGEST) for text in (fact.says, *fact.doubts, *sources)) + beside


# --- what templates are given -------------------------------------------------------------------


@cache
def _environment() -> Environment:
    """Give the templates, compiled once in a process."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )
    environment.filters.update(_FILTERS)
    environment.globals.update(most_facts=MOST_FACTS, most_sources=MOST_SOURCES)
    return environment


def _harmless(value: object) -> object:
    """Make a text harmless; what a template of ours has made already is."""
    return spaced(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _styled(style: doc.Style) -> str:
    """Name the class of a style; a plain text needs none."""
    return "" if style is doc.Style.PLAIN else style.value


def _look(block: doc.Paragraph) -> Markup:
    return _classes("note" if block.style is doc.Style.DIM else _styled(block.style), _inset(block))


def _classes(*names: str) -> Markup:
    """Write classes as an attribute, or nothing."""
    return Markup(' class="{}"').format(" ".join(filter(None, names))) if any(names) else Markup("")


def _inset(block: Any) -> str:
    return f"in{(block.indent - 1) // 2}" if block.indent > 2 else ""


def _because(clue: doc.PersonClue) -> bool:
    """Tell whether the facts beneath do not say the reason word by word."""
    first = clue.evidence[0].says if clue.evidence else ""
    rest = clue.because.removeprefix(first)
    return not (first and rest != clue.because and (not rest or rest.startswith(_TOLD)))


def _sources(fact: Evidence) -> list[Source]:
    beside = fact.with_row.sources if fact.with_row else ()
    return list({s.id: s for s in (*fact.sources, *beside)}.values())


def _listed(texts: Sequence[str]) -> str:
    *most, last = (_line(text) for text in texts)
    return f"{', '.join(most)} and {last}" if most else last


def _line(text: str) -> str:
    """Give a text as one line that is not longer than anybody reads."""
    return clipped(spaced(text))


def _says_its_word(block: doc.Marked) -> bool:
    said = plain(block.says)
    return isinstance(block.mark, Verdict) and said.startswith(WORDS[block.mark])


def _widths(counts: Counts, of: int) -> Iterator[tuple[str, int]]:
    """Give the parts of a bar by kind, in whole per cent; none that is there is left out."""
    before, told = 0, 0
    for verdict, number in counts.by_verdict.items():
        before += number
        width = round(100 * before / of) - told if of else 0
        told += width
        if number:
            yield verdict.key, max(width, 1)


def _swing_widths(bar: doc.Swings) -> Iterator[tuple[str, int]]:
    """Give the parts of a bar from the least to the greatest, with the edge where it is now."""
    whole = (bar.greatest - bar.least) or 1.0
    ends = [round(98 * (n - bar.least) / whole) for n in (bar.low, bar.now, bar.high)]
    yield from _wide("none", ends[0])
    yield from _wide("met", ends[1] - ends[0])
    yield "now", 1
    yield from _wide("met", ends[2] - ends[1])


def _weigh_widths(bar: doc.Weighs) -> Iterator[tuple[str, int]]:
    """Give the parts of a bar of bits, to the left or right of its middle."""
    width = round(49 * min(abs(max(bar.bits, -99.0)), doc.WEIGHS) / doc.WEIGHS)
    left = width if bar.bits < 0 else 0
    yield from _wide("none", 49 - left)
    yield from _wide("against", left)
    yield "now", 1
    yield from _wide("met", 0 if bar.bits < 0 else width)


def _wide(kind: str, width: int) -> Iterator[tuple[str, int]]:
    if width > 0:
        yield kind, width


def _page_columns(block: doc.Table) -> list[int]:
    return [at for at, column in enumerate(block.columns) if doc.Form.PAGE in column.forms]


def _row_head(block: doc.Table) -> int:
    """Give the column that says what a row is about: the first of texts."""
    for at in _page_columns(block):
        texts = all(isinstance(row.cells[at], str | tuple) for row in block.rows)
        if (
            texts
            and not block.columns[at].right
            and all(cell_text(r.cells[at]) for r in block.rows)
        ):
            return at
    return -1


# A filter is called as its function is, without the line before it.
_FILTERS: dict[str, Callable[..., Any]] = {
    made.__name__.removeprefix("_"): made
    for made in (
        *(cell_text, citation, leads_to_web, many, doc.parts, plain),
        *(_because, _inset, _listed, _look, _page_columns, _row_head, _says_its_word, _sources),
        *(_styled, _swing_widths, _weigh_widths, _widths),
    )
} | {
    "base64": lambda svg: base64.b64encode(svg.encode("utf-8")).decode("ascii"),
    "by_verdict": lambda counts: [*counts.by_verdict.items()],
    "classed": lambda style: _classes(_styled(style)),
    "clipped": _line,
    "ident": id,
    "kind": lambda part: type(part).__name__,
    "known": lambda clue: clue.verdict in _KNOWN and bool(clue.reads),
    "mark": MARKS.__getitem__,
    "named_only": lambda block, opened: sum(id(entry) not in opened for entry in block.entries),
    "shown_on_page": lambda blocks: [
        b for b in doc.visible(blocks, doc.Form.PAGE) if not isinstance(b, doc.Space)
    ],
    "verbatim": lambda text: escape(shown(text)),  # its lines stay: a template makes one of them
    "word": WORDS.__getitem__,
}
