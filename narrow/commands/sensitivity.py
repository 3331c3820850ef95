"""Commands about what might change an answer: other readings, unknown facts."""

from typing import Annotated

import typer

from narrow.commands.options import (
    CaseName,
    Data,
    Day,
    EngineName,
    Form,
    Out,
    Plain,
    Rules,
    app,
    door,
    emit,
    opened,
    shelf_of,
    views,
)

Everybody = Annotated[bool, typer.Option("--all", help="Name everybody.")]


@app.command()
def flip(
    case: CaseName,
    data: Data = None,
    as_of: Day = None,
    form: Form = "table",
    everyone: Everybody = False,
    out: Out = None,
    engine: EngineName = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Say who enters or leaves when a word is read otherwise, and how far ranks move."""
    read = opened(case, data, as_of, shelf_of(rules), engine)
    found = door("sensitivity").flip(read)
    emit(
        form,
        out,
        lambda: views("sensitivity").flip_view(found, everyone=everyone),
        lambda: found,
        no_color=no_color,
    )


@app.command("next")
def ask_next(
    case: CaseName,
    most: Annotated[int, typer.Option(help="How many to name.", min=1)] = 15,
    data: Data = None,
    as_of: Day = None,
    form: Form = "table",
    out: Out = None,
    engine: EngineName = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Say which unknown facts would narrow most if they were found, and where to look."""
    read = opened(case, data, as_of, shelf_of(rules), engine)
    found = door("sensitivity").ask_next(read)
    emit(
        form,
        out,
        lambda: views("sensitivity").asking_view(found, most=most),
        lambda: found,
        no_color=no_color,
    )
