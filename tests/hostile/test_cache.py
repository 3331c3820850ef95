"""Nothing is read from, or left in, a cache folder: a statement that lies there is nobody's."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

WATCHED = """
import sys
touched = []
sys.addaudithook(lambda event, given: touched.append(str(given[0])) if event in (
    "open", "os.listdir", "os.scandir", "os.mkdir") and given else None)
sys.argv = ["narrow", *sys.argv[1:]]
from narrow.commands import main
code = main._guarded()
print([path for path in touched if "narrow-cache" in path], file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize("command", ["run", "sql"])
def test_no_file_of_a_cache_is_opened(command: str, tmp_path: Path) -> None:
    folder = tmp_path / "narrow-cache" / "narrow" / "statements"
    folder.mkdir(parents=True)
    (folder / "forged.json").write_text("{}", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, command, "wola-2018-former-commanders"],
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "narrow-cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.strip()) == (0, "[]")
    assert [path.name for path in folder.iterdir()] == ["forged.json"]
