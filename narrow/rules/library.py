"""Cases, attributes, vocabularies and registers are found by id: nearest first, shipped ones last.

`./rules` and `./datasets` come before what ships with narrow, so that a desk's own definition of
`former-commander` is the one that its cases use. A path always wins over an id.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from narrow.errors import Issue, RequestError, RuleError, nearest
from narrow.files import located
from narrow.model.grades import Chance, Grade, Grades
from narrow.model.registers import Term, Vocabulary
from narrow.rules.documents import (
    KINDS,
    AttributeDocument,
    CaseDocument,
    GradesDocument,
    HeadDocument,
    MappingDocument,
    VocabularyDocument,
)
from narrow.rules.validation import validate
from narrow.rules.yaml_text import Text, read

FOLDERS = {
    "attribute": "attributes",
    "case": "cases",
    "vocabulary": "vocabularies",
    "grades": "grades",
    "mapping": "mappings",
}
DESCRIPTOR = "datapackage.json"
STORED = ".duckdb"
EXPORTED = "narrow-register.json"
"""The file that says what a register of Parquet holds (`engines/parquet.py`)."""


@dataclass(frozen=True, slots=True)
class Written:
    """A rule file that has been read: its text with places, and the document in it."""

    path: Path
    text: Text
    document: HeadDocument


@dataclass(slots=True)
class Library:
    """The places to look in, in order, and what has been read from them.

    `rules` are folders with `attributes`, `cases` and `vocabularies` in them; `registers` are
    folders that hold register folders.
    """

    rules: tuple[Path, ...]
    registers: tuple[Path, ...]
    _read: dict[Path, Written] = field(default_factory=dict)
    _vocabularies: dict[str, Vocabulary] | None = None

    def files(self, kind: str) -> dict[str, Path]:
        """Give the files of a kind by id (the file's name); the nearest folder wins."""
        found: dict[str, Path] = {}
        for root in self.rules:
            for path in sorted((root / FOLDERS[kind]).glob("*.y*ml")):
                found.setdefault(path.stem, path)
        return found

    def find(self, kind: str, name: str) -> Path:
        """Find a file of a kind by path or id; raises RequestError with the nearest known id."""
        if name.endswith((".yaml", ".yml")) or "/" in name:
            path = located(name)
            if not path.is_file():
                raise RequestError(f"no such file: {name}")
            return path
        files = self.files(kind)
        if name not in files:
            other = "; there is a file, but those of rules end in .yaml"
            hint = other if located(name).is_file() else nearest(name, files)
            raise RequestError(f"no {kind} {name!r}{hint}")
        return files[name]

    def open(self, path: Path) -> Written:
        """Read a rule file of any kind, once; raises RuleError with all that is wrong with it."""
        if path not in self._read:
            text = read(path)
            data = text.data if isinstance(text.data, dict) else {}
            kind = str(data.get("kind", ""))
            if kind not in KINDS:
                said = f"kind {kind!r} is none of {', '.join(KINDS)}" if kind else "kind is missing"
                raise RuleError([text.issue(("kind",), said + nearest(kind, KINDS) * bool(kind))])
            document = validate(text, KINDS[kind])
            if document.id != path.stem:
                said = f"id {document.id!r} and file name {path.stem!r} differ; make them the same"
                raise RuleError([text.issue(("id",), said)])
            self._read[path] = Written(path, text, document)
        return self._read[path]

    def attribute(self, name: str) -> tuple[Text, AttributeDocument]:
        """Read an attribute by id or path."""
        written = self.open(self.find("attribute", name))
        return written.text, cast(AttributeDocument, _of_kind(written, "attribute"))

    def case(self, name: str) -> tuple[Text, CaseDocument]:
        """Read a case by id or path."""
        written = self.open(self.find("case", name))
        return written.text, cast(CaseDocument, _of_kind(written, "case"))

    def mapping(self, name: str) -> tuple[Text, MappingDocument]:
        """Read a mapping by id or path."""
        written = self.open(self.find("mapping", name))
        return written.text, cast(MappingDocument, _of_kind(written, "mapping"))

    def grades(self, name: str) -> Grades:
        """Read a table of what grades are worth, by id or path."""
        written = self.open(self.find("grades", name))
        document = cast(GradesDocument, _of_kind(written, "grades"))
        found = {Grade(k).steps[0]: Chance(c.right, c.reason) for k, c in document.chances.items()}
        rights = [found[step].right for step in sorted(found)]
        if rights != sorted(rights, reverse=True):
            said = "a worse grade is worth more than a better one"
            raise RuleError([written.text.issue(("chances",), said)])
        return Grades(document.id, found)

    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """Read every vocabulary that can be seen, by id."""
        if self._vocabularies is None:
            files = self.files("vocabulary")
            self._vocabularies = {
                name: _vocabulary(self.open(path)) for name, path in files.items()
            }
        return self._vocabularies

    def register_files(self) -> dict[str, Path]:
        """Give the registers that can be seen, by name: a folder's descriptor, or a stored file."""
        found: dict[str, Path] = {}
        for root in self.registers:
            for path in sorted(root.glob(f"*/{DESCRIPTOR}")):
                found.setdefault(path.parent.name, path)
            for path in sorted(root.glob(f"*/{EXPORTED}")):
                found.setdefault(path.parent.name, path)
            for path in sorted(root.glob(f"*{STORED}")):
                found.setdefault(path.stem, path)
        return found

    def register(self, name: str) -> Path:
        """Find a register by folder, path or id: its descriptor, or the file that says what it is.

        Raises RequestError with the nearest known id.
        """
        path = located(name)
        if path.suffix == STORED and path.is_file():
            return path
        if path.suffix == STORED or "://" in name:
            raise RequestError(f"no such file: {name}")
        for candidate in (path, path / DESCRIPTOR, path / EXPORTED):
            if candidate.name in (DESCRIPTOR, EXPORTED) and candidate.is_file():
                return candidate
        if path.is_dir() and "/" in name:
            raise RequestError(f"{name} has no {DESCRIPTOR}; a register folder needs one")
        files = self.register_files()
        if name not in files:
            raise RequestError(f"no register {name!r}{nearest(name, files)}")
        return files[name]

    def all_files(self) -> Iterator[Path]:
        """Give every rule file that can be seen, vocabularies first."""
        for kind in ("vocabulary", "grades", "attribute", "case", "mapping"):
            yield from self.files(kind).values()


def _vocabulary(written: Written) -> Vocabulary:
    document = cast(VocabularyDocument, _of_kind(written, "vocabulary"))
    issues: list[Issue] = []
    terms = {}
    for code, given in document.terms.items():
        broader = _several(given.is_a)
        for parent in broader:
            if parent not in document.terms:
                said = f"no term {parent!r}{nearest(parent, document.terms)}"
                issues.append(written.text.issue(("terms", code, "is_a"), said))
        native = {language: _several(words) for language, words in given.native.items()}
        terms[code] = Term(code, given.label or code, broader, native)
    if issues:
        raise RuleError(issues)
    return Vocabulary(document.id, document.title, document.ordered == "yes", terms)


def _of_kind(written: Written, kind: str) -> HeadDocument:
    if not isinstance(written.document, KINDS[kind]):
        given = getattr(written.document, "kind", "?")
        said = f"expected a file of kind {kind}, this one is {given!r}"
        raise RuleError([written.text.issue(("kind",), said)])
    return written.document


def _several(words: list[str] | str) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)
