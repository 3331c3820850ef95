"""What narrow keeps in a file is sealed with its digest: a torn or edited file is not believed.

The digest is the sha256 of the file's data without it, as compact JSON with sorted keys. It tells
slips and edits; it is no signature.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from narrow.errors import RequestError
from narrow.keeping.whole import write_whole

Json = dict[str, Any]
DIGEST = "digest"
SCHEMA = "schema"


def seal(data: Json) -> Json:
    """Give the data with its digest as the last key."""
    return {**data, DIGEST: _digest(data)}


def write(path: Path, sealed: Json) -> None:
    """Write sealed data to a file that is whole or is not there; raises RequestError."""
    write_whole(path, json.dumps(sealed, ensure_ascii=False, indent=1) + "\n")


def read(path: Path, schema: str, said: str) -> Json:
    """Read sealed data back; raises RequestError where it is not whole, or not what is expected.

    `said` is the word for such a file: "a kept run".
    """
    data = _loaded(path, said)
    found = data.get(SCHEMA)
    if found != schema:
        written = str(found)[:80] if isinstance(found, str) else "nothing"
        raise RequestError(f"{path} is not {said} that this narrow reads: {written} for {schema}")
    given = data.pop(DIGEST, None)
    try:
        digest = _digest(data)
    except UnicodeEncodeError:
        raise RequestError(f"{path} holds half a character; it is not as it was written") from None
    if given != digest:
        raise RequestError(
            f"{path} was edited after narrow wrote it: its digest is {digest[:12]}, and it says "
            f"{str(given)[:12]}"
        )
    return data


def _loaded(path: Path, said: str) -> Json:
    try:
        data = json.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        raise RequestError(f"no such file: {path}") from None
    except OSError as error:
        raise RequestError(f"{path} cannot be read: {error.strerror or error}") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise RequestError(f"{path} is not {said}: no whole JSON ({where})") from None
    except (ValueError, RecursionError):
        raise RequestError(f"{path} is not {said}: no JSON in UTF-8") from None
    if not isinstance(data, dict):
        raise RequestError(f"{path} is not {said}: no keys with values")
    return data


def _digest(data: Json) -> str:
    compact = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(compact.encode("utf-8")).hexdigest()
