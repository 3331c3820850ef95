"""What a register says of itself where it is kept as one file, or as a folder of Parquet."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a table: its name inside the folder, its rows, its size in bytes, its hash."""

    name: str
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What a kept register says of itself.

    `descriptor` is the text of its datapackage.json, `sha256` and `files` the hashes of the folder
    that it was made of, `codes` the codes of each vocabulary that its cells were checked against.
    `parts` are the files of each table where it is a folder of Parquet, and empty where one file
    holds the whole.
    """

    descriptor: str
    sha256: str
    persons: int
    files: Mapping[str, str]
    codes: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
