"""A quick look as a document: the answer, and below it the case file that it stands for."""

from dataclasses import replace

from narrow.questions.find import Look
from narrow.report import compose_run
from narrow.report.compose_pieces import section
from narrow.report.document import Block, Document, Paragraph, Space, Verbatim


def compose(look: Look, *, everyone: bool = False) -> Document:
    """Say a quick look; with `everyone`, the answer names everybody."""
    lead: list[Block] = []
    if look.chosen:
        lead.append(Paragraph(f"register {look.register}: {look.chosen}"))
    title = "The case file that this stands for (--yaml FILE keeps it)"
    file = section(title, Verbatim(look.file.rstrip()), key="file", short="Case file")
    return replace(
        compose_run.compose(look.answer, everyone=everyone),
        lead=(*lead, *([Space()] if lead else [])),
        appendix=(file,),
        kind="narrow find",
    )
