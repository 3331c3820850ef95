"""A quick look in a terminal: the answer, and below it the case file that it stands for."""

from rich.console import Group, RenderableType
from rich.text import Text

from narrow.questions.find import Look
from narrow.views.pieces import heading, line
from narrow.views.terminal import answer_view
from narrow.views.words import clean


def look_view(look: Look, *, everyone: bool = False) -> Group:
    """Lay out a quick look; with `everyone`, the answer names everybody."""
    parts: list[RenderableType] = []
    if look.chosen:
        parts.append(line(f"register {look.register}: {look.chosen}"))
    parts += [*([Text()] if parts else []), answer_view(look.answer, everyone=everyone)]
    parts.append(heading("The case file that this stands for (--yaml FILE keeps it)"))
    parts += [Text(_shown(text)) for text in look.file.rstrip().split("\n")]
    return Group(*parts)


def _shown(text: str) -> str:
    """Clean a line and keep its spaces, which mean something in a case file."""
    return "".join(c if c == " " else clean(c) or " " for c in text)
