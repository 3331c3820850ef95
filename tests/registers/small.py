"""A small register with something of everything, its tables as CSV, and what became of them."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from narrow.errors import RegisterError
from narrow.model.registers import (
    Citing,
    Column,
    Content,
    Kind,
    Naming,
    Register,
    Span,
    Table,
    Term,
    Values,
    Vocabulary,
)
from narrow.registers.loader import read_folder

KNOWN_UNTIL = date(2018, 12, 31)
GAPS = ("", "unknown")
BRANCHES = Vocabulary(
    "branch", "Branch", False, {code: Term(code, code) for code in ("army", "navy", "air-force")}
)


def _columns(*columns: Column) -> dict[str, Column]:
    return {column.name: column for column in columns}


PERSONS = Table(
    "persons",
    "persons.csv",
    _columns(
        Column("id", kind=Kind.CODE, required=True),
        Column("name", kind=Kind.TEXT),
        Column("born", kind=Kind.DATE, values=Values.RIVAL),
        Column("died", kind=Kind.DATE),
        Column("nation", kind=Kind.CODE, values=Values.SET, missing=GAPS),
    ),
    key=("id",),
)
POSTS = Table(
    "posts",
    "posts.csv",
    _columns(
        Column("id", kind=Kind.CODE),
        Column("title", kind=Kind.TEXT),
        Column("branch", kind=Kind.CODE, vocabulary="branch", missing=GAPS),
        Column("start", kind=Kind.DATE),
        Column("end", kind=Kind.DATE, open_end=True),
        Column("held_on", kind=Kind.DATE),
        Column("ended_by", kind=Kind.DATE),
        Column("src", kind=Kind.CODE, values=Values.SET),
    ),
    key=("id", "title"),
    person="id",
    span=Span("start", "end", "held_on", "ended_by", until_death=True),
    sources=("src",),
    references=((("id",), "persons", ("id",)),),
)
LISTS = Table(
    "lists",
    "sub/lists.csv",
    _columns(
        Column("id", kind=Kind.CODE),
        Column("post", kind=Kind.CODE),
        Column("listed_on", kind=Kind.DATE),
    ),
    person="id",
    span=Span("listed_on"),
    references=((("id", "post"), "posts", ("id", "title")),),
)
SOURCES = Table(
    "sources",
    "sources.csv",
    _columns(Column("sid", kind=Kind.CODE), Column("title"), Column("out", kind=Kind.DATE)),
    key=("sid",),
)
CSV = {
    "persons.csv": "id,name,born,died,nation\np1,Ana Ñu,1960,2017,VE;CO\np2,Bo,,,\n",
    "posts.csv": (
        "id,title,branch,start,end,held_on,ended_by,src\n"
        "p1,Chief,army,2001,2003,,,s1\n"
        "p2,Aide,unknown,2010,..,,,s2;s1\n"
    ),
    "sub/lists.csv": "id,post,listed_on\np1,Chief,2015-03-09\n",
    "sources.csv": "sid,title,out\ns1,One,2016\ns2,Two,\n",
}
HEADERS = {name: text.splitlines()[0] for name, text in CSV.items()}
POST = HEADERS["posts.csv"] + "\n"
PERSON = HEADERS["persons.csv"] + "\n"


def register(folder: Path | None = None, *, known_until: date | None = KNOWN_UNTIL) -> Register:
    """Give the register; its descriptor lies in the folder where one is named."""
    file = folder / "datapackage.json" if folder else Path("datapackage.json")
    return Register(
        "small",
        "A small register",
        str(file),
        {table.role: table for table in (PERSONS, POSTS, LISTS, SOURCES)},
        Naming("name", died="died"),
        Citing("title", published="out"),
        known_until=known_until,
        vocabularies={"branch": BRANCHES},
    )


def write(folder: Path, changes: Mapping[str, str | bytes | None]) -> Register:
    """Write the folder with other contents for some files; None leaves a file out."""
    for name, given in {**CSV, "datapackage.json": "{}", **changes}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if given is not None:
            path.write_bytes(given.encode() if isinstance(given, str) else given)
    return register(folder)


def content(folder: Path, changes: Mapping[str, str | bytes | None]) -> Content:
    """Write the folder and read it."""
    return read_folder(folder, write(folder, changes))


def faults(
    folder: Path, changes: Mapping[str, str | bytes | None]
) -> list[tuple[str, int, int, str]]:
    """Give the file, line, column and message of every fault of the folder."""
    known = write(folder, changes)
    with pytest.raises(RegisterError) as caught:
        read_folder(folder, known)
    return [(Path(i.file).name, i.line, i.column, i.message) for i in caught.value.issues]
