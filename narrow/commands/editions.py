"""What `run` is asked for besides its forms: a redacted edition, and files that need a place."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from narrow.commands.options import door, views
from narrow.errors import RequestError

Redact = Annotated[
    Path | None,
    typer.Option(metavar="KEYFILE", help="Codes for names; who they are goes to this file."),
]


Charts = Annotated[bool, typer.Option("--charts", help="Charts in the page (--format html).")]


def check_edition(
    form: str, out: Path | None, redact: Path | None, save: Path | None, *, charts: bool
) -> None:
    """Refuse, before anything is run, what would give no file or give names away."""
    if charts and form != "html":
        raise RequestError("--charts is for --format html; one by itself: narrow chart CASE")
    if form == "xlsx" and out is None:
        raise RequestError("--format xlsx writes a file: say where with --out BOOK.xlsx")
    if redact is None:
        return
    if form == "ftm":
        raise RequestError("FollowTheMoney entities are made to be matched: none are redacted")
    if save is not None:
        raise RequestError("a kept run holds names: leave out --save or --redact")
    if out is not None and out.resolve() == redact.resolve():
        raise RequestError("the key goes into a file of its own: name two")


def more_forms(
    answers: tuple[Any, Any],
    asked: tuple[str, Any],
    given: Mapping[str, Any],
    redact: Path | None,
    *,
    charts: bool,
) -> dict[str, Callable[[], str | bytes]]:
    """Give the forms that only a run has.

    `answers` are what was found, and the same or its redacted edition; `asked` are the case as it
    was named, and as it was read.
    """
    (found, answer), (case, opened) = answers, asked

    def html() -> str:
        drawn = door("charting").charts(opened, named=not redact) if charts else ()
        page: str = (
            views("page").page(answer, charts=drawn)
            if redact
            else door("paging").page(found, case, **given, charts=drawn)
        )
        return page

    def xlsx() -> bytes:
        behind = None if redact else door("paging").behind(found, case, **given)
        made: bytes = door("editions").book(found, opened, behind=behind, keyfile=redact)
        return made

    return {
        "html": html,
        "md": lambda: views("markdown").markdown(answer),
        "xlsx": xlsx,
        "ftm": lambda: views("ftm_lines").lines(answer),
    }
