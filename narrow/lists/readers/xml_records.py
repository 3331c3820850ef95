"""Records of an XML file are read one at a time; a document type, and so any entity, is refused.

Without a document type nothing can be expanded or fetched. A file that is not well-formed to its
end is not taken at all: a list that lost its tail in silence would say of those in it that they
are not listed.
"""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from narrow.errors import Issue, RegisterError
from narrow.lists.import_log import LARGEST_CELL, Intake, Leaf

CHUNK = 1 << 16
DEEPEST = 40


def records(path: Path, tags: frozenset[str], intake: Intake) -> Iterator[tuple[int, Element]]:
    """Give each record with the line on which it begins; raises RegisterError where it is no XML.

    A record with more than a million characters is refused. Names come without their namespace.
    """
    return intake.watched(elements(path, tags, intake), lambda one: leaves(one[1], one[1].tag))


def elements(path: Path, tags: frozenset[str], intake: Intake) -> Iterator[tuple[int, Element]]:
    """Give each record, as `records` does; its values are not counted."""
    reading = _Reading(path, tags, intake)
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            intake.moved(len(chunk))
            reading.feed(chunk, final=False)
            yield from reading.taken()
        reading.feed(b"", final=True)
        yield from reading.taken()


def leaves(element: Element, path: str) -> Iterator[Leaf]:
    """Give every text and attribute within an element with its path."""
    for name, value in element.attrib.items():
        yield f"{path}/@{name.rpartition(' ')[2]}", value
    for text in (element.text, element.tail if element.tail and element.tail.strip() else ""):
        if text and not text.isspace():
            yield path, text
    for child in element:
        yield from leaves(child, f"{path}/{child.tag}")


def root_of(path: Path) -> tuple[str, dict[str, str]]:
    """Give the name and attributes of the first element; blank where the file is no XML."""
    reading = _Reading(path, frozenset(), Intake())
    with path.open("rb") as file:
        while not reading.root and (chunk := file.read(CHUNK)):
            try:
                reading.feed(chunk, final=False)
            except RegisterError:
                break
    return reading.root, reading.attributes


class _Reading:
    def __init__(self, path: Path, tags: frozenset[str], intake: Intake) -> None:
        self.path, self.tags, self.intake = path, tags, intake
        self.root, self.attributes = "", dict[str, str]()
        self._found: list[tuple[int, Element]] = []
        self._builder: TreeBuilder | None = None
        self._depth = self._within = self._size = self._line = 0
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler = self.refuse_type

    def feed(self, chunk: bytes, *, final: bool) -> None:
        try:
            self._parser.Parse(chunk, final)
        except expat.ExpatError as error:
            said = f"is not XML: {expat.ErrorString(error.code)}; nothing of it is taken"
            raise RegisterError(
                [Issue(str(self.path), error.lineno, error.offset + 1, said)]
            ) from None
        except (LookupError, ValueError) as error:  # an encoding that nobody knows
            said = f"is not XML that can be read: {error}"
            raise RegisterError([Issue(str(self.path), 1, 1, said)]) from None

    def taken(self) -> Iterator[tuple[int, Element]]:
        found, self._found = self._found, []
        return iter(found)

    def refuse_type(self, *_: object) -> None:
        raise self.fault("has a document type, which may define entities; it is not read")

    def fault(self, said: str) -> RegisterError:
        return RegisterError([Issue(str(self.path), self._parser.CurrentLineNumber, 1, said)])

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        self._depth += 1
        if self._depth > DEEPEST:
            raise self.fault(f"is nested more than {DEEPEST} deep")
        if self._depth == 1:
            self.root, self.attributes = tag, attributes
        if self._builder is None and tag in self.tags:
            self._builder, self._within, self._size = TreeBuilder(), self._depth, 0
            self._line = self._parser.CurrentLineNumber
        if self._builder is not None:
            self._size += len(tag) + sum(map(len, attributes.values()))
            if self._size <= LARGEST_CELL:
                self._builder.start(tag, attributes)

    def text(self, text: str) -> None:
        if self._builder is not None:
            self._size += len(text)
            if self._size <= LARGEST_CELL:
                self._builder.data(text)

    def end(self, name: str) -> None:
        closes = self._builder is not None and self._depth == self._within
        if self._builder is not None and self._size <= LARGEST_CELL:
            self._builder.end(name.rpartition(" ")[2])
        self._depth -= 1
        if not closes or self._builder is None:
            return
        self.intake.read[self.path.name] += 1
        if self._size <= LARGEST_CELL:
            self._found.append((self._line, self._builder.close()))
        else:
            said = f"the record has more than {LARGEST_CELL:,} characters"
            self.intake.refuse(self.path, self._line, said)
        self._builder = None
