"""A vocabulary names the codes of one field, which of them is a kind of which, and native words."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Term:
    """One code: its label, the broader codes that it is a kind of, its words by language."""

    code: str
    label: str
    broader: tuple[str, ...] = ()
    native: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The codes of a field in the order of the file; where `ordered`, from least to most."""

    id: str
    title: str
    ordered: bool
    terms: Mapping[str, Term]

    def label(self, code: str) -> str:
        """Give the label of a code, or the code itself where the vocabulary has none."""
        return self.terms[code].label if code in self.terms else code

    def kinds_of(self, code: str) -> tuple[str, ...]:
        """Give a code and every code that is, directly or not, a kind of it, in file order."""
        found = {code}
        grown = True
        while grown:
            more = {t.code for t in self.terms.values() if found.intersection(t.broader)} - found
            grown = bool(more)
            found |= more
        return tuple(c for c in self.terms if c in found)

    def at_least(self, code: str) -> tuple[str, ...]:
        """Give the codes from this one upwards; only an ordered vocabulary has an upwards."""
        codes = tuple(self.terms)
        return codes[codes.index(code) :]

    def at_most(self, code: str) -> tuple[str, ...]:
        """Give the codes up to this one; only an ordered vocabulary has a down."""
        codes = tuple(self.terms)
        return codes[: codes.index(code) + 1]
