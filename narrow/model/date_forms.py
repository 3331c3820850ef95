"""A form of date, "DD/MM/YYYY" or "MMMM YYYY", reads the dates of a list as EDTF.

A form is made of a few tokens and of the marks between them. It is never a pattern of anybody's
own: the marks stand for themselves.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from narrow.model.dates import parse

EDTF = "EDTF"
ALWAYS = ("YYYY-MM-DD", "YYYY-MM", "YYYY")
TOKENS = ("YYYY", "MMMM", "MM", "DD", "EDTF")
_CIRCA = ("circa", "c.", "ca.", "about")
_PIECE = re.compile(r"EDTF|YYYY|MMMM|MM|DD|circa|ca\.|c\.|about|de|of|[\s.,/\-]+|.", re.DOTALL)
_JOINING = ("de", "of")
_LONGEST = 60  # characters of a text that may be a date
_MONTHS = (
    ("january", "enero"),
    ("february", "febrero"),
    ("march", "marzo"),
    ("april", "abril"),
    ("may", "mayo"),
    ("june", "junio"),
    ("july", "julio"),
    ("august", "agosto"),
    ("september", "septiembre", "setiembre"),
    ("october", "octubre"),
    ("november", "noviembre"),
    ("december", "diciembre"),
)


@dataclass(frozen=True, slots=True)
class DateForm:
    """A form of date as somebody wrote it, and how a text of that form is taken apart."""

    text: str
    pattern: re.Pattern[str] | None = None
    circa: bool = False

    def read(self, text: str) -> str:
        """Give a text of this form as EDTF; blank where it is not of it, or no day there is."""
        if len(text) > _LONGEST:
            return ""
        if self.pattern is None:
            return _checked(text)
        found = self.pattern.fullmatch(text)
        if found is None:
            return ""
        parts = found.groupdict()
        month = _month(parts["MMMM"]) if "MMMM" in parts else parts.get("MM")
        if month == "":
            return ""
        given = (parts["YYYY"], month, parts.get("DD"))
        day = _checked("-".join(part.zfill(2) for part in given if part))
        return _checked(f"{day}~") if day and self.circa else day


def date_form(text: str) -> DateForm:
    """Read a form; raises ValueError with what is wrong and what was expected."""
    if text == EDTF:
        return DateForm(text)
    pieces = _PIECE.findall(text.strip())
    tokens = [piece for piece in pieces if piece in TOKENS]
    strange = [p for p in pieces if p not in (*TOKENS, *_CIRCA, *_JOINING) and p.strip(" .,/-")]
    if strange or EDTF in tokens:
        said = "".join(strange) or EDTF
        raise ValueError(f"{text!r} has {said!r}, which is no part of a date; expected {_EXPECTED}")
    if len(tokens) != len(set(tokens)) or {"MM", "MMMM"} <= set(tokens):
        raise ValueError(f"{text!r} names a part of the date twice")
    if "YYYY" not in tokens:
        raise ValueError(f"{text!r} has no year (YYYY); a date without one is not known")
    if "DD" in tokens and not {"MM", "MMMM"} & set(tokens):
        raise ValueError(f"{text!r} has a day and no month")
    pattern = re.compile("".join(_patterns(pieces)), re.IGNORECASE | re.ASCII)
    return DateForm(text, pattern, any(piece in _CIRCA for piece in pieces))


_EXPECTED = "YYYY, MM, MMMM (a month's name), DD, circa, or EDTF alone, and marks between them"


def understood(text: str, forms: Iterable[DateForm]) -> str:
    """Give a text as EDTF where all forms that fit it agree; blank where none does or they differ.

    A year, YYYY-MM and YYYY-MM-DD are understood in any list.
    """
    found = {day for form in (*_ALWAYS, *forms) if (day := form.read(text))}
    return found.pop() if len(found) == 1 else ""


def _patterns(pieces: list[str]) -> Iterable[str]:
    for at, piece in enumerate(pieces):
        beside = (pieces[at - 1] if at else "", pieces[at + 1] if at + 1 < len(pieces) else "")
        if piece == "YYYY":
            yield r"(?P<YYYY>\d{4})"
        elif piece == "MMMM":
            yield r"(?P<MMMM>[^\W\d_]{3,12})\.?"
        elif piece in TOKENS:  # "3/4/2018" is of the form DD/MM/YYYY; "20180304" has no gaps
            digits = "{2}" if set(beside) & {"YYYY", "MM", "DD"} else "{1,2}"
            yield rf"(?P<{piece}>\d{digits})"
        elif not piece.strip():
            yield r"\s+"
        else:
            yield rf"\s*{re.escape(piece.strip())}\s*"


@lru_cache(1_000)
def _month(name: str) -> str:
    """Give the number of a month by its name or the first three letters or more of it."""
    lower = name.lower()
    found = {
        at
        for at, names in enumerate(_MONTHS, 1)
        if any(full.startswith(lower) or lower == "sept" == full[:4] for full in names)
    }
    return f"{found.pop():02}" if len(found) == 1 else ""


def _checked(text: str) -> str:
    try:
        parse(text)
    except ValueError:
        return ""
    return text.strip()


_ALWAYS = tuple(date_form(text) for text in ALWAYS)
