"""The command about a register by itself: profile."""

from typing import Annotated

import typer

from narrow.commands.options import Form, Out, Plain, Rules, app, door, emit, shelf_of, views


@app.command()
def profile(
    data: Annotated[
        str | None,
        typer.Argument(
            metavar="[DATA]",
            help="A register: its folder, .duckdb file or id. Default: the only one in "
            "./datasets, or else venezuela-2018.",
        ),
    ] = None,
    table: Annotated[
        str, typer.Option(metavar="ROLE", help="Only this table, every column in full.")
    ] = "",
    by: Annotated[
        str,
        typer.Option(
            metavar="COLUMN", help="Compare fill by a column's values, such as persons.gender."
        ),
    ] = "",
    form: Form = "table",
    out: Out = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Say what a register holds and what it does not: fill, values, dates, sources.

    Blank cells and codes for "not known" are counted apart. What is filled unevenly
    between groups of persons is listed at the end.
    """
    found = door("profiling").profile(data, table=table, by=by, shelf=shelf_of(rules))
    emit(
        form,
        out,
        lambda: views("profile").profile_view(found, full=bool(table)),
        lambda: views("profile_json").profile(found),
        no_color=no_color,
    )
