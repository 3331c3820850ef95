"""Which forms the dates of a column have; where day and month may change places, nothing is said.

A form is proposed only when no other form reads the same text as another day.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from narrow.model.date_forms import date_form, understood

_MARKS = ("/", ".", "-")
_PLAIN = (
    "DD MMMM YYYY",
    "DD-MMMM-YYYY",
    "DD de MMMM de YYYY",
    "MMMM DD, YYYY",
    "MMMM YYYY",
    "MMMM de YYYY",
    "MM/YYYY",
    "circa YYYY",
    "c. YYYY",
    "YYYY/MM/DD",
    "YYYY.MM.DD",
)


@dataclass(frozen=True, slots=True)
class Dates:
    """The forms that are sure, what is unsure of the others, and the texts of no known form."""

    forms: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()

    @property
    def are_dates(self) -> bool:
        """Whether most of the texts may be dates."""
        return bool(self.forms or self.unsure) or not self.strange


def dates_in(values: Sequence[str]) -> Dates:
    """Look at the texts of a column."""
    forms: list[str] = []
    unsure: list[str] = []
    left = [text for text in values if not understood(text, ())]
    for mark in _MARKS:
        ours, theirs = f"DD{mark}MM{mark}YYYY", f"MM{mark}DD{mark}YYYY"
        found = [text for text in left if _reads(ours, text) or _reads(theirs, text)]
        if not found:
            continue
        left = [text for text in left if text not in found]
        first = [text for text in found if not _reads(theirs, text)]
        second = [text for text in found if not _reads(ours, text)]
        if first and not second:
            forms.append(ours)
        elif second and not first:
            forms.append(theirs)
        else:
            unsure.append(_said(ours, theirs, found, first, second))
    for form in _PLAIN:
        found = [text for text in left if _reads(form, text)]
        if found:
            forms.append(form)
            left = [text for text in left if text not in found]
    return Dates(tuple(forms), tuple(unsure), tuple(dict.fromkeys(left)))


def _reads(form: str, text: str) -> str:
    return date_form(form).read(text)


def _said(
    ours: str, theirs: str, found: Sequence[str], first: Sequence[str], second: Sequence[str]
) -> str:
    if first:
        return f"{first[0]} can only be {ours} and {second[0]} only {theirs}; both stand here"
    apart = next((text for text in found if _reads(ours, text) != _reads(theirs, text)), found[0])
    days = f"{_reads(ours, apart)} ({ours}) or {_reads(theirs, apart)} ({theirs})"
    return f"{apart} may be {days}; no value of the column decides. Add dates: with one of them"
