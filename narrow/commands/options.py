"""What every command shares: its options, the doors it asks, and how a result is printed.

Results go to stdout, everything else to stderr. Nothing heavy is imported before it is needed.
"""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from narrow.commands.waiting import waiting
from narrow.errors import Issue, RequestError, nearest

if TYPE_CHECKING:
    from rich.console import RenderableType

    from narrow.model.result import Result


FORMATS = ("table", "json")

app = typer.Typer(
    name="narrow",
    help="Who in a register fits a published description, and exactly why.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

CaseName = Annotated[str, typer.Argument(metavar="CASE", help="A case: its id, or a path.")]
Data = Annotated[
    str | None,
    typer.Option(
        help="A register: its folder, .duckdb file, id or s3:// address. Default: the case's own."
    ),
]
Day = Annotated[str | None, typer.Option("--as-of", help="Another as-of day, YYYY-MM-DD.")]
EngineName = Annotated[
    str | None,
    typer.Option("--engine", help="duckdb (on this machine) or spark (extra `spark`)."),
]
Form = Annotated[str, typer.Option("--format", help="table or json.")]
RunForm = Annotated[
    str,
    typer.Option("--format", help="table, json, html, md, xlsx or ftm (FollowTheMoney lines)."),
]
Out = Annotated[Path | None, typer.Option(help="Write to this file instead of the screen.")]
Plain = Annotated[bool, typer.Option("--no-color", help="No colour; NO_COLOR does the same.")]
Rules = Annotated[Path | None, typer.Option(help="A folder of rules to look in first.")]


def shelf_of(rules: Path | None) -> Any:
    """Give the library that looks in this folder of rules first."""
    return import_module("narrow.registers.locate").library(rules)


def door(name: str) -> Any:
    """Give one of the doors for Python, imported now; work begins."""
    waiting.begin()
    return import_module(f"narrow.{name}")


def opened(case: str, data: str | None, as_of: str | None, shelf: Any, engine: str | None) -> Any:
    """Read a case and its register, to be carried out on an engine."""
    return door("opening").load_case(case, data=data, as_of=as_of, shelf=shelf, engine=engine)


def views(name: str) -> Any:
    """Give one of the views, imported now."""
    return import_module(f"narrow.views.{name}")


def report() -> Any:
    """Give results as JSON, imported now."""
    return import_module("narrow.report.data")


def emit(
    form: str,
    out: Path | None,
    table: "Callable[[], RenderableType]",
    result: "Callable[[], Result]",
    *,
    everyone: bool = True,
    no_color: bool = False,
    more: "Mapping[str, Callable[[], str | bytes]] | None" = None,
) -> None:
    """Print one result in the form asked for, or write it beside `out` and rename.

    `more` gives the forms that only this result has.
    """
    waiting.end()
    if more and form in more:
        write(more[form](), out)
        return
    if form not in FORMATS:
        known = (*FORMATS, *(more or ()))
        raise RequestError(f"no format {form!r}{nearest(form, known)}")
    if form == "json":
        write(report().to_json(result(), everyone=everyone), out)
        return
    console = import_module("rich.console").Console
    if out is None:
        console(highlight=False, markup=False, emoji=False, no_color=no_color or None).print(
            table()
        )
        return
    page = console(file=import_module("io").StringIO(), width=100, no_color=True, highlight=False)
    page.print(table())
    write(page.file.getvalue(), out)


def bar(says: str, of: int, *, no_color: bool = False) -> Any:
    """Give a progress bar as a context, in place of the sign that work goes on."""
    waiting.end()
    return views("progress").bar(says, of, no_color=no_color)


def write(result: str | bytes, out: Path | None) -> None:
    """Write a result to the screen, or beside `out` and rename; bytes go to a file only."""
    waiting.end()
    if out is None:
        if isinstance(result, bytes):
            raise RequestError("this form is a file: say where with --out")
        sys.stdout.write(result)
        return
    import_module("narrow.files").write_whole(out, result)


def told(text: str) -> None:
    """Say something that is no result."""
    waiting.end()
    typer.echo(text, err=True)


def print_issues(issues: list[Issue], *, no_color: bool, err: bool = False) -> None:
    """Print faults and advice, each at its place."""
    waiting.end()
    if not issues:
        return
    console = import_module("rich.console").Console
    console(
        highlight=False, markup=False, emoji=False, soft_wrap=True, stderr=err,
        no_color=no_color or None,
    ).print(views("reports").issues_view(issues), soft_wrap=True)  # fmt: skip
