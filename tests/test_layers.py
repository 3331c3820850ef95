"""Who may import whom: the table of CONTRIBUTING.md, read out of the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "narrow"
ROOMS = {
    "model",
    "rules",
    "registers",
    "lists",
    "compile",
    "engines",
    "questions",
    "report",
    "commands",
    "notebook",
}

# Data goes down this list once: a room may import those above it, and never one below.
BELOW_INQUIRY = {"errors", "files", "model", "rules", "compile", "engines", "registers"} | {
    "questions"
}
MAY_IMPORT = {
    "errors": set(),
    "model": {"errors", "model"},
    "files": {"errors", "model"},
    "rules": {"errors", "model", "files", "rules"},
    "compile": {"errors", "model", "compile"},
    "engines": {"errors", "files", "model", "compile", "engines"},
    "registers": {"errors", "files", "model", "rules", "compile", "engines", "lists", "registers"},
    "lists": {"errors", "files", "model", "rules", "engines", "registers", "lists"},
    "questions": {*BELOW_INQUIRY, "lists"},
    "report": {*BELOW_INQUIRY, "lists", "report"},
    "inquiry": {*BELOW_INQUIRY, "report", "notebook"},
    "notebook": {"errors", "model", "report", "inquiry", "notebook"},
    "commands": {*BELOW_INQUIRY, "report", "inquiry", "lists", "commands"},
    "__main__": {"commands"},
    "__init__": {*BELOW_INQUIRY, "inquiry", "lists", "notebook"},
}
ALONE = {
    "yaml": {"rules/yaml_text.py"},
    "pydantic": {
        "model/result.py",
        "rules/documents.py",
        "rules/descriptors.py",
        "rules/validation.py",
    },
    "pydantic_core": {"model/result.py", "rules/validation.py"},
    "sqlglot": {"compile"},
    "duckdb": {"engines/duckdb.py"},
    "typer": {"commands"},
    "pandas": {
        "registers/frames.py",
        "report/data.py",
        "inquiry.py",
        "model/result.py",
        "report/forms.py",
    },
    "altair": {
        "report/charts/draw.py",
        "report/charts/vega.py",
    },
    "py4j": {"engines/spark.py"},
    "pyspark": {"engines/choice.py", "engines/spark.py"},
    "vl_convert": {"report/charts/draw.py", "report/charts/vega.py"},
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
            assert inside.startswith(("report/", "commands/")), f"{inside} imports rich"


def test_no_clock_is_read_where_an_answer_is_made() -> None:
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        if path.name not in ("rule_files.py", "folder.py"):
            assert "date.today(" not in text, path
            assert "datetime.now(" not in text, path


def test_every_room_has_a_row() -> None:
    rooms = {p.relative_to(ROOT).parts[0] for p in FILES if len(p.relative_to(ROOT).parts) > 1}
    assert rooms == ROOMS


def test_a_file_that_a_page_or_a_docstring_names_is_there() -> None:
    top = ROOT.parent
    names = [p.relative_to(top).as_posix() for p in (*FILES, *(top / "tests").rglob("*.py"))]
    pages = [*top.glob("*.md"), *(top / "docs").rglob("*.md"), *FILES]
    for page in pages:
        for named in re.findall(r"`([\w/]+\.py)`", page.read_text(encoding="utf-8")):
            assert any(f"/{name}".endswith(f"/{named}") for name in names), f"{page}: {named}"
