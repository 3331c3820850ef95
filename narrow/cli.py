"""The door for the command line: parse, ask, pick a view, print.

Results go to stdout, everything else to stderr.

Exit codes: 0 done, 1 a rule or a register is at fault (or a test failed), 2 usage, 3 the engine.
Nothing heavy is imported before a command needs it.
"""

import gc
import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from narrow.errors import (
    EngineError,
    Issue,
    NarrowError,
    RegisterError,
    RequestError,
    RuleError,
    nearest,
)

if TYPE_CHECKING:
    from rich.console import RenderableType

VERSION = "0.1.0"
FORMATS = ("table", "json")
DIALECTS = ("duckdb", "spark")

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
    str | None, typer.Option(help="A register: its folder or id. Default: the one the case names.")
]
Day = Annotated[str | None, typer.Option("--as-of", help="Another as-of day, YYYY-MM-DD.")]
Form = Annotated[str, typer.Option("--format", help="table or json.")]
Out = Annotated[Path | None, typer.Option(help="Write to this file instead of the screen.")]
Plain = Annotated[bool, typer.Option("--no-color", help="No colour; NO_COLOR does the same.")]
Rules = Annotated[Path | None, typer.Option(help="A folder of rules to look in first.")]


def _shelf(rules: Path | None) -> Any:
    return import_module("narrow.opening").library(rules)


def _questions() -> Any:
    return import_module("narrow.questions")


def _workshop() -> Any:
    return import_module("narrow.workshop")


def _views(name: str) -> Any:
    return import_module(f"narrow.views.{name}")


def _emit(
    form: str,
    out: Path | None,
    table: "Callable[[], RenderableType]",
    data: Callable[[], dict[str, Any]],
    *,
    no_color: bool = False,
) -> None:
    """Print one result in the form asked for, or write it beside `out` and rename."""
    if form not in FORMATS:
        raise RequestError(f"no format {form!r}{nearest(form, FORMATS)}")
    if form == "json":
        _write(json.dumps(data(), ensure_ascii=False, indent=2) + "\n", out)
        return
    console = import_module("rich.console").Console
    if out is None:
        console(highlight=False, markup=False, emoji=False, no_color=no_color or None).print(
            table()
        )
        return
    page = console(file=import_module("io").StringIO(), width=100, no_color=True, highlight=False)
    page.print(table())
    _write(page.file.getvalue(), out)


