"""Names, places and ends: a file that cannot be, a link, a pipe, a full disk, an interrupt."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from narrow.commands import main
from narrow.engines.duckdb import DuckDB
from narrow.errors import RequestError
from narrow.files import located, write_whole
from narrow.lists.importing import ImportOptions, import_list
from narrow.registers.opening import find_register, library
from narrow.registers.storing import export, store
from tests.conftest import Told

ROOT = Path(__file__).parents[2]
MERIDIAN = ROOT / "datasets" / "meridian"
SDN = ROOT / "examples" / "sdn.csv"
CASE = "wola-2018-former-commanders"
NARROW = (sys.executable, "-m", "narrow")
LONG = "a" * 300


@pytest.mark.parametrize(
    "words",
    [
        ("run", f"{LONG}.yaml"),
        ("run", CASE, "--data", LONG),
        ("run", CASE, "--data", f"{LONG}.duckdb"),
        ("run", CASE, "--rules", LONG),
        ("run", CASE, "--out", LONG),
        ("run", CASE, "--save", LONG),
        ("run", CASE, "--redact", LONG, "--format", "json"),
        ("check", LONG),
        ("diff", LONG, LONG),
        ("profile", LONG),
        ("import", LONG, "--into", "x"),
        ("import", LONG, "--guess"),
        ("import", str(SDN), "--into", LONG),
        ("import", str(SDN), "--into", f"{LONG}.duckdb"),
        ("import", str(SDN), "--into", "x", "--same", LONG),
        ("export", "meridian", "--to", "parquet", "--into", LONG),
        ("import", str(SDN), "--into", "."),
        ("import", str(SDN), "--into", ".."),
    ],
    ids=lambda words: " ".join(words)[:40],
)
def test_a_name_that_no_file_can_have_is_said(
    words: tuple[str, ...], told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = told(*words)
    assert ended.code == 2
    assert ended.err.startswith("narrow: ")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["a\0b", "a\0b.duckdb", "\ud800/x"])
def test_a_nul_in_a_path_is_said(name: str, tmp_path: Path) -> None:
    for ask in (
        lambda: located(name),
        lambda: find_register(name, library()),
        lambda: library().find("case", f"{name}/x.yaml"),
        lambda: write_whole(tmp_path / name, "x"),
        lambda: import_list([name], tmp_path / "x"),
        lambda: import_list([SDN], tmp_path / name),
    ):
        with pytest.raises(RequestError, match="cannot be"):
            ask()


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to("there")
    (tmp_path / "link.duckdb").symlink_to("there.duckdb")
    for _ in range(2):
        import_list([SDN], tmp_path / "link", ImportOptions())
        store(MERIDIAN, tmp_path / "link.duckdb")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "link.duckdb").is_symlink()
    assert (tmp_path / "there" / "persons.csv").is_file()
    assert (tmp_path / "there.duckdb").is_file()
    (tmp_path / "out").symlink_to("parquet")
    for _ in range(2):
        export(MERIDIAN, tmp_path / "out")
    assert (tmp_path / "parquet" / "narrow-register.json").is_file()
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"there", "link", "link.duckdb", "there.duckdb", "out", "parquet"}


def test_no_link_beside_is_followed(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.write_text("mine", encoding="utf-8")
    for name in ("o.txt.part", f".o.txt.part-{os.getpid()}"):
        (tmp_path / name).symlink_to(mine)
    write_whole(tmp_path / "o.txt", "theirs")
    assert mine.read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "o.txt").read_text(encoding="utf-8") == "theirs"
    assert not (tmp_path / "o.txt").is_symlink()


ENDLESS = {
    "rule": ("run", "{there}"),
    "checked": ("check", "{folder}/rules"),
    "table": ("profile", "{folder}/register"),
    "file": ("profile", "{there}.duckdb"),
    "list": ("import", "{there}", "--into", "{folder}/x"),
    "guessed": ("import", "{there}", "--guess"),
    "same": ("import", str(SDN), "--same", "{there}", "--into", "{folder}/x"),
    "record": ("diff", "{there}", "{there}"),
    "key": ("run", CASE, "--format", "json", "--redact", "{there}"),
    "case": ("find", "posts: branch=army", "--data", "meridian", "--yaml", "{there}"),
}


@pytest.mark.parametrize("ask", ENDLESS)
@pytest.mark.parametrize("kind", ["pipe", "zeros", "full"])
def test_what_has_no_end_is_refused(ask: str, kind: str, told: Told, tmp_path: Path) -> None:
    """In process: a test that reads a pipe or /dev/zero to its end would never come back."""
    (tmp_path / "rules" / "cases").mkdir(parents=True)
    (tmp_path / "register").mkdir()
    for path in MERIDIAN.glob("*.*"):
        (tmp_path / "register" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "register" / "posts.csv").unlink()
    for name in ("x.yaml", "x.yaml.duckdb", "rules/cases/x.yaml", "register/posts.csv"):
        if kind == "pipe":
            os.mkfifo(tmp_path / name)
        else:
            (tmp_path / name).symlink_to("/dev/zero" if kind == "zeros" else "/dev/full")
    given = {"there": str(tmp_path / "x.yaml"), "folder": str(tmp_path)}
    ended = told(*(word.format(**given) for word in ENDLESS[ask]))
    assert ended.code in (1, 2)
    assert "Traceback" not in ended.err and (ended.err or ended.out)


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_a_full_disk_behind_standard_output_is_said(form: str) -> None:
    with Path("/dev/full").open("wb") as full:
        words = (*NARROW, "run", CASE, "--format", form)
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        3,
        "narrow: standard output: No space left on device\n",
    )


def test_a_closed_standard_output_is_said() -> None:
    words = ["bash", "-c", f"{sys.executable} -m narrow run {CASE} >&-"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (3, "narrow: standard output: it is closed\n")


@pytest.mark.parametrize("columns", ["²", "-5", "99999999999", "", "1", "x"])
def test_a_width_that_is_none_is_not_believed(
    columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = subprocess.run(
        [*NARROW, "run", CASE],
        env={**os.environ, "COLUMNS": columns},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_an_interrupt_while_duckdb_works_is_an_interrupt() -> None:
    with DuckDB() as engine:
        engine._connection.interrupt  # noqa: B018 - there is one
        previous = signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGINT))
        handler = signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        try:
            with pytest.raises(KeyboardInterrupt):
                engine.run(
                    "SELECT sum(sin(a.range + b.range)) FROM range(10000000) a, range(9999) b"
                )
        finally:
            signal.signal(signal.SIGALRM, previous)
            signal.signal(signal.SIGINT, handler)


@pytest.mark.parametrize("after", [0.05, 0.2, 0.5])
@pytest.mark.parametrize("into", ["folder", "x.duckdb"])
def test_an_interrupted_import_leaves_nothing(after: float, into: str, tmp_path: Path) -> None:
    lines = SDN.read_text(encoding="utf-8").splitlines()
    many = (line.replace(line.split(",")[0], str(at), 1) for at in range(400) for line in lines)
    (tmp_path / "sdn.csv").write_text("\n".join(many), encoding="utf-8")
    words = (*NARROW, "import", "sdn.csv", "--as", "ofac-csv", "--into", into)
    running = subprocess.Popen(
        words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    time.sleep(after)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    if running.returncode in (1, -2) and after < 0.2:  # Python itself had not begun
        return
    assert running.returncode in (0, 130), err
    assert "Traceback" not in err
    names = {path.name for path in tmp_path.iterdir()}
    assert names == ({"sdn.csv", into} if running.returncode == 0 else {"sdn.csv"})


def test_a_fault_of_ours_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by \x1b[31mnothing")

    monkeypatch.setattr("narrow.inquiry.open", broken)
    monkeypatch.setattr("sys.argv", ["narrow", "run", CASE])
    assert main._guarded() == 3
    err = capsys.readouterr().err
    assert err.startswith("narrow: a fault in narrow itself, please report it: ZeroDivisionError")
    assert err.count("\n") == 1 and "\x1b" not in err
