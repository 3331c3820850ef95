"""Markdown says what the answer says, cites every source once, and obeys no text of others."""

import re
from pathlib import Path

import pytest

from narrow import inquiry
from narrow.model.evidence import CARE
from narrow.report.markdown import address, escaped, table
from narrow.report.words import headline
from tests.conftest import Told
from tests.report.forms_of import markdown
from tests.report.hostile import hostile_answer

CASE = "wola-2018-former-commanders"


def read(text: str) -> str:
    """Read back what was escaped."""
    return re.sub(r"\\(.)", r"\1", text)


@pytest.fixture(scope="module")
def written() -> str:
    return markdown(inquiry.run(CASE))


def test_it_begins_with_the_size_of_the_set_and_the_care_text(written: str) -> None:
    lines = written.splitlines()
    assert lines[2] == f"**{headline(inquiry.run(CASE))}**"
    assert lines[4] == f"> {escaped(CARE)}"


def test_every_footnote_that_is_cited_is_there_once(written: str) -> None:
    defined = re.findall(r"^\[\^(\d+)\]:", written, re.MULTILINE)
    cited = re.findall(r"\[\^(\d+)\](?!:)", written)
    assert defined == [str(at) for at in range(1, len(defined) + 1)]
    assert set(cited) == set(defined)


def test_every_person_and_reason_is_there(written: str) -> None:
    answer, text = inquiry.run(CASE), read(written)
    for finding in answer.findings:
        assert f"**{finding.person.name}** (id {finding.person.id})" in text
        assert all(clue.because in text for clue in finding.clues.values())
    assert all(r.person.name in text for r in answer.ruled_out)


def test_a_table_reads_as_plain_text() -> None:
    assert table(("", "met"), [("everybody", "1,000")]) == [
        "|           | met   |",
        "|-----------|-------|",
        "| everybody | 1,000 |",
        "",
    ]


def test_an_address_cannot_leave_its_brackets() -> None:
    assert address("https://a.example/> <b>|é") == "https://a.example/%3E%20%3Cb%3E%7C%C3%A9"


def test_hostile_texts_are_not_obeyed() -> None:
    written = markdown(hostile_answer())
    assert "<script" not in written.replace("\\<script", "")
    links = re.findall(r"<[^>]*>", re.sub(r"\\.", "", written))
    case = hostile_answer().clues[0].source
    assert case
    assert links == [f"<{case.url}>", "<https://good.example/a>"]
    assert "\u202e" not in written
    assert "\x1b" not in written


def test_the_command_writes_it(told: Told, tmp_path: Path, written: str) -> None:
    assert told("run", CASE, "--format", "md").out == written
    assert told("run", CASE, "--format", "md", "--out", str(tmp_path / "a.md")).code == 0
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == written
