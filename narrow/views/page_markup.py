"""Markup is built as a tree, and every text in it is escaped when the tree is written.

No text of a register or rule is ever formatted into markup. What a browser would obey instead of
show (controls, direction overrides) becomes a visible "�"; an address becomes a link only where it
leads to the web.
"""

import base64
import html
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Union
from urllib.parse import urlsplit

from narrow.report.words import HIDDEN

_EMPTY = {"br", "img", "input", "meta"}
_REFUSED = {"style", "src", "srcdoc", "action", "formaction"}
_WEB = ("https://", "http://")
LONGEST = 2_000  # characters of one text; a cell of a register may hold millions

Node = Union["Element", "Own", str, None, Iterable["Node"]]


@dataclass(frozen=True, slots=True)
class Own:
    """A style or script of ours, written as it stands; never anything that was read."""

    text: str


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a page: its name, attributes, and what stands inside."""

    name: str
    attributes: tuple[tuple[str, str | bool], ...]
    inside: tuple[Node, ...]


def tag(name: str, /, *inside: Node, **attributes: str | bool | int | None) -> Element:
    """Make an element; `class_` is written `class`, `data_key` is `data-key`, None is left out."""
    named = (
        (key.rstrip("_").replace("_", "-"), str(value) if isinstance(value, int) else value)
        if not isinstance(value, bool)
        else (key.rstrip("_").replace("_", "-"), value)
        for key, value in attributes.items()
    )
    kept = tuple((key, value) for key, value in named if value is not None and value is not False)
    for key, value in kept:
        if key.startswith("on") or key in _REFUSED or (key == "href" and not _leads(str(value))):
            raise ValueError(f"no page of ours has {key}={value!r}")
    return Element(name, kept, inside)


def written(node: Node) -> str:
    """Write a tree as markup."""
    return "".join(_parts(node))


def _parts(node: Node) -> Iterator[str]:
    if node is None:
        return
    if isinstance(node, str):
        yield html.escape(shown(node), quote=False)
    elif isinstance(node, Own):
        yield node.text
    elif isinstance(node, Element):
        yield f"<{node.name}{''.join(map(_attribute, node.attributes))}>"
        if node.name not in _EMPTY:
            for part in node.inside:
                yield from _parts(part)
            yield f"</{node.name}>"
    else:
        for part in node:
            yield from _parts(part)


def _attribute(given: tuple[str, str | bool]) -> str:
    key, value = given
    return f" {key}" if value is True else f' {key}="{html.escape(shown(str(value)))}"'


class _Shown(dict[int, int]):
    """Characters as they are shown, by code; asked once for each."""

    def __missing__(self, code: int) -> int:
        character = chr(code)
        hidden = unicodedata.category(character) in HIDDEN and character not in "\n\t"
        self[code] = ord("�") if hidden else code
        return self[code]


_SHOWN = _Shown()


def shown(text: str) -> str:
    """Give a text without hidden characters; lines and spaces stay where they are."""
    return text if text.isprintable() else text.translate(_SHOWN)


def clipped(text: str) -> str:
    """Give a text as one line and cut where it is longer than anybody reads, which is said."""
    line = " ".join(text.split())
    if len(line) <= LONGEST:
        return line
    return f"{line[:LONGEST]}… ({len(line) - LONGEST:,} characters more)"


def named(text: str) -> Element:
    """Set a name apart, so that its direction of writing does not turn what stands around it."""
    return tag("bdi", clipped(text))


def picture(svg: str, says: str) -> Element:
    """Give an SVG as a picture that lies in the page: as such it runs nothing and loads nothing."""
    coded = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    given = (("src", f"data:image/svg+xml;base64,{coded}"), ("alt", clipped(says)))
    return Element("img", given, ())


def leads_to_web(url: str) -> bool:
    """Whether an address is one of the web, with a host and nobody's name before it."""
    if not url.lower().startswith(_WEB) or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.hostname) and "@" not in parts.netloc and len(url) <= LONGEST


def _leads(href: str) -> bool:
    return href.startswith("#") or leads_to_web(href)


def link(url: str, text: str) -> Node:
    """Link a text to an address of the web; any other address stays text behind it."""
    if leads_to_web(url):
        return tag("a", clipped(text), href=url, rel="noopener noreferrer")
    return [clipped(text), f" ({clipped(url)})" if url else ""]
