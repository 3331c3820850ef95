"""What is written is whole or is not there, and a device is not turned into a file."""

import os
import stat
import threading
from pathlib import Path

import pytest

import narrow
from narrow.errors import RequestError
from narrow.files import write_whole
from tests.conftest import Told

CASE = "wola-2018-former-commanders"


def test_an_older_file_is_replaced_and_nothing_stays_beside(tmp_path: Path) -> None:
    for content in ("né", b"\x00\xff"):
        write_whole(tmp_path / "a", content)
    assert (tmp_path / "a").read_bytes() == b"\x00\xff"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_fault_leaves_the_older_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(tmp_path / "a", "old")

    def full(self: Path, _: bytes) -> int:
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(RequestError, match="a cannot be written: No space left"):
        write_whole(tmp_path / "a", "new")
    with pytest.raises(RequestError, match="half a character"):
        write_whole(tmp_path / "a", "\ud800")
    monkeypatch.undo()
    assert (tmp_path / "a").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_pipe_stays_a_pipe(tmp_path: Path, told: Told) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    assert told("run", CASE, "--format", "json", "--out", str(pipe)).code == 0
    reader.join(10)
    assert read and read[0].startswith("{")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("form", ["table", "json", "html", "md", "xlsx"])
@pytest.mark.parametrize("place", [".", "no/such/folder"])
def test_a_place_that_cannot_be_is_said(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, place: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = told("run", CASE, "--format", form, "--out", place)
    assert ended.code == 2
    assert "is a folder" in ended.err or "cannot be written" in ended.err
    assert not list(tmp_path.iterdir())


def test_a_notebook_says_it_too(tmp_path: Path) -> None:
    answer = narrow.run(CASE)
    for form in ("json", "html", "md", "csv", "ftm"):
        with pytest.raises(RequestError, match="is a folder"):
            answer.to(form, tmp_path)
        with pytest.raises(RequestError, match="cannot be written"):
            answer.to(form, tmp_path / "no" / "file")
