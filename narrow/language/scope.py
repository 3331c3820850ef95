"""What a rule's words are read against, and how a word that cannot be meant is refused."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from narrow.errors import Issue, nearest
from narrow.language.text import Path_, Text
from narrow.model.register import Register

_SLOT = re.compile(r"\{(\w+)\}")


class Refused(Exception):
    """What is written here cannot be meant; each fault with its path below the condition."""

    def __init__(self, message: str, *below: str | int) -> None:
        super().__init__(message)
        self.faults: tuple[tuple[str, Path_], ...] = ((message, below),)

    @classmethod
    def all(cls, several: Sequence["Refused"]) -> "Refused":
        """Put several refusals into one."""
        whole = cls(str(several[0]))
        whole.faults = tuple(fault for refused in several for fault in refused.faults)
        return whole

    def inside(self, *above: str | int) -> "Refused":
        """Give the refusal as seen from further up."""
        moved = Refused(str(self))
        moved.faults = tuple((message, (*above, *below)) for message, below in self.faults)
        return moved


@dataclass(frozen=True, slots=True)
class Scope:
    """What a rule's words are read against: its file, the register, the day, its parameters."""

    text: Text
    register: Register
    as_of: date
    knowledge: str
    values: Mapping[str, str]
    labels: Mapping[str, str]
    report: Callable[[Issue], None]

    def wrong(self, path: Path_, message: str) -> None:
        """Report a fault at a place of the file; reading goes on."""
        self.report(self.text.issue(path, message))

    def refuse(self, path: Path_, refused: Refused) -> None:
        """Report every fault of a refusal at its place."""
        for message, below in refused.faults:
            self.wrong((*path, *below), message)

    def value(self, word: str, *below: str | int) -> str:
        """Put in the value of `$name`; any other word stands for itself."""
        if not word.startswith("$"):
            return word
        name = word[1:]
        if name not in self.values:
            raise Refused(f"no parameter {name!r}{nearest(name, self.values)}", *below)
        return self.values[name]

    def sentence(self, says: str, path: Path_) -> str:
        """Fill the `{name}` slots of a sentence with the labels of parameters."""
        for name in _SLOT.findall(says):
            if name not in self.labels:
                self.wrong(
                    path, f"no parameter {name!r} for the sentence{nearest(name, self.labels)}"
                )
        return _SLOT.sub(lambda found: self.labels.get(found[1], found[0]), says)
