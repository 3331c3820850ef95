"""Two states of the rules are compared line by line; comments and blank lines do not count."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from narrow.model.change import Edit, FileChange, LineChange
from narrow.model.record import RuleFile

_REMARK = re.compile(r"\s+#[^\"']*$")  # a quote after it would mean that "#" stood within quotes

Numbered = tuple[int, str]


def file_changes(before: Sequence[RuleFile], after: Sequence[RuleFile]) -> tuple[FileChange, ...]:
    """Compare the files of two states, each with the one of the same kind and id."""
    old = {(file.kind, file.id): file for file in before}
    new = {(file.kind, file.id): file for file in after}
    found = [_file_change(old.get(key), new.get(key)) for key in dict.fromkeys([*new, *old])]
    return tuple(change for change in found if change)


def _file_change(before: RuleFile | None, after: RuleFile | None) -> FileChange | None:
    file = after or before
    if file is None or (before and after and before.text == after.text):
        return None
    if before is None or after is None:
        return FileChange(file.kind, file.id, file.path, Edit.ADDED if after else Edit.GONE)
    lines = tuple(line_changes(before.text, after.text))
    edit = Edit.EDITED if lines else Edit.REMARKS
    return FileChange(file.kind, file.id, file.path, edit, lines)


def line_changes(before: str, after: str) -> Iterator[LineChange]:
    """Give the lines that differ, those that stand in for each other side by side."""
    old, new = _that_count(before), _that_count(after)
    matcher = SequenceMatcher(None, [said for _, said in old], [said for _, said in new])
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            for was, now in zip_longest(old[i:j], new[k:m], fillvalue=(0, "")):
                yield LineChange(was[0], now[0], was[1], now[1])


def _that_count(text: str) -> list[Numbered]:
    lines = ((at, _REMARK.sub("", line).rstrip()) for at, line in enumerate(text.splitlines(), 1))
    return [(at, line) for at, line in lines if line and not line.lstrip().startswith("#")]
