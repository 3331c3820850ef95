"""What is said of rules, as documents: what there is, faults, the tests inside, the statements."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from narrow.errors import Issue
from narrow.questions.checks import Report
from narrow.questions.rule_files import Listed
from narrow.report import document as doc
from narrow.report.compose.pieces import nobody, section
from narrow.report.words import WORDS, clean

if TYPE_CHECKING:
    from narrow.questions.sql import Statement


# How the tests inside attributes fared, in lines: what failed, what no test would miss.


def report_lines(reports: Sequence[Report]) -> Iterator[str]:
    """Give the lines of a test report; the last one sums up."""
    passed = failed = 0
    for report in reports:
        bad = [o for o in report.outcomes if not o.holds]
        passed, failed = passed + len(report.outcomes) - len(bad), failed + len(bad)
        state = "ok" if report.holds else "FAILED"
        yield f"{state:6} {report.attribute}: {len(report.outcomes)} verdicts"
        for o in bad:
            said = f"{o.reading} expected {o.expected}, is {WORDS[o.verdict]}"
            yield f"       {clean(o.test)}: {said}"
        for reading, kind in report.untested:
            yield f"       advice: no test expects {kind} of {reading}"
        for reading, left_out in report.unguarded:
            yield f"       advice: no test would miss it if {reading} lost: {clean(left_out)}"
    yield f"{passed} verdicts as expected, {failed} not"


# The statements of a case as a text for a reader: what each part asks, the SQL, its values.


_STEPS = {
    "masks": (
        "1. masks: one row per person. Bits say how far the best row of each part meets it, what",
        "   is counted, and whether a missing row means no, as the register is complete.",
    ),
    "verdicts": (
        "2. verdicts: one row per mask, one column per reading: 2 met, 1 in doubt, 0 no record,",
        "   -1 not met; persons have the verdicts of their mask.",
    ),
    "evidence": (
        "3. evidence: of those listed, every row that meets a phrase (code 2) or may (code 1; 0",
        "   where nothing is recorded). doubt marks the conditions that are not certain.",
    ),
}


def statement_text(given: "Statement") -> str:
    """Give the statements with comments, ready to be read or piped into a file."""
    return "\n".join(_lines(given)) + "\n"


def _lines(given: "Statement") -> Iterator[str]:
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
    for at, (name, said) in enumerate(_STEPS.items()):
        yield from ([""] * (at > 0))
        yield from (f"-- {text}" for text in said)
        yield f"{getattr(given, name)};"


_KINDS = {
    "case": "Cases",
    "attribute": "Attributes",
    "vocabulary": "Vocabularies",
    "grades": "What a grade is worth",
    "mapping": "Mappings of lists",
    "register": "Registers",
}


def compose_list(found: Sequence[Listed]) -> doc.Document:
    """Say what can be used from here, by kind."""
    kinds = tuple(
        _kind(title, [i for i in found if i.kind == kind]) for kind, title in _KINDS.items()
    )
    return doc.Document("What can be used from here", kinds, kind="narrow list", titled=False)


def _kind(title: str, mine: Sequence[Listed]) -> doc.Section:
    if not mine:
        return section(title, nobody("none"))
    rows = []
    for item in mine:
        style = doc.Style.BAD if item.fault else doc.Style.PLAIN
        said = f"cannot be read: {item.fault}" if item.fault else item.title
        rows.append(doc.Row((item.id, (doc.Words(said, style),))))
    columns = (doc.Column("", wrap=doc.Wrap.NEVER, name="id"), doc.Column("", name="title"))
    return section(title, doc.Table(columns, tuple(rows), caption=title, headed=False))


def compose_issues(issues: Sequence[Issue]) -> doc.Document:
    """Say errors or advice, each with its place and the line as written."""
    blocks: list[doc.Block] = []
    for issue in issues:
        where, *quoted = str(issue).split("\n    ")
        style = doc.Style.PLAIN if issue.code else doc.Style.STRONG
        blocks.append(doc.Verbatim(" ".join(where.split()), style))
        blocks += [doc.Verbatim(f"    {text}", doc.Style.DIM) for text in quoted]
    return doc.Document("Errors and advice", tuple(blocks), kind="narrow check", titled=False)


def compose_statement(given: "Statement") -> doc.Document:
    """Say the statements of a case with comments and values, ready to be read."""
    blocks = (doc.Verbatim(statement_text(given).rstrip("\n")),)
    return doc.Document(given.title, blocks, kind=f"narrow sql, case {given.case}", titled=False)
