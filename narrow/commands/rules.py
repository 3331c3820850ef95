"""Commands about rules: check, test, print as SQL or schema, list."""

import json
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from narrow.commands.options import (
    CaseName,
    Data,
    Day,
    Form,
    Out,
    Plain,
    Rules,
    app,
    door,
    emit,
    print_issues,
    report,
    shelf_of,
    told,
    views,
    write,
)
from narrow.errors import RequestError, nearest

DIALECTS = ("duckdb", "spark")


@app.command()
def check(
    path: Annotated[str | None, typer.Argument(metavar="PATH", help="A file or folder.")] = None,
    data: Data = None,
    rules: Rules = None,
    strict: Annotated[bool, typer.Option(help="Advice fails as well.")] = False,
    no_color: Plain = False,
) -> None:
    """Find errors and unwise wording in rules, vocabularies and registers."""
    api = door("workshop")
    found = api.check(path, data=data, shelf=shelf_of(rules))
    print_issues([*found.errors, *found.advice], no_color=no_color)
    advice = f", {len(found.advice)} pieces of advice" if found.advice else ""
    files, errors = found.files, len(found.errors)
    told(f"{files} file{'s' * (files != 1)}, {errors} error{'s' * (errors != 1)}{advice}")
    if found.errors or (strict and found.advice):
        raise typer.Exit(1)


@app.command()
def test(
    path: Annotated[
        str | None, typer.Argument(metavar="PATH", help="An attribute or folder.")
    ] = None,
    data: Data = None,
    rules: Rules = None,
) -> None:
    """Run the tests inside attributes, and name the conditions that no test would miss."""
    api = door("workshop")
    reports = api.test(path, data=data, shelf=shelf_of(rules))
    for line in views("trials").report_lines(reports):
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
    shelf = shelf_of(rules)
    found = door("asked").statement(case, dialect=dialect, data=data, as_of=as_of, shelf=shelf)
    write(views("statement").statement_text(found), out)


@app.command()
def schema(
    kind: Annotated[
        str,
        typer.Argument(metavar="KIND", help="attribute, case, vocabulary, answer, tally or why."),
    ] = "case",
    out: Out = None,
) -> None:
    """Print the JSON Schema of a rule file, for editors, or of a JSON result."""
    ask = report()
    results = ask.kinds()
    found = ask.schema(kind) if kind in results else _schema_of_rules(kind, results)
    write(json.dumps(found, ensure_ascii=False, indent=2) + "\n", out)


def _schema_of_rules(kind: str, results: Iterable[str]) -> dict[str, Any]:
    api = door("workshop")
    if kind not in api.SCHEMAS:
        raise RequestError(f"no schema {kind!r}{nearest(kind, [*api.SCHEMAS, *results])}")
    found: dict[str, Any] = api.schema(kind)
    return found


@app.command("list")
def list_(rules: Rules = None, form: Form = "table", no_color: Plain = False) -> None:
    """List the cases, attributes, vocabularies and registers that can be seen from here."""
    api = door("workshop")
    found = api.everything(shelf=shelf_of(rules))
    emit(
        form,
        None,
        lambda: views("listing").list_view(found),
        lambda: door("model.inquiry").Listing(tuple(found)),
        no_color=no_color,
    )
