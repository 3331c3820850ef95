"""DuckDB reaches an object store through its extension httpfs, with what `AWS_…` variables say.

Nothing is ever installed from here: an extension is code from the network, and a user's to allow.
Without a key in the environment, DuckDB's extension `aws` is asked for one (a profile, a machine's
role) where it is installed; without either, the store is asked as anybody may ask it.
"""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from narrow.errors import EngineError, Issue, RegisterError, RequestError

Run = Callable[[str, Mapping[str, Any]], Sequence[tuple[Any, ...]]]

SCHEMES = ("s3://", "s3a://", "s3n://")
INSTALL = "python -c \"import duckdb; duckdb.sql('INSTALL httpfs')\""


def reach(run: Run, address: str) -> None:
    """Make a connection able to read an address; RequestError where it cannot be.

    `run` carries out a statement with its values. The secret lives in memory, in this connection.
    """
    if not address.startswith(SCHEMES):
        scheme = address.partition(":")[0][:20]
        raise RequestError(f"DuckDB reads s3:// addresses; {scheme}: is for Spark (--engine spark)")
    run("SET autoinstall_known_extensions = false", {})
    run("SET autoload_known_extensions = false", {})
    try:
        run("LOAD httpfs", {})
    except EngineError:
        said = "s3:// needs DuckDB's extension httpfs, which is not installed; once, with a network"
        raise RequestError(f"{said}: {INSTALL}") from None
    given = _given()
    if given.get("KEY_ID") or not _asked_of_aws(run, given):
        _keep(run, given)


def text_at(run: Run, address: str) -> str:
    """Read a file of text; RequestError where httpfs is not installed, else RegisterError."""
    reach(run, address)
    try:
        ((text,),) = run("SELECT content FROM read_text($address)", {"address": address})
    except EngineError as error:
        said = str(error).partition(": ")[2].partition("\n")[0]
        raise RegisterError([Issue(address, 0, 0, f"cannot be read: {said[:300]}")]) from None
    return str(text)


def _given() -> dict[str, str | bool]:
    """Read what the environment says, by the names that AWS's own tools read."""
    said = {
        "KEY_ID": os.environ.get("AWS_ACCESS_KEY_ID", ""),
        "SECRET": os.environ.get("AWS_SECRET_ACCESS_KEY", ""),
        "SESSION_TOKEN": os.environ.get("AWS_SESSION_TOKEN", ""),
        "REGION": os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION", ""),
    }
    given: dict[str, str | bool] = {name: text for name, text in said.items() if text}
    url = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL", "")
    if url:
        parts = urlsplit(url if "//" in url else f"https://{url}")
        given |= {"ENDPOINT": parts.netloc + parts.path.rstrip("/")}
        given |= {"USE_SSL": parts.scheme != "http", "URL_STYLE": "path"}
    return given


def _asked_of_aws(run: Run, given: Mapping[str, str | bool]) -> bool:
    try:
        run("LOAD aws", {})
        _keep(run, given, ", PROVIDER credential_chain")
    except EngineError:
        return False
    return True


def _keep(run: Run, given: Mapping[str, str | bool], how: str = "") -> None:
    options = "".join(f", {name} ${name}" for name in given)
    try:
        run(f"CREATE OR REPLACE SECRET (TYPE s3{how}{options})", given)
    except EngineError:
        # what DuckDB says may quote the statement's values
        raise EngineError("DuckDB did not take the keys of AWS_… for s3://") from None


# A register may lie behind an address, `s3://bucket/folder`, instead of on this machine.


_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")  # two letters at least: C:/ is a disk
_SEVERAL = re.compile(r"[*?\[\]{}\\]")  # an engine reads a name with one of them as a pattern
_BLANK = re.compile(r"[\x00-\x20\x7f]")


def is_address(name: str) -> bool:
    """Tell an address from a path or an id."""
    return _ADDRESS.match(name) is not None


def pattern_in(name: str) -> str:
    """Give the sign that makes a name mean several to an engine, or nothing."""
    found = _SEVERAL.search(name)
    return found[0] if found else ""


def last_two(address: str) -> str:
    """Give the folder and the name of a file: what stores write before them differs."""
    return "/".join(address.rsplit("/", 2)[-2:])


def inside(address: str, name: str) -> str:
    """Give the address of a file in a folder; RequestError where an address may mean several."""
    if odd := _SEVERAL.search(address) or _BLANK.search(address):
        raise RequestError(f"{address[:200]!r}: no address has {odd[0]!r} in it here")
    folder = address.removesuffix(name).rstrip("/")
    if folder.endswith(":"):
        raise RequestError(f"{address!r} names no folder")
    return f"{folder}/{name}"
