"""Which lines of which rule files can bear on which clue."""

from collections.abc import Mapping
from dataclasses import dataclass, field

CASE_ITSELF = ""
CLUE = "clues."
IDLE = frozenset(
    {
        "title", "status", "author", "modified", "references", "silence", "replaces",
        "not_used", "published", "confusable", "tests",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reach:
    """Read from the rules as kept: who names whom, and what each line speaks of.

    `attributes` names the attributes behind each clue, and under `CASE_ITSELF` those behind the
    population. `places` gives, for a file, the lines on which its parts begin: keys, or
    `clues.<id>` for one clue of a case. Where nothing is known, a line can bear on every clue.
    """

    attributes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    places: Mapping[tuple[str, str], tuple[tuple[int, str], ...]] = field(default_factory=dict)

    def bears_on(self, clue: str, kind: str, name: str, line: int) -> bool:
        """Tell whether a line of a file can have a part in the verdict of a clue."""
        if kind == "attribute" and clue in self.attributes:
            behind = self.attributes[clue] | self.attributes.get(CASE_ITSELF, frozenset())
            if name not in behind:
                return False
        parts = self.parts(kind, name, line)
        owned = [part.removeprefix(CLUE) == clue for part in parts if part.startswith(CLUE)]
        idle = [part in IDLE for part in parts if not part.startswith(CLUE)]
        return not parts or any(owned) or not all(idle or [True])

    def parts(self, kind: str, name: str, line: int) -> tuple[str, ...]:
        """Name the parts of a file that a line stands in; none where that is not known."""
        places = self.places.get((kind, name), ())
        last = max((first for first, _ in places if first <= line), default=0)
        return tuple(part for first, part in places if first == last)
