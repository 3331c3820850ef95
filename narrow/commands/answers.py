"""Commands about a case: who fits, why, how the list narrows, how many, what was published."""

from pathlib import Path
from typing import Annotated

import typer

from narrow.commands.editions import Charts, Redact, check_edition, more_forms
from narrow.commands.options import (
    CaseName,
    Data,
    Day,
    EngineName,
    Form,
    Out,
    Plain,
    Rules,
    RunForm,
    app,
    door,
    emit,
    opened,
    shelf_of,
    told,
    views,
)


@app.command()
def run(
    case: CaseName,
    data: Data = None,
    as_of: Day = None,
    form: RunForm = "table",
    everyone: Annotated[bool, typer.Option("--all", help="Name everybody.")] = False,
    out: Out = None,
    save: Annotated[
        Path | None, typer.Option(help="Keep the run: a file, or a folder such as `.`.")
    ] = None,
    redact: Redact = None,
    charts: Charts = False,
    engine: EngineName = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Say who fits a case, ranked, with reasons; who is in doubt; who is ruled out and why."""
    check_edition(form, out, redact, save, charts=charts)
    shelf = shelf_of(rules)
    given = {"data": data, "as_of": as_of, "shelf": shelf}
    read = opened(case, data, as_of, shelf, engine)
    found = door("api").run(read, shelf=shelf)
    answer = door("editions").redacted(found, redact) if redact and form != "xlsx" else found
    emit(
        form,
        out,
        lambda: views("terminal").answer_view(answer, everyone=everyone),
        lambda: answer,
        everyone=everyone,
        no_color=no_color,
        more=more_forms((found, answer), (case, read), given, redact, charts=charts),
    )
    if redact:
        told(f"key: {redact} (only its owner may read it)")
    left = views("ftm_lines").left_out(answer) if form == "ftm" else 0
    if left:
        told(f"narrow: {left:,} more fit than are written here")
    if save:
        asked = {"case": case, "data": data, "as_of": as_of, "rules": rules}
        told(f"kept: {door('records').keep(answer, save, **asked, shelf=shelf)}")


@app.command()
def why(
    case: CaseName,
    person: Annotated[str, typer.Argument(metavar="PERSON", help="An id or a name.")],
    data: Data = None,
    as_of: Day = None,
    form: Form = "table",
    out: Out = None,
    engine: EngineName = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Say why one person is on the list or not, and what fact would change it."""
    shelf = shelf_of(rules)
    read = opened(case, data, as_of, shelf, engine)
    found = door("asked").why(read, person, shelf=shelf)
    emit(
        form,
        out,
        lambda: views("reports").why_view(found),
        lambda: found,
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
    engine: EngineName = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Count who meets a case by a field, the not known apart, as ranges."""
    shelf = shelf_of(rules)
    read = opened(case, data, as_of, shelf, engine)
    found = door("asked").tally(read, by=by, clue=clue, reading=reading)
    emit(
        form,
        out,
        lambda: views("reports").tally_view(found),
        lambda: found,
        no_color=no_color,
    )


@app.command()
def figures(
    cases: Annotated[list[str], typer.Argument(metavar="CASE...", help="Cases: ids or paths.")],
    data: Data = None,
    form: Form = "table",
    out: Out = None,
    engine: EngineName = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Set the figures that somebody published beside the counts of the register."""
    shelf = shelf_of(rules)
    ask = door("asked")
    read = ((name, opened(name, data, None, shelf, engine)) for name in cases)
    found = [(name, c) for name, case in read for c in ask.compare(case)]
    emit(
        form,
        out,
        lambda: views("reports").figures_view(found),
        lambda: door("model.inquiry").Figures.of(found),
        no_color=no_color,
    )
