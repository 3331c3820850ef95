"""Every console block of every page is run, and every figure in it comes out of a command."""

import html
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = {page.name: page.read_text(encoding="utf-8") for page in (ROOT / "docs").glob("*.md")}
SESSIONS = ("lists.md", "tutorial.md")  # their blocks follow each other in one folder
BLOCK = re.compile(r"```console\n\$ (narrow [^\n]*)\n(.*?)```", re.DOTALL)
BLOCKS = BLOCK.findall(README + "".join(PAGES[name] for name in sorted({*PAGES} - {*SESSIONS})))


def printed(command: str, folder: Path = ROOT) -> list[str]:
    words = shlex.split(command)[1:]
    env = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "narrow", *words],
        capture_output=True,
        text=True,
        env=env,
        cwd=folder,
        check=False,
    )
    assert done.returncode == (1 if "--at-least" in words else 0), done.stderr
    return [line.rstrip() for line in done.stdout.rstrip("\n").split("\n")]


@pytest.mark.parametrize(("command", "shown"), BLOCKS, ids=[c for c, _ in BLOCKS])
def test_a_block_shows_what_the_command_prints(command: str, shown: str) -> None:
    shows(command, printed(command), shown)


@pytest.mark.parametrize("page", SESSIONS)
def test_the_blocks_of_a_session_follow_each_other(tmp_path: Path, page: str) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    blocks = BLOCK.findall(PAGES[page])
    assert len(blocks) >= 5
    for command, shown in blocks:
        shows(command, printed(command, tmp_path), shown)


def shows(command: str, lines: list[str], shown: str) -> None:
    pieces = [
        p.strip("\n").split("\n")
        for p in re.split(r"^\.\.\.$", shown.rstrip("\n"), flags=re.MULTILINE)
    ]
    at = 0
    for piece in (p for p in pieces if p != [""]):
        while at + len(piece) <= len(lines) and lines[at : at + len(piece)] != piece:
            at += 1
        assert lines[at : at + len(piece)] == piece, f"{command} does not print:\n" + "\n".join(
            piece
        )
        at += len(piece)


def test_there_are_blocks_and_no_page_of_them_is_left_out() -> None:
    assert len(BLOCKS) >= 15
    assert sum(page.count("```console") for page in [README, *PAGES.values()]) == len(BLOCKS) + sum(
        len(BLOCK.findall(PAGES[page])) for page in SESSIONS
    )


def test_the_first_page_is_short() -> None:
    assert len(README.split()) <= 1200


def test_ci_runs_the_second_command() -> None:
    commands = re.findall(r"```sh\n(python3 -m venv[^\n]*)\n```", README)
    assert len(commands) == 2
    assert commands[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_python_example_runs() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "14 to 30"


def test_the_picture_of_a_terminal_shows_what_the_command_prints() -> None:
    """A picture that is out of date is made anew by docs/pictures/make.py."""
    drawn = (ROOT / "docs" / "pictures" / "run.svg").read_text(encoding="utf-8")
    lines: dict[float, str] = {}
    for height, text in re.findall(r'y="([\d.]+)" textLength[^>]*>([^<]*)<', drawn):
        lines[float(height)] = lines.get(float(height), "") + html.unescape(text)
    head, *shown = (re.sub(r"\s", "", lines[height]) for height in sorted(lines))
    assert head == "$narrowrunwola-2018-former-commanders"
    told = [re.sub(r"\s", "", line) for line in printed("narrow run wola-2018-former-commanders")]
    shown, told = [line for line in shown if line], [line for line in told if line]
    assert shown == told[: len(shown)]
    assert len(shown) > 20
