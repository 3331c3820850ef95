"""What is being made has a name of its own beside its place, and goes there when it is whole."""

import glob
import os
import shutil
from pathlib import Path


def beside(target: Path) -> Path:
    """Name what is being made for a place, and clear away what a killed process has left there."""
    part = f".{target.name}.part-"
    for left in target.parent.glob(f"{glob.escape(part)}*"):
        number = left.name.removeprefix(part).partition(".")[0]
        if number.isascii() and number.isdigit() and not _lives(int(number)):
            _remove(left)
    return target.with_name(f"{part}{os.getpid()}")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return process != os.getpid()
