"""Commands about kept runs and locks: diff, rerun, lock."""

from pathlib import Path
from typing import Annotated, Any

import typer

from narrow.commands.options import CaseName, Data, Form, Out, Plain, Rules, app, asked, begin, emit

Everyone = Annotated[bool, typer.Option("--all", help="Name everybody.")]


@app.command()
def diff(
    before: Annotated[Path, typer.Argument(metavar="A", help="A run kept with run --save.")],
    after: Annotated[Path, typer.Argument(metavar="B", help="A later one.")],
    form: Form = "table",
    everyone: Everyone = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 where the answers differ.")
    ] = False,
    out: Out = None,
    no_color: Plain = False,
) -> None:
    """Say who came, went or moved between two runs, and which fact or line did it."""
    from narrow.questions.kept_runs import diff

    found = diff(before, after)
    _shown(found, form, out, everyone=everyone, no_color=no_color)
    if exit_code and not found.same:
        raise typer.Exit(1)


@app.command()
def rerun(
    kept: Annotated[Path, typer.Argument(metavar="A", help="A run kept with run --save.")],
    form: Form = "table",
    everyone: Everyone = False,
    out: Out = None,
    no_color: Plain = False,
) -> None:
    """Repeat a kept run and compare; ends with 1 where the answer is another."""
    from narrow import inquiry

    begin()
    found = inquiry.rerun(kept)
    _shown(found, form, out, everyone=everyone, no_color=no_color)
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


def _shown(found: Any, form: str, out: Path | None, *, everyone: bool, no_color: bool) -> None:

    emit(found, form, out, everyone=everyone, no_color=no_color)
