"""The command that draws a chart of a case into a file."""

from pathlib import Path
from typing import Annotated

import typer

from narrow.commands.options import (
    CaseName,
    Data,
    Day,
    EngineName,
    Rules,
    app,
    door,
    opened,
    shelf_of,
    write,
)
from narrow.errors import RequestError

FORMS = (".svg", ".png")
Kind = Annotated[
    str, typer.Option(help="funnel, overlap, flip, tornado; of one person: waterfall, timeline.")
]


@app.command()
def chart(
    case: CaseName,
    out: Annotated[Path, typer.Option(help="The file to draw into, .svg or .png.")],
    kind: Kind = "funnel",
    person: Annotated[str, typer.Option(help="An id or a name.")] = "",
    data: Data = None,
    as_of: Day = None,
    engine: EngineName = None,
    rules: Rules = None,
) -> None:
    """Draw a case: how clues narrow, overlap and move it; one person's weight, or facts in time."""
    form = out.suffix.lower()
    if form not in FORMS:
        raise RequestError(f"{out} is drawn as what? name a file that ends in .svg or .png")
    read = opened(case, data, as_of, shelf_of(rules), engine)
    drawn = door("charting").chart(read, kind, person)
    write(drawn.svg() + "\n" if form == ".svg" else drawn.png(), out)
