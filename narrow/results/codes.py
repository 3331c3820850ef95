"""Codes in an order that says nothing: not of ranks, names or rows; always the same ones."""

import hashlib
from collections.abc import Collection, Iterable, Mapping


class Codes:
    """Codes for one answer; its `salt` sets them apart from those of another."""

    def __init__(self, salt: str) -> None:
        self._salt = salt

    def coded(
        self, letter: str, keys: Collection[str], beside: Collection[str] = ()
    ) -> dict[str, str]:
        """Give each key a code such as P-07; those beside come after."""
        ordered = (*sorted(keys, key=self._digest), *sorted(beside, key=self._digest))
        width = max(2, len(str(len(keys))))
        return {key: f"{letter}-{at:0{width}}" for at, key in enumerate(ordered, start=1)}

    def numbered(self, rows: Iterable[tuple[str, int]]) -> dict[tuple[str, int], int]:
        """Number the rows of every table anew, from 1."""
        numbers, reached = dict[tuple[str, int], int](), dict[str, int]()
        for table, row in sorted(rows, key=lambda r: self._digest(f"{r[0]}|{r[1]}")):
            numbers[table, row] = reached[table] = reached.get(table, 0) + 1
        return numbers

    def _digest(self, text: str) -> str:
        return hashlib.sha256(f"{self._salt}|{text}".encode("utf-8", "surrogatepass")).hexdigest()


def turned(numbers: Mapping[tuple[str, int], int]) -> Mapping[str, Mapping[int, int]]:
    """Turn numbers round: the row of the register behind each new number, by table."""
    back: dict[str, dict[int, int]] = {}
    for (table, row), number in numbers.items():
        back.setdefault(table, {})[number] = row
    return back
