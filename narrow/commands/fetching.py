"""The command that fetches a published list."""

from pathlib import Path
from typing import Annotated

import typer

from narrow.commands.options import Form, Out, Plain, app, door, emit, views
from narrow.errors import RequestError


@app.command()
def fetch(
    publisher: Annotated[
        str,
        typer.Argument(
            metavar="[PUBLISHER]",
            help="ofac, un, eu, uk or opensanctions. Without one: say what can be fetched.",
        ),
    ] = "",
    into: Annotated[
        Path | None,
        typer.Option(help="The folder for the files. Default: lists/PUBLISHER-DAY."),
    ] = None,
    list_form: Annotated[
        str, typer.Option("--form", help="csv, xml, advanced …: one of the publisher's forms.")
    ] = "",
    addresses: Annotated[
        list[str],
        typer.Option("--from", metavar="URL", help="Another address; may be given again."),
    ] = [],  # noqa: B006 (typer makes a new one)
    check: Annotated[
        bool, typer.Option("--check", help="Fetch nothing; hash the files of --into again.")
    ] = False,
    most: Annotated[float, typer.Option(help="The largest file that is taken, in GB.")] = 20.0,
    timeout: Annotated[float, typer.Option(help="Seconds to wait for a silent server.")] = 30.0,
    form: Form = "table",
    out: Out = None,
    no_color: Plain = False,
) -> None:
    """Fetch a published list into a folder, with its day and its hash; it is not imported.

    What broke off is gone on with when the same is fetched again into the same folder.
    """
    ask = door("downloads")
    if not publisher and not check:
        found = ask.offers()
        emit(
            form,
            out,
            lambda: views("fetched").offers_view(found),
            lambda: views("fetched_json").offers(found),
            no_color=no_color,
        )
        return
    if not 0 < timeout <= 3600 or not 0 < most <= 1e6:
        raise RequestError("--timeout is up to 3600 seconds and --most above 0 GB")
    if check:
        report = _checked(ask, into)
    else:
        patience = ask.Patience(timeout=timeout, most=int(most * 1e9))
        wanted = ask.Wanted(list_form, addresses, patience)
        with views("flow").flow(no_color=no_color) as moved:
            report = ask.fetch(publisher, into, wanted, moved=moved)
    emit(
        form,
        out,
        lambda: views("fetched").fetched_view(report),
        lambda: views("fetched_json").fetched(report),
        no_color=no_color,
    )


def _checked(ask: object, into: Path | None) -> object:
    if into is None:
        raise RequestError("--check needs --into: which folder?")
    return ask.check(into)  # type: ignore[attr-defined]
