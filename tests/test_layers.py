"""Who may import whom: the table of CONTRIBUTING.md, read out of the code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "narrow"
DOORS = {
    "downloads",
    "editions",
    "exporting",
    "frames",
    "notebook",
    "paging",
    "reading",
    "opening",
    "api",
    "charting",
    "questions",
    "following",
    "sensitivity",
    "exposing",
    "trialling",
    "records",
    "profiling",
    "importing",
    "locks",
    "storing",
    "workshop",
}
ROOMS = {
    "model",
    "language",
    "registers",
    "imports",
    "compile",
    "engines",
    "results",
    "views",
    "commands",
    "keeping",
    "notebook",
    "fetching",
}

BELOW_DOORS = {
    "errors",
    "model",
    "language",
    "engines",
    "results",
    "reading",
    "opening",
    "keeping",
}
MAY_IMPORT = {
    "errors": set(),
    "model": {"errors", "model"},
    "language": {"errors", "model", "language"},
    "registers": {"errors", "model", "registers"},
    "imports": {"errors", "model", "imports"},
    "compile": {"errors", "model", "compile"},
    "engines": {"errors", "model", "compile", "engines"},
    "results": {"errors", "model", "registers", "compile", "engines", "results"},
    "views": {"errors", "model", "results", "views"},
    "places": set(),
    "version": set(),
    "reading": {"errors", "model", "language", "registers", "engines", "places"},
    "opening": {"errors", "model", "language", "engines", "reading"},
    # What is kept is kept as JSON, the form that the views give it.
    "keeping": {"errors", "model", "language", "registers", "engines", "results", "views"}
    | {"places", "version", "keeping"},
    "api": {*BELOW_DOORS, "compile"},
    "questions": BELOW_DOORS,
    "following": {*BELOW_DOORS, "compile"},
    "sensitivity": {*BELOW_DOORS, "compile"},
    "exposing": {*BELOW_DOORS, "compile", "registers"},
    "trialling": {*BELOW_DOORS, "compile"},
    "records": {*BELOW_DOORS, "compile", "views"},
    "profiling": BELOW_DOORS,
    "importing": {*BELOW_DOORS, "imports", "storing"},
    "storing": {*BELOW_DOORS, "imports", "registers"},
    "locks": {*BELOW_DOORS, "views", "places"},
    "fetching": {"errors", "model", "fetching"},
    "downloads": {"errors", "model", "imports", "fetching"},
    "paging": {*BELOW_DOORS, "views", "version"},
    "charting": {*BELOW_DOORS, "compile", "views"},
    "exporting": {*BELOW_DOORS, "imports", "storing"},
    "editions": {*BELOW_DOORS, "compile", "views"},
    "frames": {"errors", "model", "language", "registers", "reading"},
    "notebook": {"errors", "model", "language", "engines", "reading", "opening", "api", "views"}
    | {"notebook"},
    "workshop": {*BELOW_DOORS, "registers", "imports"},
    "commands": {"errors", "commands"},
    "cli": {"errors", "commands", "version"},
    "__main__": {"cli"},
    "__init__": {"errors", "model", "version", *DOORS},
}
ALONE = {
    "yaml": {"language/text.py"},
    "pydantic": {"language/document.py", "language/manifest.py", "language/validate.py"},
    "pydantic_core": {"language/validate.py"},
    "sqlglot": {"compile/sql.py"},
    "duckdb": {"engines/duckdb.py"},
    "typer": {"cli.py", "commands"},
    "pandas": {"frames.py", "notebook"},
    "altair": {
        "views/chart_counts.py",
        "views/chart_moves.py",
        "views/chart_person.py",
        "views/chart_pieces.py",
    },
    "py4j": {"engines/spark.py"},
    "pyspark": {"engines/choice.py", "engines/spark.py"},
    "vl_convert": {"views/chart.py"},
}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the room"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(dotted: str) -> str:
    parts = dotted.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


FILES = sorted(ROOT.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    inside = path.relative_to(ROOT)
    mine = inside.parts[0] if len(inside.parts) > 1 else inside.stem
    for name in imports(path):
        if name.split(".")[0] == "narrow":
            assert room(name) in MAY_IMPORT[mine], f"{inside} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_library_has_one_door(path: Path) -> None:
    inside = path.relative_to(ROOT).as_posix()
    for name in imports(path):
        top = name.split(".")[0]
        if top in ALONE:
            assert {inside, inside.split("/")[0]} & ALONE[top], f"{inside} imports {top}"
        if top == "rich":
            assert inside.startswith(("views/", "commands/")), f"{inside} imports rich"


def test_no_clock_is_read_where_an_answer_is_made() -> None:
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        if path.name not in ("workshop.py", "downloads.py"):
            assert "date.today(" not in text, path
            assert "datetime.now(" not in text, path


def test_every_room_has_a_row() -> None:
    rooms = {p.relative_to(ROOT).parts[0] for p in FILES if len(p.relative_to(ROOT).parts) > 1}
    assert rooms == ROOMS
