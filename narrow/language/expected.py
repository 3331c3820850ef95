"""What a descriptor expects of a table is looked up, and becomes expectations with their places."""

from collections.abc import Iterator, Mapping

from narrow.errors import nearest
from narrow.language.manifest import BoundsManifest, TableManifest
from narrow.language.text import Path_, Text
from narrow.model.expectation import Expectation, Measure
from narrow.model.register import PERSONS
from narrow.model.vocabulary import Vocabulary

_KEY = "expectations"


def expectations(text: Text, block: TableManifest, path: Path_) -> tuple[Expectation, ...]:
    """Give what is expected of a table; `path` leads to its `narrow` block."""
    found = [
        Expectation(
            measure, text.issue(place, ""), column, at_least=given.at_least, at_most=given.at_most
        )
        for place, measure, column, given in _bounded(block, (*path, _KEY))
    ]
    for place, column, only in _lists(block, (*path, _KEY)):
        found.append(Expectation(Measure.ONLY, text.issue(place, ""), column, only=tuple(only)))
    return tuple(found)


def unfit(
    block: TableManifest,
    names: list[str],
    vocabularies: Mapping[str, Vocabulary],
    path: Path_,
) -> Iterator[tuple[Path_, str]]:
    """Give every expectation that can never be met or names what is not there."""
    within = (*path, _KEY)
    for place, measure, _, given in _bounded(block, within):
        least, most = given.at_least, given.at_most
        if least is None and most is None:
            yield place, "says neither at_least nor at_most"
        elif least is not None and most is not None and least > most:
            yield place, f"expects at least {least:,} and at most {most:,}"
        if measure is Measure.PERSONS and not block.person and block.role != PERSONS:
            yield place, "this table names no persons to be counted"
    for name in block.expectations.columns:
        if name not in names:
            yield (*within, "columns", name), f"no field is called {name!r}{nearest(name, names)}"
    for place, name, codes in _lists(block, within):
        column = block.columns.get(name)
        vocabulary = vocabularies.get(column.vocabulary or "") if column else None
        for at, code in enumerate(codes if vocabulary else ()):
            if vocabulary and code not in vocabulary.terms:
                hint = nearest(code, vocabulary.terms)
                yield (*place, at), f"{code!r} is not in the vocabulary {vocabulary.id}{hint}"


def _bounded(
    block: TableManifest, path: Path_
) -> Iterator[tuple[Path_, Measure, str, BoundsManifest]]:
    """Give the bounds that are written, each with its place, what is counted and of what column."""
    expected = block.expectations
    for measure, given in ((Measure.ROWS, expected.rows), (Measure.PERSONS, expected.persons)):
        if given:
            yield (*path, measure.value), measure, "", given
    for name, column in expected.columns.items():
        for measure, given in (
            (Measure.FILLED, column.filled),
            (Measure.DISTINCT, column.distinct),
        ):
            if given:
                yield (*path, "columns", name, measure.value), measure, name, given


def _lists(block: TableManifest, path: Path_) -> Iterator[tuple[Path_, str, list[str]]]:
    for name, column in block.expectations.columns.items():
        if column.only:
            yield (*path, "columns", name, Measure.ONLY.value), name, column.only
