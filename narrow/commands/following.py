"""Commands about the list as a whole: how it narrows, who is nearly in, persons by clues."""

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


@app.command()
def misses(
    case: CaseName,
    data: Data = None,
    as_of: Day = None,
    form: Form = "table",
    everyone: Annotated[bool, typer.Option("--all", help="Name everybody.")] = False,
    out: Out = None,
    engine: EngineName = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Say whom exactly one clue keeps from fitting, grouped by that clue."""
    read = opened(case, data, as_of, shelf_of(rules), engine)
    found = door("following").misses(read)
    emit(
        form,
        out,
        lambda: views("misses").misses_view(found, everyone=everyone),
        lambda: found,
        no_color=no_color,
    )


@app.command()
def matrix(
    case: CaseName,
    sort: Annotated[
        str, typer.Option(help="rank, name, contradictions, unknown, or a clue.")
    ] = "rank",
    data: Data = None,
    as_of: Day = None,
    form: Form = "table",
    everyone: Annotated[bool, typer.Option("--all", help="The ruled out as well.")] = False,
    out: Out = None,
    engine: EngineName = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Set persons against clues, and say which clue tells people apart."""
    read = opened(case, data, as_of, shelf_of(rules), engine)
    found = door("following").matrix(read, sort=sort)
    emit(
        form,
        out,
        lambda: views("matrix").matrix_view(found, everyone=everyone),
        lambda: found,
        everyone=everyone,
        no_color=no_color,
    )


@app.command()
def funnel(
    case: CaseName,
    order: Annotated[str, typer.Option(help="Clues in another order: a,b,c.")] = "",
    data: Data = None,
    as_of: Day = None,
    form: Form = "table",
    out: Out = None,
    engine: EngineName = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Show how each clue narrows the population, in any order and whatever the order."""
    names = [name.strip() for name in order.split(",") if name.strip()]
    read = opened(case, data, as_of, shelf_of(rules), engine)
    found = door("following").funnel(read, order=names)
    emit(
        form,
        out,
        lambda: views("narrowing").narrowing_view(found),
        lambda: found,
        no_color=no_color,
    )
