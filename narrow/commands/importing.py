"""The command that brings a foreign list in."""

from pathlib import Path
from typing import Annotated

import typer

from narrow.commands.options import Form, Out, Plain, Rules, app, door, emit, shelf_of, told, views

Sources = Annotated[
    list[Path],
    typer.Argument(metavar="SOURCE...", help="The files of a list, or a register folder."),
]


@app.command("import")
def import_(
    sources: Sources,
    into: Annotated[
        Path, typer.Option(help="The register to make: a folder, or one .duckdb file.")
    ],
    form_: Annotated[
        str,
        typer.Option("--as", help="A form by name, such as ofac-csv. Default: what it looks like."),
    ] = "",
    title: Annotated[str, typer.Option(help="A title for the register.")] = "",
    published: Annotated[
        str, typer.Option(help="The day of the list, YYYY-MM-DD, where it does not say.")
    ] = "",
    strict: Annotated[
        bool, typer.Option("--strict", help="Make nothing where anything was not understood.")
    ] = False,
    form: Form = "table",
    everything: Annotated[bool, typer.Option("--all", help="Show all that was refused.")] = False,
    out: Out = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Make a register of a published list, and say what was refused or not understood."""
    ask = door("importing")
    with views("progress").bar("reading", ask.steps(sources, into), no_color=no_color) as step:
        how = ask.How(form_, title, published, strict)
        found = ask.bring(sources, into, how, step=step, shelf=shelf_of(rules))
    made = found.whole or not strict
    emit(
        form,
        out,
        lambda: views("intake").intake_view(found, made=made, everything=everything),
        lambda: views("intake_json").intake(found, made=made),
        no_color=no_color,
    )
    if not made:
        told("narrow: nothing was made, for --strict allows no refusal and nothing unknown")
        raise typer.Exit(1)
