"""The public names, the help of every command, and what starting up may load."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

import narrow
from narrow.commands import main

ROOT = Path(__file__).parent.parent
HEAVY = ("duckdb", "sqlglot", "pydantic", "yaml", "pandas")
COMMANDS = sorted(get_command(main.app).commands)  # type: ignore[attr-defined]


def told(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "narrow", *words], capture_output=True, text=True, check=False
    )


def test_public_names_are_those_of_the_page() -> None:
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    section = text.split("let go.")[1].split("\n## ")[0]
    assert sorted(re.findall(r"`(\w+)`", section)) == sorted(narrow.__all__)


@pytest.mark.parametrize("name", narrow.__all__)
def test_a_public_name_is_there_and_told(name: str) -> None:
    assert getattr(narrow, name).__doc__


def test_another_name_is_no_public_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = narrow.nonsense


def test_versions_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == narrow.__version__ == main.VERSION


@pytest.mark.parametrize("command", COMMANDS)
def test_help_works_and_fits(command: str) -> None:
    done = told(command, "--help")
    assert done.returncode == 0
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    assert len(done.stdout.splitlines()) > 5


def test_every_command_is_on_the_page_of_commands() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"`narrow {command}" in text, command


@pytest.mark.parametrize("start", ["import narrow", "import narrow.commands.main"])
def test_starting_up_loads_nothing_heavy(start: str) -> None:
    code = f"{start}; import sys; print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
