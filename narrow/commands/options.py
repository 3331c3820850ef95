"""What every command shares: its options, the doors it asks, and how a result is printed.

Results go to stdout, everything else to stderr. Nothing heavy is imported before it is needed.
"""

import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from errno import EBADF
from inspect import Parameter, Signature, signature
from pathlib import Path
from threading import Lock, Timer
from typing import TYPE_CHECKING, Annotated, Any

import typer

from narrow.errors import Issue, RequestError, nearest

if TYPE_CHECKING:
    from rich.console import RenderableType

    from narrow.inquiry import Inquiry
    from narrow.model.result import Result
    from narrow.rules.library import Library


# A sign that something is being worked on: on stderr, on a terminal, after a second, then gone.
#
# A command tells it when work begins and when there is something to print; nothing is shown off a
# terminal, and nothing is loaded for it before a second has passed.


PATIENCE = 1.0  # seconds


class Waiting:
    """Shows after a second how long a command has been at work."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._timer: Timer | None = None
        self._shown: Any = None

    def begin(self) -> None:
        """Say that work has begun; only the first time counts."""
        if self._timer is None and sys.stderr.isatty():
            self._timer = Timer(PATIENCE, self._show)
            self._timer.daemon = True
            self._timer.start()

    def end(self) -> None:
        """Take the sign away: something is about to be printed, or shown in its place."""
        if self._timer is None:
            return
        self._timer.cancel()
        with self._lock:
            self._timer = None
            if self._shown is not None:
                self._shown.__exit__(None, None, None)
                self._shown = None

    def _show(self) -> None:
        from narrow.report.progress import at_work

        shown = at_work()
        with self._lock:
            if self._timer is not None:
                self._shown = shown
                shown.__enter__()


waiting = Waiting()


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
    str | None, typer.Option("--engine", help="duckdb (on this machine) or spark (extra `spark`).")
]
Form = Annotated[str, typer.Option("--format", help="table, json, csv, md, html or xlsx.")]
RunForm = Annotated[
    str,
    typer.Option(
        "--format", help="table, json, csv, md, html, xlsx or ftm (FollowTheMoney lines)."
    ),
]
Out = Annotated[Path | None, typer.Option(help="Write to this file instead of the screen.")]
Plain = Annotated[bool, typer.Option("--no-color", help="No colour; NO_COLOR does the same.")]
Rules = Annotated[Path | None, typer.Option(help="A folder of rules to look in first.")]
Everyone = Annotated[bool, typer.Option("--all", help="Name everybody.")]
ShowNames = Annotated[
    bool,
    typer.Option("--names", help="Show names hidden about an unnamed source, and behind figures."),
]


def shelf_of(rules: Path | None) -> "Library":
    """Give the library that looks in this folder of rules first."""
    from narrow.registers.opening import library

    return library(rules)


def asked(
    case: str,
    data: str | None,
    as_of: str | None,
    rules: Path | None,
    engine: str | None,
    names: bool = False,
) -> "Inquiry":
    """Open a case on its register, to be carried out on an engine; work begins."""
    waiting.begin()
    from narrow import inquiry

    return inquiry.open(
        case, data=data, as_of=as_of, shelf=shelf_of(rules), engine=engine, names=names
    )


# What every question about a case takes, in the order of its help; `everyone` only where asked for.
_TAKEN: Mapping[str, tuple[Any, Any]] = {
    "data": (Data, None),
    "as_of": (Day, None),
    "form": (Form, "table"),
    "everyone": (Everyone, False),
    "names": (ShowNames, False),
    "out": (Out, None),
    "engine": (EngineName, None),
    "rules": (Rules, None),
    "no_color": (Plain, False),
}
Ask = Callable[..., Any]


def question(name: str | None = None, *, everyone: bool = False) -> Callable[[Ask], Ask]:
    """Make a command of a question: it opens the case, asks, and prints what comes back.

    The question is given the inquiry and its own arguments, and gives a result, or a result with
    how many of it a screen shows. `everyone` adds --all.
    """

    def made(ask: Ask) -> Ask:
        def command(case: str, **given: Any) -> None:
            own = {key: value for key, value in given.items() if key not in _TAKEN}
            opening = (given[key] for key in ("data", "as_of", "rules", "engine", "names"))
            found = ask(asked(case, *opening), **own)
            result, most = found if isinstance(found, tuple) else (found, 15)
            shown = {"everyone": given.get("everyone", False), "no_color": given["no_color"]}
            emit(result, given["form"], given["out"], most=most, **shown)

        _, *mine = signature(ask).parameters.values()
        by_name = Parameter.POSITIONAL_OR_KEYWORD
        taken = [
            Parameter(key, by_name, default=usual, annotation=said)
            for key, (said, usual) in _TAKEN.items()
            if key != "everyone" or everyone
        ]
        every = [Parameter("case", by_name, annotation=CaseName), *mine, *taken]
        command.__signature__ = Signature(every)  # type: ignore[attr-defined]
        command.__annotations__ = {one.name: one.annotation for one in every}
        command.__doc__, command.__name__ = ask.__doc__, ask.__name__
        app.command(name)(command)
        return ask

    return made


def begin() -> None:
    """Say that work begins, so that a sign of it shows after a second."""
    waiting.begin()


def emit(
    result: "Result",
    form: str,
    out: Path | None,
    *,
    everyone: bool = False,
    most: int = 15,
    full: bool = False,
    no_color: bool = False,
    more: "Mapping[str, Callable[[], str | bytes]] | None" = None,
) -> None:
    """Print one result in the form asked for, or write it beside `out` and rename.

    `everyone`, `most` and `full` say how much of it a screen and JSON show; `more` gives the forms
    in which a run has more than its document, and those that only it has.
    """
    from narrow.report import forms

    waiting.end()
    detail = forms.Detail(everyone, most, full)
    if more and form in more:
        write(more[form](), out)
    elif form in (*forms.FORMS, *(more or ())):
        if form == forms.TABLE and out is None:
            show(forms.table(result, detail), no_color=no_color)
        elif form == forms.TABLE:
            write(forms.text(forms.table(result, detail)) + "\n", out)
        else:
            write(forms.render(result, form, detail), out)
    else:
        raise RequestError(f"no format {form!r}{nearest(form, (*forms.FORMS, *(more or ())))}")


def show(drawn: "RenderableType", *, no_color: bool, err: bool = False, soft: bool = False) -> None:
    """Print what is drawn; nothing of a register or a rule is read as markup."""
    from rich.console import Console

    _check_open(err)
    console = Console(
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=soft,
        stderr=err,
        no_color=no_color or None,
    )
    if soft:
        console.print(drawn, soft_wrap=soft)
        return
    from narrow.report.terminal import unpadded

    console.print(unpadded(console, drawn), end="")


def bar(
    says: str, of: int, *, no_color: bool = False
) -> AbstractContextManager[Callable[[], None]]:
    """Give a progress bar as a context, in place of the sign that work goes on."""
    from narrow.report.progress import bar

    waiting.end()
    return bar(says, of, no_color=no_color)


def write(result: str | bytes, out: Path | None) -> None:
    """Write a result to the screen, or beside `out` and rename; bytes go to a file only."""
    waiting.end()
    if out is None:
        if isinstance(result, bytes):
            raise RequestError("this form is a file: say where with --out")
        _check_open()
        sys.stdout.write(result)
        return
    from narrow.files import write_whole

    write_whole(out, result)


def _check_open(err: bool = False) -> None:
    if (sys.stderr if err else sys.stdout) is None:
        raise OSError(EBADF, "it is closed")


def told(text: str) -> None:
    """Say something that is no result."""
    waiting.end()
    typer.echo(text, err=True)


def print_issues(issues: list[Issue], *, no_color: bool, err: bool = False) -> None:
    """Print faults and advice, each at its place."""
    waiting.end()
    if not issues:
        return
    from narrow.report.compose.rules import compose_issues
    from narrow.report.terminal import render

    show(render(compose_issues(issues)), no_color=no_color, err=err, soft=True)
