"""The commands about a register by itself: profile, twins."""

from typing import Annotated

import typer

from narrow.commands.options import Form, Out, Plain, Rules, app, door, emit, shelf_of, views

DataGiven = Annotated[
    str | None,
    typer.Argument(
        metavar="[DATA]",
        help="A register: its folder, .duckdb file, id or s3:// address. Default: the only one in "
        "./datasets, or else venezuela-2018.",
    ),
]


@app.command()
def profile(
    data: DataGiven = None,
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
        lambda: found,
        no_color=no_color,
    )


@app.command()
def twins(
    data: DataGiven = None,
    form: Form = "table",
    everyone: Annotated[bool, typer.Option("--all", help="Show every pair.")] = False,
    out: Out = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Say which persons of a register may be one, with what speaks for it and against.

    Nobody is merged. Who is one person is declared when lists are imported (--same).
    """
    found = door("profiling").twins(data, shelf=shelf_of(rules))
    emit(
        form,
        out,
        lambda: views("twins").twins_view(found, everyone=everyone),
        lambda: found,
        no_color=no_color,
    )