def _write(text: str, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(text)
        return
    beside = out.with_name(out.name + ".part")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(out)
    except OSError as error:
        raise RequestError(f"{out} cannot be written: {error.strerror or error}") from None


def _told(text: str) -> None:
    typer.echo(text, err=True)


@app.callback(invoke_without_command=True)
def _options(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        typer.echo(f"narrow {VERSION}")
        raise typer.Exit


@app.command()
def run(
    case: CaseName,
    data: Data = None,
    as_of: Day = None,
    form: Form = "table",
    everyone: Annotated[bool, typer.Option("--all", help="Name everybody.")] = False,
    out: Out = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Say who fits a case, ranked, with reasons; who is in doubt; who is ruled out and why."""
    answer = import_module("narrow.api").run(case, data=data, as_of=as_of, shelf=_shelf(rules))
    _emit(
        form,
        out,
        lambda: _views("terminal").answer_view(answer, everyone=everyone),
        lambda: _views("plain").answer(answer, everyone=everyone),
        no_color=no_color,
    )


@app.command()
def why(
    case: CaseName,
    person: Annotated[str, typer.Argument(metavar="PERSON", help="An id or a name.")],
    data: Data = None,
    as_of: Day = None,
    form: Form = "table",
    out: Out = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Say why one person is on the list or not, and what fact would change it."""
    shelf = _shelf(rules)
    found = _questions().why(case, person, data=data, as_of=as_of, shelf=shelf)
    _emit(
        form,
        out,
        lambda: _views("reports").why_view(found),
        lambda: _views("plain").why(found),
        no_color=no_color,
    )


@app.command()
def funnel(
    case: CaseName,
    data: Data = None,
    as_of: Day = None,
    form: Form = "table",
    out: Out = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Show how each clue narrows the population, in the order of the case."""
    answer = import_module("narrow.api").run(case, data=data, as_of=as_of, shelf=_shelf(rules))
    _emit(
        form,
        out,
        lambda: _views("reports").funnel_view(answer),
        lambda: _views("plain").funnel(answer),
        no_color=no_color,
    )


@app.command()
def tally(
    case: CaseName,
    by: Annotated[str, typer.Option(help="A field to group by, or year.")] = "",
    clue: Annotated[str, typer.Option(help="One clue. Default: all required ones.")] = "",
    reading: Annotated[str, typer.Option(help="A reading of it. Default: the deciding one.")] = "",
    data: Data = None,
    as_of: Day = None,
    form: Form = "table",
    out: Out = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Count who meets a case by a field, the not known apart, as ranges."""
    shelf = _shelf(rules)
    found = _questions().tally(
        case, by=by, clue=clue, reading=reading, data=data, as_of=as_of, shelf=shelf
    )
    _emit(
        form,
        out,
        lambda: _views("reports").tally_view(found),
        lambda: _views("plain").tally(found),
        no_color=no_color,
    )


@app.command()
def figures(
    cases: Annotated[list[str], typer.Argument(metavar="CASE...", help="Cases: ids or paths.")],
    data: Data = None,
    form: Form = "table",
    out: Out = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Set the figures that somebody published beside the counts of the register."""
    shelf = _shelf(rules)
    ask = _questions()
    found = [(name, c) for name in cases for c in ask.compare(name, data=data, shelf=shelf)]
    _emit(
        form,
        out,
        lambda: _views("reports").figures_view(found),
        lambda: _views("plain").figures(found),
        no_color=no_color,
    )


@app.command()
def check(
    path: Annotated[str | None, typer.Argument(metavar="PATH", help="A file or folder.")] = None,
    data: Data = None,
    rules: Rules = None,
    strict: Annotated[bool, typer.Option(help="Advice fails as well.")] = False,
    no_color: Plain = False,
) -> None:
    """Find errors and unwise wording in rules, vocabularies and registers."""
    api = _workshop()
    found = api.check(path, data=data, shelf=_shelf(rules))
    _issues([*found.errors, *found.advice], no_color=no_color)
    advice = f", {len(found.advice)} pieces of advice" if found.advice else ""
    _told(f"{found.files} files, {len(found.errors)} errors{advice}")
    if found.errors or (strict and found.advice):
        raise typer.Exit(1)


def _issues(issues: list[Issue], *, no_color: bool, err: bool = False) -> None:
    if not issues:
        return
    console = import_module("rich.console").Console
    console(
        highlight=False, markup=False, emoji=False, soft_wrap=True, stderr=err,
        no_color=no_color or None,
    ).print(_views("reports").issues_view(issues), soft_wrap=True)  # fmt: skip


@app.command()
def test(
    path: Annotated[
        str | None, typer.Argument(metavar="PATH", help="An attribute or folder.")
    ] = None,
    data: Data = None,
    rules: Rules = None,
) -> None:
    """Run the tests inside attributes, and name the conditions that no test would miss."""
    api = _workshop()
    reports = api.test(path, data=data, shelf=_shelf(rules))
    for line in _views("trials").report_lines(reports):
        typer.echo(line)
    if not all(report.holds for report in reports):
        raise typer.Exit(1)


@app.command()
def sql(
    case: CaseName,
    dialect: Annotated[str, typer.Option(help="duckdb or spark.")] = "duckdb",
    data: Data = None,
    as_of: Day = None,
    out: Out = None,
    rules: Rules = None,
) -> None:
    """Print the statements of a case with their values, for a reader."""
    if dialect not in DIALECTS:
        raise RequestError(f"no dialect {dialect!r}{nearest(dialect, DIALECTS)}")
    shelf = _shelf(rules)
    found = _questions().statement(case, dialect=dialect, data=data, as_of=as_of, shelf=shelf)
    _write(_views("statement").statement_text(found), out)


@app.command()
def schema(
    kind: Annotated[
        str,
        typer.Argument(metavar="KIND", help="attribute, case, vocabulary, answer, tally or why."),
    ] = "case",
    out: Out = None,
) -> None:
    """Print the JSON Schema of a rule file, for editors, or of a JSON result."""
    results = _views("schemas").SCHEMAS
    found = results[kind] if kind in results else _schema_of_rules(kind, results)
    _write(json.dumps(found, ensure_ascii=False, indent=2) + "\n", out)


def _schema_of_rules(kind: str, results: dict[str, Any]) -> dict[str, Any]:
    api = _workshop()
    if kind not in api.SCHEMAS:
        raise RequestError(f"no schema {kind!r}{nearest(kind, [*api.SCHEMAS, *results])}")
    found: dict[str, Any] = api.schema(kind)
    return found


@app.command("list")
def list_(rules: Rules = None, form: Form = "table", no_color: Plain = False) -> None:
    """List the cases, attributes, vocabularies and registers that can be seen from here."""
    api = _workshop()
    found = api.everything(shelf=_shelf(rules))
    _emit(
        form,
        None,
        lambda: _views("listing").list_view(found),
        lambda: _views("plain").listed(found),
        no_color=no_color,
    )


def main() -> None:
    """Run the command line; every fault ends in a message and an exit code, never a traceback."""
    gc.disable()  # a run is short; collecting while modules load costs a tenth of it
    os.environ.setdefault(
        "PYDANTIC_DISABLE_PLUGINS", "__all__"
    )  # no plugin alters what a rule means
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
    code = _guarded()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # whoever read the output has gone
        code = 0
    # Everything is written. Taking the interpreter apart would cost a tenth of the whole command.
    os._exit(code)


def _guarded() -> int:
    """Run the application and turn whatever it raises into a message and an exit code."""
    try:
        app()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except (RuleError, RegisterError) as error:
        _issues(list(error.issues), no_color=False, err=True)
        return 1
    except NarrowError as error:
        _told(f"narrow: {_views('words').clean_lines(str(error))}")
        return 3 if isinstance(error, EngineError) else 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0
    return 0
