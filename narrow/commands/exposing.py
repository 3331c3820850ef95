"""Commands for a quick look at clues in one line each, and for an editor with a draft."""

from pathlib import Path
from typing import Annotated

import typer

from narrow.commands.options import (
    Data,
    Day,
    Form,
    Out,
    Plain,
    Rules,
    app,
    door,
    emit,
    shelf_of,
    told,
    views,
    write,
)
from narrow.errors import RequestError

Everything = Annotated[bool, typer.Option("--all", help="Show everything, leave nothing out.")]


@app.command()
def find(
    clues: Annotated[list[str], typer.Argument(metavar="CLUE...", help="Clues, in one line each.")],
    data: Annotated[
        str | None,
        typer.Option(
            help="A register: its folder, .duckdb file, id or s3:// address. Default: the only "
            "one in ./datasets, or else venezuela-2018."
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="The day, YYYY-MM-DD. Default: the last the register knows."),
    ] = None,
    keep: Annotated[
        Path | None, typer.Option("--yaml", help="Keep the case in this file, NAME.yaml.")
    ] = None,
    form: Form = "table",
    everyone: Annotated[bool, typer.Option("--all", help="Name everybody.")] = False,
    out: Out = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Answer clues in one line each, and show the case they stand for.

    \b
    A clue is a table, a colon, and what must hold of one row of it:
      'posts: branch=army role=commander former'
      'no posts: sector=military'       no such row
      '2+ posts: role=minister'         two or more; 2: two; 2-3: two or three
      'person: gender=female'           the person's own columns
      'designations: listed_on>2015 ground=corruption|repression'

    \b
    =  != | the code or a kind of it; a|b is either; words in "double quotes"
    >= <= | steps of an ordered vocabulary, and dates;  < > = | dates
    end="" | not recorded;  at=2015-03-09 | held on that day
    former current ever future probably-former | when the row held

    A column of another table is asked of that table, which the case shows.
    """  # noqa: D301 - \b keeps the lines of the help apart
    name = _stem(keep) if keep else "find"
    look = door("exposing").find(clues, data=data, as_of=as_of, name=name, shelf=shelf_of(rules))
    if keep:
        _kept(look.file, keep)
    emit(
        form,
        out,
        lambda: views("look").look_view(look, everyone=everyone),
        lambda: look,
        everyone=everyone,
        no_color=no_color,
    )


def _stem(path: Path) -> str:
    if path.suffix not in (".yaml", ".yml"):
        raise RequestError(f"--yaml takes a file that ends in .yaml, not {path.name!r}")
    return path.stem


def _kept(text: str, path: Path) -> None:
    """Write a case file, and never over another one."""
    if path.exists() and path.read_bytes() != text.encode():
        raise RequestError(f"{path} is there already and holds something else; it stays as it is")
    write(text, path)
    told(f"the case is in {path}; narrow run {path} answers it again")


@app.command()
def exposure(
    case: Annotated[
        str | None, typer.Argument(metavar="[CASE]", help="A draft: a case's id, or a path.")
    ] = None,
    clue: Annotated[
        list[str] | None,
        typer.Option("--clue", help="Or the draft's clues in one line each (see narrow find)."),
    ] = None,
    at_least: Annotated[
        int | None,
        typer.Option("--at-least", min=1, help="Fail where fewer people fit for certain."),
    ] = None,
    names: Annotated[bool, typer.Option("--names", help="Name those who are left.")] = False,
    data: Data = None,
    as_of: Day = None,
    form: Form = "table",
    everything: Everything = False,
    out: Out = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Say how few people a draft leaves, which phrase does it, and what coarser words leave.

    With --at-least K the exit code is 1 where fewer than K people fit for certain.
    """
    found = door("exposing").exposure(
        case,
        clues=clue or (),
        at_least=at_least or 0,
        names=names,
        data=data,
        as_of=as_of,
        shelf=shelf_of(rules),
    )
    emit(
        form,
        out,
        lambda: views("exposure").exposure_view(found, everything=everything),
        lambda: found,
        no_color=no_color,
    )
    if found.threshold and not found.threshold.holds:
        told(f"narrow: {views('exposure').shortfall(found.threshold)}")
        raise typer.Exit(1)
