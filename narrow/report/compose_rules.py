"""What is said of rules, as documents: what there is, faults, the tests inside, the statements."""

from collections.abc import Sequence

from narrow.errors import Issue
from narrow.model.inquiry import Listed, Statement
from narrow.questions.checks import Report
from narrow.report.compose_pieces import nobody, section
from narrow.report.document import (
    Block,
    Column,
    Document,
    Row,
    Section,
    Style,
    Table,
    Verbatim,
    Words,
    Wrap,
)
from narrow.views.statement import statement_text
from narrow.views.trials import report_lines

_KINDS = {
    "case": "Cases",
    "attribute": "Attributes",
    "vocabulary": "Vocabularies",
    "grades": "What a grade is worth",
    "mapping": "Mappings of lists",
    "register": "Registers",
}


def compose_list(found: Sequence[Listed]) -> Document:
    """Say what can be used from here, by kind."""
    kinds = tuple(
        _kind(title, [i for i in found if i.kind == kind]) for kind, title in _KINDS.items()
    )
    return Document("What can be used from here", kinds, kind="narrow list", titled=False)


def _kind(title: str, mine: Sequence[Listed]) -> Section:
    if not mine:
        return section(title, nobody("none"))
    rows = []
    for item in mine:
        style = Style.BAD if item.fault else Style.PLAIN
        said = f"cannot be read: {item.fault}" if item.fault else item.title
        rows.append(Row((item.id, (Words(said, style),))))
    columns = (Column("", wrap=Wrap.NEVER, name="id"), Column("", name="title"))
    return section(title, Table(columns, tuple(rows), caption=title, headed=False))


def compose_issues(issues: Sequence[Issue]) -> Document:
    """Say errors or advice, each with its place and the line as written."""
    blocks: list[Block] = []
    for issue in issues:
        where, *quoted = str(issue).split("\n    ")
        style = Style.PLAIN if issue.code else Style.STRONG
        blocks.append(Verbatim(" ".join(where.split()), style))
        blocks += [Verbatim(f"    {text}", Style.DIM) for text in quoted]
    return Document("Errors and advice", tuple(blocks), kind="narrow check", titled=False)


def compose_tests(reports: Sequence[Report]) -> Document:
    """Say how the tests inside attributes fared, what failed, what no test would miss."""
    text = "\n".join(report_lines(reports))
    title = "The tests inside attributes"
    return Document(title, (Verbatim(text),), kind="narrow test", titled=False)


def compose_statement(given: Statement) -> Document:
    """Say the statements of a case with comments and values, ready to be read."""
    blocks = (Verbatim(statement_text(given).rstrip("\n")),)
    return Document(given.title, blocks, kind=f"narrow sql, case {given.case}", titled=False)
