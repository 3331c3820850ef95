"""The command that writes a register for a cluster, or for another tool."""

from pathlib import Path
from typing import Annotated

import typer

from narrow.commands.options import Rules, app, door, shelf_of, told
from narrow.commands.profiling import DataGiven
from narrow.errors import RequestError

FORMS = ("parquet",)


@app.command()
def export(
    data: DataGiven = None,
    into: Annotated[Path | None, typer.Option(help="The folder to make.")] = None,
    to: Annotated[str, typer.Option(help="The form: parquet.")] = "parquet",
    rules: Rules = None,
) -> None:
    """Write a register as a folder of Parquet, for Spark or for another tool."""
    if to not in FORMS:
        raise RequestError(f"{to!r} is no form that a register is written in; there is parquet")
    if into is None:
        raise RequestError("a folder of Parquet goes where? say so with --into FOLDER")
    shelf = shelf_of(rules)
    rows = door("registers.exporting").export(data, into, shelf=shelf)
    said = ", ".join(f"{many:,} {role}" for role, many in rows.items())
    told(f"{into}: {said}")
