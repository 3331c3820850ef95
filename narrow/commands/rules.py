"""Commands about rules and kept runs: check, test, sql, schema, list; diff, rerun, lock."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from narrow.commands.options import (
    CaseName,
    Data,
    Day,
    Everyone,
    Form,
    Out,
    Plain,
    Rules,
    ShowNames,
    app,
    asked,
    begin,
    emit,
    print_issues,
    shelf_of,
    told,
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
    from narrow.questions.rule_files import check

    begin()
    found = check(path, data=data, shelf=shelf_of(rules))
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
    from narrow.questions.rule_files import test
    from narrow.report.compose.rules import report_lines

    begin()
    reports = test(path, data=data, shelf=shelf_of(rules))
    for line in report_lines(reports):
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
    from narrow.report.compose.rules import statement_text

    if dialect not in DIALECTS:
        raise RequestError(f"no dialect {dialect!r}{nearest(dialect, DIALECTS)}")
    found = asked(case, data, as_of, rules, None).sql(dialect)
    write(statement_text(found), out)


@app.command()
def schema(
    kind: Annotated[
        str,
        typer.Argument(metavar="KIND", help="attribute, case, vocabulary, answer, tally or why."),
    ] = "case",
    out: Out = None,
) -> None:
    """Print the JSON Schema of a rule file, for editors, or of a JSON result."""
    from narrow.report.data import kinds
    from narrow.report.data import schema as schema_of_result

    results = kinds()
    found = schema_of_result(kind) if kind in results else _schema_of_rules(kind, results)
    write(json.dumps(found, ensure_ascii=False, indent=2) + "\n", out)


def _schema_of_rules(kind: str, results: Iterable[str]) -> dict[str, Any]:
    from narrow.questions.rule_files import SCHEMAS, schema

    if kind not in SCHEMAS:
        raise RequestError(f"no schema {kind!r}{nearest(kind, [*SCHEMAS, *results])}")
    return schema(kind)


@app.command("list")
def list_(rules: Rules = None, form: Form = "table", no_color: Plain = False) -> None:
    """List the cases, attributes, vocabularies and registers that can be seen from here."""
    from narrow.questions.rule_files import Listing, catalog

    found = catalog(shelf=shelf_of(rules))
    emit(Listing(tuple(found)), form, None, no_color=no_color)


# Commands about kept runs and locks: diff, rerun, lock.


@app.command()
def diff(
    before: Annotated[Path, typer.Argument(metavar="A", help="A run kept with run --save.")],
    after: Annotated[Path, typer.Argument(metavar="B", help="A later one.")],
    form: Form = "table",
    everyone: Everyone = False,
    names: ShowNames = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 where the answers differ.")
    ] = False,
    out: Out = None,
    no_color: Plain = False,
) -> None:
    """Say who came, went or moved between two runs, and which fact or line did it."""
    from narrow.questions.kept_runs import diff

    found = diff(before, after, names=names)
    emit(found, form, out, everyone=everyone, no_color=no_color)
    if exit_code and not found.same:
        raise typer.Exit(1)


@app.command()
def rerun(
    kept: Annotated[Path, typer.Argument(metavar="A", help="A run kept with run --save.")],
    form: Form = "table",
    everyone: Everyone = False,
    names: ShowNames = False,
    out: Out = None,
    no_color: Plain = False,
) -> None:
    """Repeat a kept run and compare; ends with 1 where the answer is another."""
    from narrow import inquiry

    begin()
    found = inquiry.rerun(kept, names=names)
    emit(found, form, out, everyone=everyone, no_color=no_color)
    if not found.same:
        raise typer.Exit(1)


@app.command()
def lock(
    case: CaseName,
    again: Annotated[
        bool, typer.Option("--again", help="Lock an edited case anew; the edits stay on record.")
    ] = False,
    note: Annotated[str, typer.Option(help="Why; it is kept with the lock.")] = "",
    data: Data = None,
    form: Form = "table",
    out: Out = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Freeze a case: every later edit is listed at the head of its answers."""
    from narrow.model.records import LockOfCase

    found = asked(case, data, None, rules, None).lock(again=again, note=note)
    emit(LockOfCase(case, found), form, out, no_color=no_color)
