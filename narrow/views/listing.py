"""What can be used from here, in a terminal: cases, attributes, vocabularies, registers."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from narrow.model.inquiry import Listed
from narrow.report.words import clean
from narrow.views.pieces import heading, line

_KINDS = {
    "case": "Cases",
    "attribute": "Attributes",
    "vocabulary": "Vocabularies",
    "grades": "What a grade is worth",
    "mapping": "Mappings of lists",
    "register": "Registers",
}


def list_view(found: Sequence[Listed]) -> Group:
    """Lay out what can be used from here, by kind."""
    parts: list[RenderableType] = []
    for kind, title in _KINDS.items():
        mine = [item for item in found if item.kind == kind]
        parts.append(heading(title))
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True)
        table.add_column()
        for item in mine:
            said = item.title if not item.fault else f"cannot be read: {item.fault}"
            table.add_row(
                Text(clean(item.id)), Text(clean(said), style="" if not item.fault else "red")
            )
        parts.append(Padding(table, (0, 0, 0, 2)) if mine else line("none", 2, "dim"))
    return Group(*parts)
