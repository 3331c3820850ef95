"""Persons of several lists who are declared to be one become one person; nothing of them is lost.

Declared is what somebody says in a file (`person_id,same_as` or `person_id,same_as,different_from`)
and what the lists say themselves (a column `referents`, as OpenSanctions has it). Nobody is linked
for a likeness. Each fact keeps its own source; what is said differently of the person becomes
rivals or sets, and where a column holds one code only, it is blank and both are kept as text. Who
is declared different from a whole list (its authority) is known not to be in it.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from narrow.errors import Issue, RegisterError, RequestError
from narrow.files import located, regular
from narrow.lists.import_log import LARGEST_CELL
from narrow.lists.tables import Shape

Row = dict[str, str]
Pair = tuple[str, str]

HEADER = ["person_id", "same_as"]
WITH_DIFFERENT = [*HEADER, "different_from"]
_LISTS = "lists"
_REFERENTS = "referents"
_SEVERAL = ("set", "rival")
_BETWEEN = " | "


@dataclass(frozen=True, slots=True)
class Linked:
    """How many persons were joined into how many, and how many declared ids are in no list."""

    joined: int = 0
    into: int = 0
    unknown: int = 0
    added: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """Pairs of ids that are one person, and pairs that are not: an id and an id or a list."""

    same: tuple[Pair, ...] = ()
    different: tuple[Pair, ...] = ()


def read_declared(path: Path) -> Declared:
    """Read a file that declares who is one person and who is not; raises with every wrong line."""
    try:
        with regular(located(path)).open(encoding="utf-8-sig", newline="") as file:
            rows = list(enumerate(csv.reader(file, strict=True), start=1))
    except OSError as error:
        raise RequestError(f"{path} cannot be read: {error.strerror or error}") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise RequestError(f"{path} is no CSV in UTF-8: {error}") from None
    if not rows or rows[0][1] not in (HEADER, WITH_DIFFERENT):
        expected = f"{','.join(HEADER)} or {','.join(WITH_DIFFERENT)}"
        raise RequestError(f"{path}: the header must be {expected}")
    header = rows[0][1]
    given = [(line, [cell.strip() for cell in cells]) for line, cells in rows[1:] if cells]
    said = "expected two ids: person_id,same_as"
    if header == WITH_DIFFERENT:
        said = "expected an id, and one of the two: same_as or different_from"
    wrong = [
        Issue(str(path), line, 1, said)
        for line, cells in given
        if len(cells) != len(header) or not cells[0] or len([*filter(None, cells[1:])]) != 1
    ]
    if wrong:
        raise RegisterError(wrong)
    return Declared(
        tuple((cells[0], cells[1]) for _, cells in given if cells[1]),
        tuple((cells[0], cells[2]) for _, cells in given if cells[2:] and cells[2]),
    )


def link(
    folder: Path,
    shapes: Mapping[str, Shape],
    declared: Sequence[Pair],
    different: Sequence[Pair] = (),
) -> Linked:
    """Join the declared persons in the tables of a folder; each group takes the id it has first.

    Raises RequestError where two who are declared different would become one.
    """
    csv.field_size_limit(LARGEST_CELL)
    order, pairs, lists = _declared(folder / "persons.csv")
    known = frozenset(order)
    unknown = {one for pair in declared for one in pair if one not in known}
    unknown |= {one for one, _ in different if one not in known}
    unknown |= {other for _, other in different if other not in known and other not in lists}
    pairs += [pair for pair in declared if not unknown & set(pair)]
    one = _groups(order, pairs)
    apart: dict[str, list[str]] = {}
    for first, second in different:
        if first in unknown or second in unknown:
            continue
        if second in lists:
            apart.setdefault(one.get(first, first), []).append(second)
        elif one.get(first, first) == one.get(second, second):
            said = f"{first} and {second} are declared different, and the same by other lines"
            raise RequestError(f"{said} or lists")
    if not one and not apart:
        return Linked(unknown=len(unknown))
    added = _join_persons(folder, shapes["persons"], one, apart)
    for role, rows in added.items():
        _append(folder / f"{role}.csv", rows)
    for role, shape in shapes.items():
        if role != "persons" and "person_id" in shape.columns:
            _point_elsewhere(folder / f"{role}.csv", one)
    counts = {role: len(rows) for role, rows in added.items()}
    return Linked(len(one) + len(set(one.values())), len(set(one.values())), len(unknown), counts)


def _declared(path: Path) -> tuple[list[str], list[Pair], frozenset[str]]:
    """Give all ids in their order, the pairs that the lists declare, and which lists are here."""
    order: list[str] = []
    lists: set[str] = set()
    said: list[Pair] = []
    for row in _rows(path):
        order.append(row["person_id"])
        lists.update(filter(None, row.get(_LISTS, "").split(";")))
        said += [(row["person_id"], r) for r in row.get(_REFERENTS, "").split(";") if r]
    known = frozenset(order)
    return order, [pair for pair in said if pair[1] in known], frozenset(lists)


def _groups(order: Sequence[str], pairs: Iterable[Pair]) -> dict[str, str]:
    """Say for each person who is joined to another under whose id; union-find, in list order."""
    place = {person: at for at, person in enumerate(order)}
    above: dict[str, str] = {}

    def root(person: str) -> str:
        while person in above:
            person = above[person]
        return person

    for pair in pairs:
        first, second = sorted((root(pair[0]), root(pair[1])), key=place.__getitem__)
        if first != second:
            above[second] = first
    return {person: root(person) for person in above}


def _join_persons(
    folder: Path, shape: Shape, one: Mapping[str, str], apart: Mapping[str, Sequence[str]]
) -> dict[str, list[Row]]:
    path = folder / "persons.csv"
    heads = set(one.values())
    members: dict[str, list[Row]] = {head: [] for head in heads}
    for row in _rows(path):
        head = one.get(row["person_id"], row["person_id"])
        if head in heads:
            members[head].append(row)
    with _rewritten(path) as write:
        for row in _rows(path):
            person = row["person_id"]
            if person in one:
                continue
            made = joined(shape.columns, members[person]) if person in heads else row
            lists = [*made.get(_LISTS, "").split(";"), *apart.get(person, ())]
            write(made | {_LISTS: ";".join(dict.fromkeys(filter(None, lists)))})
    added: dict[str, list[Row]] = {"names": [], "identifications": []}
    for head, rows in members.items():
        for row in rows[1:]:
            own = {"person_id": head, "source_id": row["source_id"]}
            name = {"name": row["name"], "name_as_given": row["name_as_given"], "kind": "same"}
            added["names"].append(own | name | {"quality": "good"})
            number = {"kind": "list id", "number": row["person_id"], "as_given": row["person_id"]}
            added["identifications"].append(own | number)
    return added


def join_again(folder: Path, shape: Shape, rows: Iterable[Mapping[str, str]]) -> None:
    """Join persons whom a later list names under the id of an earlier one."""
    later: dict[str, list[Row]] = {}
    for row in rows:
        blank = dict.fromkeys(shape.columns, "")
        later.setdefault(row["person_id"], []).append({**blank, **row})
    with _rewritten(folder / "persons.csv") as write:
        for row in _rows(folder / "persons.csv"):
            more = later.get(row["person_id"], ())
            write(joined(shape.columns, [row, *more]) if more else row)


def joined(columns: Mapping[str, Mapping[str, Any]], rows: Sequence[Row]) -> Row:
    """Make one row of several about one person; the first gives id, name and source."""
    first, made, differing = rows[0], dict(rows[0]), []
    for name, block in columns.items():
        texts = list(dict.fromkeys(row[name] for row in rows if row.get(name)))
        if name in ("person_id", "name", "source_id"):
            continue
        if block.get("values") in _SEVERAL:
            parts = (part for text in texts for part in text.split(";"))
            made[name] = ";".join(dict.fromkeys(parts))
        elif len(texts) < 2 or not block.get("kind"):
            made[name] = _BETWEEN.join(texts)
        else:
            made[name] = ""
            differing.append(f"{name}: {_BETWEEN.join(texts)}")
    others = (row["name"] for row in rows[1:] if row["name"] != first["name"])
    names = [*filter(None, made["also_known_as"].split(";"))]
    names += [name.replace(";", ",") for name in others]
    made["also_known_as"] = ";".join(dict.fromkeys(names))
    made["left_over"] = "; ".join(filter(None, [made["left_over"], *differing]))
    return made


def _point_elsewhere(path: Path, one: Mapping[str, str]) -> None:
    with _rewritten(path) as write:
        for row in _rows(path):
            write(row | {"person_id": one.get(row["person_id"], row["person_id"])})


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _append(path: Path, rows: Sequence[Row]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns, "", lineterminator="\n").writerows(rows)


@contextmanager
def _rewritten(path: Path) -> "Iterator[Any]":
    """Write a table anew, under its header, and put it in the place of the old one."""
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    beside = path.with_suffix(".new")
    with beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, "", lineterminator="\n")
        writer.writeheader()
        yield writer.writerow
    beside.replace(path)
