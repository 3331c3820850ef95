"""The command that fetches a published list."""

from pathlib import Path
from typing import Annotated, Any

import typer

from narrow.commands.options import Form, Out, Plain, app, door, emit, views
from narrow.commands.waiting import waiting
from narrow.errors import RequestError

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
    ask = door("lists.fetch.folder")
    view = "fetched_view"
    found: Any
    if check:
        if into is None:
            raise RequestError("--check needs --into: which folder?")
        found = ask.check(into)
    elif publisher:
        wanted = ask.Wanted(list_form, addresses or (), ask.patience(timeout, most))
        waiting.end()  # a bar is shown in its place
        with views("flow").flow(no_color=no_color) as moved:
            found = ask.fetch(publisher, into, wanted, moved=moved)
    else:
        found, view = ask.offers(), "offers_view"
    emit(
        form,
        out,
        lambda: getattr(views("fetched"), view)(found),
        lambda: found if view == "fetched_view" else door("lists.fetch.publishers").Offers(found),
        no_color=no_color,
    )
