"""JSON lines are read object by object, plain or packed with gzip, with a bound on everything.

A packed file that is torn, or that goes on as something else, is not taken at all: nobody can say
what stood in the part that is lost. A line that is no object is refused, and the next one read.
"""

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, cast

from narrow.errors import Issue, RegisterError
from narrow.lists.import_log import LARGEST_CELL, Intake
from narrow.rules.yaml_text import foreign

LONGEST_LINE = 1 << 24  # bytes
MOST_UNPACKED = 200  # times the packed size; lists of people come near 20
LARGEST = 1 << 28  # bytes of a file that is read as a whole
FREE = 1 << 28  # bytes that any file may unpack to
_EVERY = 256  # lines between two looks at how far the file is
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
GZIP = b"\x1f\x8b"

Told = tuple[int, bytes, dict[str, Any]]


def objects(path: Path, intake: Intake) -> Iterator[Told]:
    """Give each object with its line and the bytes of it; blank lines are passed over.

    A line over 16 MB, or one that is no object, is refused. Raises RegisterError where a packed
    file is broken or unpacks to more than two hundred times its size.
    """
    for line, raw in raw_lines(path, intake):
        if len(raw) > LONGEST_LINE:
            fault = f"the line has more than {LONGEST_LINE:,} bytes"
        else:
            found = parsed(raw)
            if isinstance(found, dict):
                intake.read[path.name] += 1
                yield line, raw, found
                continue
            fault = found
        intake.read[path.name] += 1
        intake.refuse(path, line, fault)


def parsed(raw: bytes) -> dict[str, Any] | str:
    """Give the object of a line, or say why it is none."""
    try:
        text = raw.decode()
        found = json.loads(text)
        if _SURROGATE.search(text):  # half of a character may hide behind an escape
            json.dumps(found, ensure_ascii=False).encode()
    except UnicodeDecodeError:
        return "is not UTF-8"
    except UnicodeEncodeError:
        return "holds half a character (a lone surrogate)"
    except RecursionError:
        return "is nested too deep"
    except ValueError as error:
        torn = "" if raw.endswith(b"\n") else "; the last line, so the file may have lost its tail"
        said = getattr(error, "msg", "it cannot be read").removesuffix(" starting at")
        return f"is not JSON: {said[0].lower()}{said[1:]}{torn}"
    if not isinstance(found, dict):
        return "is no JSON object"
    return found


def raw_lines(path: Path, intake: Intake) -> Iterator[tuple[int, bytes]]:
    """Give the lines that hold anything, numbered; one that is too long comes cut, and once."""
    with path.open("rb") as file:
        packed = file.peek(2)[:2] == GZIP
        stream = cast(IO[bytes], gzip.GzipFile(fileobj=file) if packed else file)
        try:
            yield from _bounded(path, file, stream, intake, packed=packed)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            said = f"the packed file is broken: {error}; nothing of it is taken"
            raise RegisterError([Issue(str(path), 0, 0, said)]) from None


def _bounded(
    path: Path, file: IO[bytes], stream: IO[bytes], intake: Intake, *, packed: bool
) -> Iterator[tuple[int, bytes]]:
    number = size = at = 0
    most = max(FREE, path.stat().st_size * MOST_UNPACKED) if packed else 0
    while raw := stream.readline(LONGEST_LINE + 1):
        number += 1
        size += len(raw)
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if len(raw) > LONGEST_LINE and not raw.endswith(b"\n"):
            for more in iter(lambda: stream.readline(LONGEST_LINE), b""):
                size += len(more)
                _not_a_bomb(path, size, most)
                if more.endswith(b"\n"):
                    break
        _not_a_bomb(path, size, most)
        if number % _EVERY == 0:
            intake.moved(-at + (at := file.tell()))
        if not raw.isspace():
            yield number, raw
    intake.moved(file.tell() - at)


def _not_a_bomb(path: Path, size: int, most: int) -> None:
    if most and size > most:
        said = f"unpacks to more than {MOST_UNPACKED} times its size; nothing of it is taken"
        raise RegisterError([Issue(str(path), 0, 0, said)])


def too_large(found: Any) -> bool:
    """Say whether the texts of an object are longer together than a register's cell may be."""
    size, waiting = 0, [found]
    while waiting and size <= LARGEST_CELL:
        one = waiting.pop()
        if isinstance(one, str):
            size += len(one)
        elif isinstance(one, dict):
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return size > LARGEST_CELL


def whole(path: Path) -> Any:
    """Give a JSON or YAML file as a whole; raises RegisterError where it is none, or too large."""
    stat = path.stat()
    return _whole(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(1)
def _whole(path: Path, size: int, _: int) -> Any:
    if size > LARGEST:
        raise RegisterError([Issue(str(path), 0, 0, f"has more than {LARGEST:,} bytes")])
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    try:
        if text.lstrip()[:1] in ("{", "["):
            return json.loads(text)
        return foreign(text)
    except (ValueError, RecursionError) as error:
        raise RegisterError([Issue(str(path), 0, 0, f"cannot be read: {error}")]) from None
