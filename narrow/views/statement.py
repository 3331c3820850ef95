"""The statements of a case as a text for a reader: what each part asks, the SQL, its values."""

from collections.abc import Iterator

from narrow.model.inquiry import Statement
from narrow.views.words import clean

_EVIDENCE = (
    "1. evidence: every row that meets a phrase (code 2) or may (code 1; 0 where nothing is",
    "   recorded). doubt marks the conditions that are not certain. Kept as the table evidence.",
)
_VERDICTS = (
    "2. verdicts: one row per person, one column per reading: 2 met, 1 in doubt, 0 no record,",
    "   -1 not met. A person without a row is a no only where the register is complete.",
)


def statement_text(given: Statement) -> str:
    """Give the statements with comments, ready to be read or piped into a file."""
    return "\n".join(_lines(given)) + "\n"


def _lines(given: Statement) -> Iterator[str]:
    yield f"-- {clean(given.title)}"
    yield f"-- case {given.case}, as of {given.as_of}, register {given.register}, {given.dialect}"
    yield "--"
    yield "-- What the parts ask of a row; all of it of one row:"
    for part in given.parts:
        reading = f", {part.reading}" if part.reading else ""
        yield f"--   {part.name} ({part.clue}{reading}), in {part.table}:"
        yield from (f"--     - {clean(asked)}" for asked in part.asks)
    yield "--"
    yield "-- The values that are bound to the names in the statements:"
    mark = "$" if given.dialect == "duckdb" else ":"
    yield from (f"--   {mark}{name} = {clean(value)!r}" for name, value in given.values)
    yield ""
    yield from (f"-- {text}" for text in _EVIDENCE)
    yield f"{given.evidence};"
    yield ""
    yield from (f"-- {text}" for text in _VERDICTS)
    yield f"{given.verdicts};"
