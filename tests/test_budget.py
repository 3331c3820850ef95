"""What may only fall: files, lines, modules that a command loads; and what must hold of every file.

`tests/style_metrics.py` is the ruler of the code, the command line itself that of what is loaded.
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from narrow.lists.formats import FORMS
from tests.style_metrics import measure

PACKAGE = Path(__file__).parent.parent / "narrow"
ROW, MODULES = measure(PACKAGE)

# Ceilings: lower them when they can be lower, and never the other way.
MOST_FILES = 156
MOST_LINES = 31_616  # of all but the lists
MOST_LINES_OF_A_FORM = 400  # of the lists, whose number grows
MOST_IN_A_FOLDER = 22  # with its __init__
MOST_LOADED = {
    ("--help",): 10,
    ("run", "wola-2018-former-commanders"): 69,
}
TOLD = """
import os, sys
def leave(code):
    loaded = sorted(n for n in sys.modules if n == "narrow" or n.startswith("narrow."))
    heavy = [n for n in ("pandas", "numpy", "jinja2", "pydantic.main") if n in sys.modules]
    os.write(2, f"{len(loaded)} {','.join(heavy)}\\n".encode())
    os.__dict__["leave"](code)
os.leave, os._exit = os._exit, leave
sys.argv = ["narrow", *sys.argv[1:]]
from narrow.commands.main import main
main()
"""


@pytest.mark.parametrize(("figure", "limit"), {"cycles": 0, "cycles_hidden_too": 0}.items())
def test_there_is_no_circle_not_even_a_hidden_one(figure: str, limit: int) -> None:
    assert getattr(ROW, figure) <= limit


def test_there_are_no_more_files_and_lines_than_there_were() -> None:
    files = list(PACKAGE.rglob("*.py"))
    assert len(files) <= MOST_FILES
    lines = {f: len(f.read_text(encoding="utf-8").splitlines()) for f in files}
    of_lists = sum(many for f, many in lines.items() if f.is_relative_to(PACKAGE / "lists"))
    assert sum(lines.values()) - of_lists <= MOST_LINES
    assert of_lists <= MOST_LINES_OF_A_FORM * len(FORMS)
    folders = {f.parent for f in files}
    assert max(len(list(folder.glob("*.py"))) for folder in folders) <= MOST_IN_A_FOLDER


@pytest.mark.parametrize(("words", "most"), MOST_LOADED.items(), ids=str)
def test_a_command_loads_no_more_modules_than_it_did(words: tuple[str, ...], most: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TOLD, *words], capture_output=True, text=True, check=False
    )
    count, _, heavy = done.stderr.strip().splitlines()[-1].partition(" ")
    assert int(count) <= most
    assert heavy == "" or (words[0] == "run" and heavy == "pydantic.main")


def test_no_module_is_found_by_a_string_but_the_public_names() -> None:
    """Only then can mypy and an editor follow: `import_module("narrow.…")` stands in one file."""
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if path != PACKAGE / "__init__.py":
            assert 'import_module("narrow' not in text, path
            assert 'import_module(f"narrow' not in text, path


def test_everything_is_annotated_and_nearly_everything_told() -> None:
    assert ROW.annotated_pct == 100
    assert ROW.documented_pct >= 90


def test_every_module_says_what_it_is() -> None:
    for name, module in MODULES.items():
        tree = ast.parse(module.path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), name
