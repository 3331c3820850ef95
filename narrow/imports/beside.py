"""What is being made has a name of its own beside its place, and goes there when it is whole."""

import glob
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any


def beside(target: Path) -> Path:
    """Name what is being made for a place, and clear away what a killed process has left there."""
    part = f".{target.name}.part-"
    for left in target.parent.glob(f"{glob.escape(part)}*"):
        number = left.name.removeprefix(part).partition(".")[0]
        if number.isascii() and number.isdigit() and not _lives(int(number)):
            _remove(left)
    return target.with_name(f"{part}{os.getpid()}")


def put(made: Path, target: Path, rename: Callable[[Path, Path], Any] = os.rename) -> None:
    """Rename a folder into its place; the older one goes when the new one stands."""
    older = _older(target)
    if target.exists():
        rename(target, older)
    rename(made, target)
    shutil.rmtree(older, ignore_errors=True)


def recover(target: Path) -> None:
    """Put the older folder back where `put` was killed between its two renames."""
    older = _older(target)
    if older.exists() and not target.exists():
        older.rename(target)
    elif older.exists():
        shutil.rmtree(older, ignore_errors=True)


def _older(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


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
