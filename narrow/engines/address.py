"""A register may lie behind an address, `s3://bucket/folder`, instead of on this machine."""

import re

from narrow.errors import RequestError

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
