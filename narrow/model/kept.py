"""What a register says of itself where it is kept as one file, or as a folder of Parquet."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """What a stored register says of itself.

    `descriptor` is the text of its datapackage.json, `sha256` and `files` the hashes of the folder
    that it was made of, `codes` the codes of each vocabulary that its cells were checked against.
    """

    descriptor: str
    sha256: str
    persons: int
    files: Mapping[str, str]
    codes: Mapping[str, tuple[str, ...]]
