"""Commands about registers: a list comes in, what one holds, who in it may be one, out again."""

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
    begin,
    emit,
    shelf_of,
    told,
    waiting,
    write,
)
from narrow.errors import RequestError

# The commands about a register by itself: profile, twins.


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
    from narrow.registers.profile import profile

    begin()
    found = profile(data, table=table, by=by, shelf=shelf_of(rules))
    emit(found, form, out, full=bool(table), no_color=no_color)


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
    from narrow.registers.twins import twins

    begin()
    found = twins(data, shelf=shelf_of(rules))
    emit(found, form, out, everyone=everyone, no_color=no_color)


# The command that writes a register for a cluster, or for another tool.


REGISTER_FORMS = ("parquet",)


@app.command()
def export(
    data: DataGiven = None,
    into: Annotated[Path | None, typer.Option(help="The folder to make.")] = None,
    to: Annotated[str, typer.Option(help="The form: parquet.")] = "parquet",
    rules: Rules = None,
) -> None:
    """Write a register as a folder of Parquet, for Spark or for another tool."""
    if to not in REGISTER_FORMS:
        raise RequestError(f"{to!r} is no form that a register is written in; there is parquet")
    if into is None:
        raise RequestError("a folder of Parquet goes where? say so with --into FOLDER")
    from narrow.registers.storing import export

    begin()
    rows = export(data, into, shelf=shelf_of(rules))
    said = ", ".join(f"{many:,} {role}" for role, many in rows.items())
    told(f"{into}: {said}")


# The command that fetches a published list.


Publisher = Annotated[
    str,
    typer.Argument(
        metavar="PUBLISHER",
        help="ofac, un, eu, uk or opensanctions. Without one: say what can be fetched.",
    ),
]
Into = Annotated[
    Path | None, typer.Option(help="The folder for the files. Default: lists/PUBLISHER-DAY.")
]
Addresses = Annotated[
    list[str] | None,
    typer.Option("--from", metavar="URL", help="Another address; may be given again."),
]
ListForm = Annotated[
    str, typer.Option("--form", help="csv, xml, advanced …: one of the publisher's forms.")
]
Check = Annotated[
    bool, typer.Option("--check", help="Fetch nothing; hash the files of --into again.")
]


@app.command()
def fetch(
    publisher: Publisher = "",
    into: Into = None,
    list_form: ListForm = "",
    addresses: Addresses = None,
    check: Check = False,
    most: Annotated[float, typer.Option(help="The largest file that is taken, in GB.")] = 20.0,
    timeout: Annotated[float, typer.Option(help="Seconds to wait for a silent server.")] = 30.0,
    form: Form = "table",
    out: Out = None,
    no_color: Plain = False,
) -> None:
    """Fetch a published list into a folder, with its day and its hash; it is not imported.

    What broke off is gone on with when the same is fetched again into the same folder.
    """
    from narrow.lists.fetch import folder
    from narrow.lists.fetch.publishers import Offers
    from narrow.report.progress import flow

    if check:
        if into is None:
            raise RequestError("--check needs --into: which folder?")
        found = folder.check(into)
    elif publisher:
        wanted = folder.Wanted(list_form, addresses or (), folder.patience(timeout, most))
        waiting.end()  # a bar is shown in its place
        with flow(no_color=no_color) as moved:
            found = folder.fetch(publisher, into, wanted, moved=moved)
    else:
        listed = folder.offers()
        emit(Offers(tuple(listed)), form, out, no_color=no_color)
        return
    emit(found, form, out, no_color=no_color)


# The command that brings a foreign list in.


Sources = Annotated[
    list[Path],
    typer.Argument(
        metavar="SOURCE...", help="The files of one list or several, or a register folder."
    ),
]

IntoRegister = Annotated[
    Path | None, typer.Option(help="The register to make: a folder, or one .duckdb file.")
]
Named = Annotated[
    str, typer.Option("--as", help="A form by name, such as ofac-csv. Default: what it looks like.")
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
    into: IntoRegister = None,
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
    from narrow.lists import importing

    begin()
    if guess and (mapping or into or form_):
        raise RequestError("--guess only proposes a mapping: leave --into, --as and --mapping out")
    if guess:
        write(importing.propose(sources), out)
        return
    if into is None:
        raise RequestError("say where the register goes: --into FOLDER, or --into FILE.duckdb")
    with bar("reading", importing.steps(sources, into), no_color=no_color) as step:
        how = importing.ImportOptions(form_, title, published, strict, mapping, same)
        found = importing.import_list(sources, into, how, step=step, shelf=shelf_of(rules))
    made = found.whole or not strict
    emit(replace(found, made=made), form, out, everyone=everything, no_color=no_color)
    if not made:
        told("narrow: nothing was made, for --strict allows no refusal and nothing unknown")
        raise typer.Exit(1)
