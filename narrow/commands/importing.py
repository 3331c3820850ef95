"""The command that brings a foreign list in."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from narrow.commands.options import (
    Form,
    Out,
    Plain,
    Rules,
    app,
    bar,
    door,
    emit,
    shelf_of,
    told,
    views,
    write,
)
from narrow.errors import RequestError

Sources = Annotated[
    list[Path],
    typer.Argument(
        metavar="SOURCE...", help="The files of one list or several, or a register folder."
    ),
]

Into = Annotated[
    Path | None, typer.Option(help="The register to make: a folder, or one .duckdb file.")
]
Named = Annotated[
    str,
    typer.Option("--as", help="A form by name, such as ofac-csv. Default: what it looks like."),
]
MappingName = Annotated[
    str, typer.Option(help="What the columns of a table of your own mean: an id, or a path.")
]
Guess = Annotated[
    bool, typer.Option("--guess", help="Propose a mapping for a table; import nothing.")
]
Published = Annotated[
    str, typer.Option(help="The day of the list, YYYY-MM-DD, where it does not say.")
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Make nothing where anything was not understood.")
]


Same = Annotated[
    str,
    typer.Option(help="A CSV file, person_id,same_as, that declares persons of lists to be one."),
]


@app.command("import")
def import_(
    sources: Sources,
    into: Into = None,
    form_: Named = "",
    mapping: MappingName = "",
    guess: Guess = False,
    same: Same = "",
    title: Annotated[str, typer.Option(help="A title for the register.")] = "",
    published: Published = "",
    strict: Strict = False,
    form: Form = "table",
    everything: Annotated[bool, typer.Option("--all", help="Show all that was refused.")] = False,
    out: Out = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Make a register of a published list, and say what was refused or not understood."""
    ask = door("lists.importing")
    if guess and (mapping or into or form_):
        raise RequestError("--guess only proposes a mapping: leave --into, --as and --mapping out")
    if guess:
        write(ask.propose(sources), out)
        return
    if into is None:
        raise RequestError("say where the register goes: --into FOLDER, or --into FILE.duckdb")
    with bar("reading", ask.steps(sources, into), no_color=no_color) as step:
        how = ask.How(form_, title, published, strict, mapping, same)
        found = ask.bring(sources, into, how, step=step, shelf=shelf_of(rules))
    made = found.whole or not strict
    emit(
        form,
        out,
        lambda: views("intake").intake_view(found, made=made, everything=everything),
        lambda: replace(found, made=made),
        no_color=no_color,
    )
    if not made:
        told("narrow: nothing was made, for --strict allows no refusal and nothing unknown")
        raise typer.Exit(1)
