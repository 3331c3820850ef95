"""A list that is described and not programmed: paths say where in its records each fact stands.

A description is a YAML file in `descriptions/`. A record is a tree, whether it was an element of
XML, an object of JSON or YAML, or the rows of an entry in a table. A path walks down it, such as
`Names/Name[NameType=Alias]/Name1`; `@id` is an attribute, a leading `/` begins at the record, and
`place-id=>place` goes on in the record of that kind which has this number.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from narrow.errors import NarrowError, RequestError
from narrow.lists.entries import Row, Table, header_of, uniquely
from narrow.lists.import_log import Intake, Leaf, Sink
from narrow.lists.persons import (
    Born,
    Listed,
    Naming,
    Titles,
    checked,
    edtf,
    in_order,
    is_latin,
    nothing_understood,
    partly,
    post_cells,
    write_listed,
    write_source,
)
from narrow.lists.readers.json_lines import whole
from narrow.lists.readers.xml_records import elements, root_of
from narrow.lists.tables import Block, Shape
from narrow.model.mappings import folded
from narrow.model.words import fold
from narrow.rules.yaml_text import ours

Node = Any  # a text, or a tree: what stands under each name, in its order
Spec = Any  # a path, several of them, or a block that says how their texts are read
Given = Mapping[str, Any]
_STEP = re.compile(r"([^\[]*)(?:\[(.+?)(!?=)(.*)\])?$")
_NUMBER = re.compile(r"[^\W_](?:[\w./ :-]{0,78}[\w.)-])?")
_COUNTED = re.compile(r"(?:^|\s)\(\d{1,3}\)\s*")
_LETTERED = re.compile(r"(?:^|[,;]?\s+)[a-z]\)\s*")
_LABEL = re.compile(r"(?:^|[.\s]\s*)\(([A-Z][^()]{1,60})\):")
_TAIL = re.compile(r"(?<=\d)[a-z]{1,2}$")


def _month_first(text: str) -> str:
    month, _, rest = text.partition("/")
    day, _, year = rest.partition("/")
    return checked(f"{year}-{month.zfill(2)}-{day.zfill(2)}")


def _days(text: str) -> str:
    return checked(text[:10]) if "T" in text or " " in text else checked(text)


def _coarse(text: str) -> str:
    # Wikidata writes a year as its 1 January, a month as its 1st: a day would be more than it says.
    return _days(text).removesuffix("-01").removesuffix("-01")


DATES: Mapping[str, Callable[[str], str]] = {
    "iso": _days,
    "coarse": _coarse,
    "day first": partly,
    "month first": _month_first,
    "words": edtf,
}
_OF_BLOCKS = ("each", "cut", "unless", "if", "list", "group")
# Texts that stand for several: "(1) one (2) two", "a) one, b) two".
_MARKS = {"counted": _COUNTED, "lettered": _LETTERED}


def tree_of(element: Element) -> Node:
    """Give an element as a tree; one that holds a text alone is that text."""
    text = " ".join((element.text or "").split())
    if not element.attrib and not len(element):
        return text
    made: dict[str, list[Node]] = {"": [text]} if text else {}
    for name, value in element.attrib.items():
        made[f"@{name.rpartition(' ')[2]}"] = [" ".join(value.split())]
    for child in element:
        made.setdefault(child.tag, []).append(tree_of(child))
    return made


def tree_of_json(value: Any) -> Node:
    """Give an object as a tree; what is null stands nowhere."""
    if not isinstance(value, dict):
        return str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())
    several = ((str(name), v if isinstance(v, list) else [v]) for name, v in value.items())
    return {name: [tree_of_json(v) for v in vs if v is not None] for name, vs in several}


def leaves(node: Node, path: str) -> Iterator[Leaf]:
    """Give every text within a tree with its path."""
    if isinstance(node, str):
        yield path, node
        return
    for name, nodes in node.items():
        for one in nodes:
            yield from leaves(one, f"{path}/{name}".strip("/"))


@lru_cache(1_000)
def _steps(path: str) -> tuple[tuple[str, str, str, frozenset[str], str], ...]:
    """Take a path apart: name, what it must hold, what that must be, and where to go on."""
    steps = []
    for step in re.split(r"/(?![^\[]*\])", path):
        bare, _, kind = step.partition("=>")
        found = _STEP.match(bare)
        name, inner, sign, wanted = found.groups() if found else (bare, None, None, "")
        steps.append(
            (name, inner or "", sign or "", frozenset(map(folded, (wanted or "").split("|"))), kind)
        )
    return tuple(steps)


@dataclass(slots=True)
class Here:
    """A place in a record; `kept` are the records that others refer to, by kind and number."""

    node: Node
    root: Node
    kept: Mapping[str, Mapping[str, Sequence[Node]]]
    visited: list[tuple[str, Node]] = field(default_factory=list)

    def select(self, path: str) -> list[Node]:
        """Give what stands at a path; in the rows of a table, what stands in any of them."""
        if isinstance(self.node, dict):
            direct = [
                n for row in (self.node, *self.node.get("row", ())) for n in row.get(path, ())
            ]
            if direct:
                return direct
        nodes = [self.root if path.startswith("/") else self.node]
        for name, inner, sign, wanted, kind in _steps(path.lstrip("/")):
            if name == "*":
                nodes = [
                    {"@name": [key], "": [_text(child)]}
                    for one in nodes
                    for key, children in one.items()
                    for child in children
                ]
            elif name not in (".", ""):
                nodes = [
                    child
                    for one in nodes
                    if isinstance(one, dict)
                    for row in (one, *(one.get("row", ()) if name not in one else ()))
                    for child in row.get(name, ())
                ]
            if inner:
                nodes = [
                    one
                    for one in nodes
                    if (sign == "=") == any(folded(t) in wanted for t in self._of(one).texts(inner))
                ]
            if kind:
                known = self.kept.get(kind, {})
                nodes = [found for one in nodes for found in known.get(_text(one), ())]
                self.visited += ((kind, one) for one in nodes)
        return nodes

    def _of(self, node: Node) -> "Here":
        return Here(node, self.root, self.kept, self.visited)

    def texts(self, spec: Spec) -> list[str]:
        """Give the texts of a specification, as it says that they are read."""
        if isinstance(spec, str):
            return [text for node in self.select(spec) if (text := _text(node))]
        if isinstance(spec, list):
            return [text for one in spec for text in self.texts(one)]
        if "each" in spec:
            rest = {name: value for name, value in spec.items() if name not in ("each", "cut")}
            return [text for one in self.blocks(spec) for text in one.texts(rest)]
        if "if" in spec and not self.texts(spec["if"]):
            return []
        found = [spec["say"]] if "say" in spec else self.texts(spec.get("at", "."))
        for which in ("sure", "doubt"):
            if which in spec:
                found = [text for text in found if _unsure(text, spec[which]) == (which == "doubt")]
        for mark in spec.get("split", ()):
            cut = _MARKS[mark].split if mark in _MARKS else partial(str.split, sep=mark)
            found = [part for text in found for part in _parts(cut, text)]
        if "words" in spec:
            words = {folded(str(word)): code for word, code in spec["words"].items()}
            other = words.get("*", "")
            found = [words.get(folded(t), t if "keep" in spec else other) for t in found]
        if "date" in spec:
            found = [_dated(text, spec["date"]) for text in found]
        if "join" in spec:
            found = [spec["join"].join(dict.fromkeys(filter(None, found)))]
        if "first" in spec:
            found = found[:1]
        if "turn" in spec:
            found = [in_order(text) for text in found]
        if "last" in spec:
            found = [text.rpartition(spec["last"])[2] for text in found]
        label = spec.get("label", "")
        return [f"{label}{text}" for text in found if text]

    def blocks(self, spec: Given) -> Iterator["Here"]:
        """Give the blocks of a specification; a text may be cut into named parts, from its end."""
        at = spec.get("each", ".")
        for path in at if isinstance(at, list) else [at]:
            for node in self.select(path):
                if "cut" not in spec:
                    yield self._of(node)
                    continue
                for text in filter(None, _text(node).split(spec["cut"]["between"])):
                    names = spec["cut"]["into"]
                    parts = text.strip().rsplit(", ", len(names) - 1)
                    named = zip(names[-len(parts) :], parts, strict=True)
                    yield self._of({name: [part.strip()] for name, part in named})

    def rows(self, spec: Given) -> Iterator[dict[str, str]]:
        """Give the rows that a block says: one, or one for each text of the column `list`."""
        cells = {
            name: (";" if isinstance(value, dict) and "several" in value else "; ").join(
                dict.fromkeys(self.texts(value))
            )
            for name, value in spec.items()
            if name not in _OF_BLOCKS
        }
        said = (n for n, v in spec.items() if not (isinstance(v, dict) and "say" in v))
        if not any(cells.get(name) for name in said):
            return  # a constant alone is no fact
        if "list" not in spec:
            yield cells
            return
        for text in dict.fromkeys(self.texts(spec[spec["list"]])):
            given = (
                {"as_given": cells["as_given"] if ";" not in cells[spec["list"]] else text}
                if "as_given" in cells
                else {}
            )
            yield cells | {spec["list"]: text} | given

    def meets(self, spec: Given) -> bool:
        """Say whether a block is to be read here."""
        return not ("if" in spec and not self.texts(spec["if"])) and not (
            "unless" in spec and self.texts(spec["unless"])
        )


def _text(node: Node) -> str:
    return node if isinstance(node, str) else str(next(iter(node.get("", ())), ""))


def _unsure(text: str, marks: Given) -> bool:
    return marks["mark"] in text and marks["unless"] not in text


def _parts(cut: Callable[[str], Iterable[str]], text: str) -> list[str]:
    return [bare for part in cut(text) if (bare := part.strip(" ;,").removesuffix("."))]


def _dated(text: str, forms: Sequence[str]) -> str:
    return next((day for form in forms if (day := DATES[form](text))), "")


# A file becomes records.


@dataclass(slots=True)
class Source:
    """A file as a description sees it: its records by their kind, and what it says of itself."""

    path: Path
    form: Given
    intake: Intake

    def records(self, kinds: Iterable[str], intake: Intake) -> Iterator[tuple[int, str, Node]]:
        """Give the records of some kinds, each with its line or number, and its kind."""
        if self.form["format"] == "xml":
            for line, one in elements(self.path, frozenset(kinds), intake):
                yield line, one.tag, tree_of(one)
        elif self.form["format"] == "table":
            yield from self._rows(intake)
        else:
            everything = whole(self.path)
            for kind in kinds:
                found = everything if kind == "." else everything.get(kind, ())
                for number, one in enumerate(found if isinstance(found, list) else [found], 1):
                    intake.read[self.path.name] += kind == self.form["records"]
                    yield number, kind, tree_of_json(one)

    def _rows(self, intake: Intake) -> Iterator[tuple[int, str, Node]]:
        header = header_of(self.path, frozenset(self.form["needs"]))
        if header is None:
            raise RequestError(f"{self.path} is not {self.form['says']}")
        table = Table(self.path, uniquely(header, self.path, frozenset(self.form["needs"])))
        known = set(_said(self.form))
        for name in header.columns:
            if name and name not in known:
                intake.not_understood("column", name)
        named = {f"@before {at}": [text] for at, text in enumerate(header.before)}
        yield 0, "head", named
        entry = self.form.get("entry", "")
        rows = (
            table._entries(partial(_key, entry), intake)
            if entry
            else ([r] for r in table.rows(intake))
        )
        for group in rows:
            trees = [self._row(row) for row in group]
            yield group[0].line, "row", {"row": trees, "@line": [str(r.line) for r in group]}

    def _row(self, row: Row) -> Node:
        tree = {name: [" ".join(text.split())] for name, text in row.cells.items() if text}
        for name in self.form.get("labelled", ()):
            for text in tree.pop(name, ()):
                start, *labelled = _LABEL.split(text)
                tree[name] = [start] if start.strip(" .") else []
                for label, text_of in zip(labelled[::2], labelled[1::2], strict=True):
                    said, _, rest = text_of, "", ""
                    if label.lower().endswith("ref"):  # a sentence of its own may follow a number
                        said, _, rest = text_of.partition(". ")
                        tree[name] += [rest] if rest.strip(" .") else []
                    tree.setdefault(f"({label.lower()})", []).append(said.strip().rstrip("."))
        return tree


def _said(spec: Spec) -> Iterator[str]:
    """Give every word of a description: a column that it does not name is not understood."""
    if isinstance(spec, dict):
        yield from spec
    for one in spec.values() if isinstance(spec, dict) else spec:
        if isinstance(one, (dict, list)):
            yield from _said(one)
        else:
            yield str(one)


def _key(entry: str, row: Row) -> str:
    return _TAIL.sub("", row.cells.get(entry, ""))


def recognised(form: Given, path: Path, head: bytes) -> bool:
    """Say whether a file is one of a form, by its root element, its keys or its columns."""
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    kind = form["format"]
    if kind == "table":
        return not bare.startswith((b"{", b"<", b"[")) and (
            header_of(path, frozenset(form["needs"])) is not None
        )
    if kind == "xml":
        return bare.startswith((b"<", b"\xff\xfe", b"\xfe\xff")) and (
            root_of(path)[0] == form["root"]
            and all(key.encode() in head for key in form.get("needs", ()))
        )
    wanted = [key.encode() for key in form["needs"]]
    if bare[:1] not in (b"{", b"[", b"-") or not all(key in head for key in wanted[:1]):
        return False
    try:
        found = whole(path)
    except NarrowError:
        return False
    some = found[0] if isinstance(found, list) and found else found
    if not isinstance(some, dict) or not set(form["needs"]) <= set(some):
        return False
    records = some.get(form["records"], ()) if "holds" in form else ()  # `results` many have
    return "holds" not in form or (
        isinstance(records, list) and any(set(form["holds"]) <= set(one) for one in records[:1])
    )


# A record becomes a person.


def variant(forms: Sequence[Given], path: Path) -> Given | None:
    """Give the first description that a file is one of."""
    with path.open("rb") as file:
        head = file.read(4096)
    return next((form for form in forms if recognised(form, path, head)), None)


def described(
    sources: Sequence[Path],
    sink: Sink,
    intake: Intake,
    titles: Titles = nothing_understood,
    *,
    forms: Sequence[Given],
) -> None:
    """Read a list into persons and what is said of them, as its description says."""
    if len(sources) != 1:
        raise RequestError(f"{forms[0]['says']} is one file")
    form = variant(forms, sources[0])
    if form is None:
        raise RequestError(f"{sources[0]} is not {forms[0]['says']}")
    reading = Reading(Source(sources[0], form, intake), sink, intake, titles)
    reading.run()


@dataclass(slots=True)
class Reading:
    """Reads the records of one file, after those that they refer to."""

    source: Source
    sink: Sink
    intake: Intake
    titles: Titles
    kept: dict[str, dict[str, list[Node]]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    visited: list[tuple[str, Node]] = field(default_factory=list)

    def run(self) -> None:
        """Read all of it."""
        form, path = self.source.form, self.source.path
        self._keep(form.get("keep", {}))
        day = form.get("day", {})
        main, before = form["records"], day.get("record", "head")
        if form["format"] == "xml" and "at" in day and not day.get("record"):
            self._day({f"@{name}": [text] for name, text in root_of(path)[1].items()}, day)
        began = False
        records = self.source.records({main, before} if day.get("record") else {main}, self.intake)
        for line, kind, node in self.intake.watched(records, self._leaves):
            if kind == before and kind != main:
                self.intake.read[path.name] -= form["format"] == "xml"
                self._day(node, day)
                continue
            if not began:
                self._begin()
                began = True
            self._take(line, node)

    def _leaves(self, record: tuple[int, str, Node]) -> Iterator[Leaf]:
        rows = record[2].get("row", ()) if self.source.form["format"] == "table" else ()
        for row in rows or (record[2],):
            yield from leaves(row, "" if rows else record[1])
        for kind, node in self.visited:
            yield from leaves(node, kind)

    def _begin(self) -> None:
        form = self.source.form
        listing = form["listing"]
        day = self.intake.known_until
        write_source(
            self.sink, listing["source"], self.source.path, listing["publisher"], form["title"], day
        )

    def _day(self, node: Node, day: Given) -> None:
        if "at" in day or "after" in day:
            here = Here(node, node, self.kept)
            given = next(iter(here.texts(day["at"])), "") if "at" in day else ""
            above = node.values() if "after" in day else ()
            for text in (text for texts in above for text in texts):
                for label in day["after"]:
                    if text.lower().startswith(label):
                        given = text[len(label) :].strip(" :")
            self.intake.issued(_dated(given, day["date"]), given)
            self.intake.only = tuple(here.texts(day.get("only", [])))

    def _keep(self, kinds: Given) -> None:
        wanted = {spec["records"] for spec in kinds.values()}
        quiet = Intake()
        for _, record, node in self.source.records(wanted, quiet) if wanted else ():
            for kind, spec in kinds.items():
                if spec["records"] != record:
                    continue
                for one in Here(node, node, {}).blocks(spec):
                    value = " ".join(one.texts(spec["value"])) if "value" in spec else one.node
                    for key in one.texts(spec["key"]):
                        self.kept.setdefault(kind, {}).setdefault(key, []).append(value)

    def _take(self, line: int, node: Node) -> None:
        form, intake, path = self.source.form, self.intake, self.source.path
        self.visited = []
        here = Here(node, node, self.kept, self.visited)
        lines = node.get("@line", [str(line)]) if isinstance(node, dict) else [str(line)]
        how = form["id"]
        texts = here.texts(how)
        if "else" in how and not texts:
            texts = ["-".join(dict.fromkeys(here.texts(how["else"])))]
        number = "-".join(texts) if "all" in how else "".join(texts[:1])
        number = _TAIL.sub("", number) if "letters" in how else number
        if "slug" in how:
            number = re.sub(r"[^\w.]+", "-", fold(number)).strip("-")
        kind, fault = self._kind(here)
        named = _names(here, form, intake) if not fault and kind == "person" else {}
        if not fault and not _NUMBER.fullmatch(number):
            fault = f"{number[:40]!r} is not the number of an entry"
        elif not fault and number in self.seen:
            fault = f"the number {number} repeats that of an earlier entry"
        elif not fault and kind == "person" and not named:
            fault = "has no name"
        if fault:
            for at in lines:
                intake.refuse(path, int(at), fault, part=not number or number in self.seen)
        elif kind != "person":
            row = "row of " if form["format"] == "table" else ""
            intake.set_aside[f"{row}{kind}"] += len(lines)
        else:
            intake.taken += len(lines)
            person = f"{form['id'].get('prefix', '')}{number}"
            told = self._told(here, person, named)
            listing = form["listing"]
            write_listed(
                told,
                listing.get("authority", ""),
                listing["source"],
                self.sink,
                intake,
                self.titles,
            )
        self.seen.add(number)

    def _kind(self, here: Here) -> tuple[str, str]:
        """Say of what kind an entry is, and why it cannot be told."""
        spec = self.source.form.get("kind")
        if spec is None:
            return "person", ""
        if "at" not in spec:
            return ("person", "") if here.texts(spec["if"]) else (spec["else"], "")
        found = {text.lower() for text in here.texts(spec["at"])}
        if len(found) > 1:
            return "", "the rows of the entry say that it is of several kinds"
        kind = next(iter(found), "")
        if kind in spec["persons"]:
            return "person", ""
        if kind in spec["others"]:
            return kind, ""
        if not kind and "blank" in spec:
            return spec["blank"], ""
        known = ", ".join((*spec["persons"], *spec["others"]))
        return "", f"{kind[:40]!r} is no kind of entry; expected {known}"

    def _told(self, here: Here, person: str, names: Mapping[Naming, None]) -> Listed:
        form = self.source.form
        told = Listed(person)
        main = min(
            names, key=lambda n: (n.kind != "name", not is_latin(n.name), n.quality == "low")
        )
        told.names[main] = None
        for one in names:
            if one.name == main.name:
                continue
            if is_latin(one.name):
                kind = "aka" if one.kind == "name" else one.kind
                told.names[Naming(one.name, kind, one.quality)] = None
            else:
                told.native[one.name] = None
        for spec in form.get("born", ()):
            for block in here.blocks(spec):
                if block.meets(spec):
                    told.born |= dict.fromkeys(born for born in _born(block, spec) if born.given)
        plain = {
            **{"native": told.native, "gender": told.genders, "birth_place": told.places},
            **{"nationality": told.nations, "citizenship": told.citizen, "titles": told.titles},
            **{"forms": told.forms, "remarks": told.remarks, "left": told.left},
        }
        for name, values in plain.items():
            values.update(dict.fromkeys(here.texts(form.get(name, []))))
        self._more(here, told)
        return told

    def _more(self, here: Here, told: Listed) -> None:
        """Add what stands in rows of its own, and what is not sure to be what it seems."""
        form = self.source.form
        if "person" in form:
            told.more |= next(here.rows(form["person"]), {})
        for name, spec in form.get("doubtful", {}).items():
            for text in here.texts(spec):
                self.intake.not_understood(name, text)
                told.left[f"{name}: {text}"] = None
        for text in here.texts(form.get("posts_in", [])):
            if (read := self.titles(text)).posts and not read.left:
                told.titles[text] = None
        for role in ("designations", "identifications", "addresses", "relations", "posts"):
            for spec in form.get(role, ()):
                found = (
                    cells
                    for one in here.blocks(spec)
                    if one.meets(spec)
                    for cells in one.rows(spec)
                )
                for cells in _grouped(found, spec["group"]) if "group" in spec else found:
                    self._row(told, role, cells)

    def _row(self, told: Listed, role: str, cells: dict[str, str]) -> None:
        if role == "designations" and "listed_on_as_given" in cells:
            given = cells.pop("listed_on_as_given")
            if given and not cells.get("listed_on"):
                self.intake.not_understood("listed_on", given)
        for name in ("start", "end"):
            if (given := cells.get(f"{name}_as_given", "")) and not cells[name]:
                self.intake.not_understood(f"{role}.{name}", given)
        if role != "posts" or not cells.get("title"):
            told.add(role, cells)
            return
        found = self.titles(cells["title"])
        said = {name: text for name, text in cells.items() if text}
        codes = [post_cells(post) for post in found.posts]
        codes += [{"title": left, "commands_unit": "unknown"} for left in found.left]
        for post in codes or [{"commands_unit": "unknown"}]:
            told.add(
                role,
                {
                    **post,
                    "title_as_given": cells["title"],
                    **said,
                    "title": post.get("title") or cells["title"],
                },
            )


def _grouped(rows: Iterable[dict[str, str]], name: str) -> Iterator[dict[str, str]]:
    """Join rows that differ in one column alone."""
    found: dict[tuple[tuple[str, str], ...], dict[str, None]] = {}
    for cells in rows:
        same = tuple((key, text) for key, text in cells.items() if key != name)
        found.setdefault(same, {}).update(dict.fromkeys(cells[name].split("; ")))
    for same, texts in found.items():
        yield {**dict(same), name: "; ".join(filter(None, texts))}


def _names(here: Here, form: Given, intake: Intake) -> dict[Naming, None]:
    found: dict[Naming, None] = {}
    for spec in form["names"]:
        for one in here.blocks(spec):
            for name in one.texts(spec["name"]) if one.meets(spec) else ():
                kind = next(iter(one.texts(spec.get("kind", []))), "aka")
                how = spec.get("quality", {})
                given = next(iter(one.texts(how["at"])), "") if "at" in how else ""
                words = how.get("words", {})
                quality = words.get(given.lower(), words.get(given.lower().partition(" ")[0], ""))
                if given and not quality and given.lower() not in words:
                    intake.not_understood("alias strength", given)
                found[Naming(name, kind, quality or how.get("say", ""))] = None
    return found


def _born(here: Here, spec: Given) -> Iterator[Born]:
    """Give births as points, as a span, or in parts; as coarse as the list has them."""
    circa = "~" if "true" in map(str.lower, here.texts(spec.get("circa", []))) else ""
    first, last, year, month, day = (
        "".join(here.texts(spec.get(name, []))[:1])
        for name in ("from", "to", "year", "month", "day")
    )
    given = " ".join(here.texts(spec.get("given", [])))
    if first or last:
        if first[4:] == "-01-01" and last[4:] == "-12-31":  # whole years
            first, last = first[:4], last[:4]
        ends = [f"{checked(text)}{circa}" if text else ".." for text in (first, last)]
        whole = ends[0] if ends[0] == ends[1] else "/".join(ends)
        yield Born(checked(whole), given or f"{first} to {last}")
    elif year:
        text = "-".join(part.zfill(2) for part in (year, month, day) if part)
        yield Born(checked(f"{text}{circa}") if month or not day else "", given or text)
    for text in here.texts(spec.get("at", [])):
        yield Born(_dated(text, spec.get("date", ["iso", "day first", "words"])), text)


def columns_of(form: Given) -> dict[str, Shape]:
    """Give the columns that a description adds to the tables of every register."""
    more: Mapping[str, Mapping[str, Block]] = form.get("columns", {})
    naming = {"naming": {"name": "name", "aliases": "also_known_as", "died": "death_date"}}
    return {
        role: Shape(columns, naming if "death_date" in columns else {})
        for role, columns in more.items()
    }


def descriptions() -> Iterator[tuple[str, list[Given]]]:
    """Give all descriptions, by their form; those of one file are variants of one form."""
    for path in sorted((Path(__file__).parent / "descriptions").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        yield path.stem, ours(text)
