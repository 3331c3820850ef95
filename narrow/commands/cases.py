"""Commands about a case: who fits and why, how the list narrows, what might change it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narrow.commands.options import (
    CaseName,
    Data,
    Day,
    EngineName,
    Everyone,
    Form,
    Out,
    Plain,
    Rules,
    RunForm,
    ShowNames,
    app,
    asked,
    bar,
    begin,
    emit,
    question,
    shelf_of,
    told,
    write,
)
from narrow.errors import RequestError
from narrow.files import located

if TYPE_CHECKING:
    from narrow.inquiry import Inquiry
    from narrow.model.evidence import Answer
    from narrow.model.result import Result


Redact = Annotated[
    Path | None,
    typer.Option(metavar="KEYFILE", help="Codes for names; who they are goes to this file."),
]
Charts = Annotated[bool, typer.Option("--charts", help="Charts in the page (--format html).")]


def more_forms(
    inquiry: "Inquiry", answer: "Answer", redact: Path | None, *, charts: bool
) -> dict[str, Callable[[], str | bytes]]:
    """Give the forms in which a run has more; `answer` is redacted already where that was asked."""
    from narrow.report import forms

    return {
        "html": lambda: inquiry.page(answer, charts=charts, bare=redact is not None),
        "xlsx": lambda: forms.workbook(inquiry, keyfile=redact),
        "ftm": lambda: forms.ftm(answer),
    }


# Commands about a case: who fits, why, how the list narrows, how many, what was published.


@app.command()
def run(
    case: CaseName,
    data: Data = None,
    as_of: Day = None,
    form: RunForm = "table",
    everyone: Everyone = False,
    out: Out = None,
    names: ShowNames = False,
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
    from narrow.report.forms import check_edition

    if form == "xlsx" and out is None:
        raise RequestError("--format xlsx writes a file: say where with --out BOOK.xlsx")
    if redact and save is not None:
        raise RequestError("a kept run holds names: leave out --save or --redact")
    check_edition(form, out, redact, charts=charts)
    inquiry = asked(case, data, as_of, rules, engine, names)
    answer: Answer = inquiry.redacted(redact) if redact and form != "xlsx" else inquiry.run()
    emit(
        answer,
        form,
        out,
        everyone=everyone,
        no_color=no_color,
        more=more_forms(inquiry, answer, redact, charts=charts),
    )
    if redact:
        told(f"key: {redact} (only its owner may read it)")
    if form == "ftm":
        from narrow.report.ftm import left_out

        if left := left_out(answer):
            told(f"narrow: {left:,} more fit than are written here")
    if save:
        told(f"kept: {inquiry.save(save, rules=rules)}")


@question()
def why(
    inquiry: "Inquiry",
    person: Annotated[str, typer.Argument(metavar="PERSON", help="An id or a name.")],
) -> "Result":
    """Say why one person is on the list or not, and what fact would change it."""
    return inquiry.why(person)


@question()
def tally(
    inquiry: "Inquiry",
    by: Annotated[str, typer.Option(help="A field to group by, or year.")] = "",
    clue: Annotated[str, typer.Option(help="One clue. Default: all required ones.")] = "",
    reading: Annotated[str, typer.Option(help="A reading of it. Default: the deciding one.")] = "",
) -> "Result":
    """Count who meets a case by a field, the not known apart, as ranges."""
    return inquiry.tally(by, clue=clue, reading=reading)


@app.command()
def figures(
    cases: Annotated[list[str], typer.Argument(metavar="CASE...", help="Cases: ids or paths.")],
    data: Data = None,
    form: Form = "table",
    names: ShowNames = False,
    out: Out = None,
    engine: EngineName = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Set the figures that somebody published beside the counts of the register."""
    from narrow.questions.figures import Figures

    read = (asked(name, data, None, rules, engine, names).figures() for name in cases)
    found = Figures(tuple(one for figures in read for one in figures.figures))
    emit(found, form, out, no_color=no_color)


# The command that draws a chart of a case into a file.


CHART_FORMS = (".svg", ".png")
Kind = Annotated[
    str, typer.Option(help="funnel, overlap, flip, tornado; of one person: waterfall, timeline.")
]


@app.command()
def chart(
    case: CaseName,
    out: Annotated[Path, typer.Option(help="The file to draw into, .svg or .png.")],
    kind: Kind = "funnel",
    person: Annotated[str, typer.Option(help="An id or a name.")] = "",
    data: Data = None,
    as_of: Day = None,
    names: ShowNames = False,
    engine: EngineName = None,
    rules: Rules = None,
) -> None:
    """Draw a case: how clues narrow, overlap and move it; one person's weight, or facts in time."""
    form = out.suffix.lower()
    if form not in CHART_FORMS:
        raise RequestError(f"{out} is drawn as what? name a file that ends in .svg or .png")
    from narrow.report.charts.draw import chart

    drawn = chart(asked(case, data, as_of, rules, engine, names), kind, person)
    write(drawn.svg() + "\n" if form == ".svg" else drawn.png(), out)


@question(everyone=True)
def misses(inquiry: "Inquiry") -> "Result":
    """Say whom exactly one clue keeps from fitting, grouped by that clue."""
    return inquiry.misses()


@question(everyone=True)
def matrix(
    inquiry: "Inquiry",
    sort: Annotated[
        str, typer.Option(help="rank, name, contradictions, unknown, or a clue.")
    ] = "rank",
) -> "Result":
    """Set persons against clues, and say which clue tells people apart."""
    return inquiry.matrix(sort)


@question()
def funnel(
    inquiry: "Inquiry",
    order: Annotated[str, typer.Option(help="Clues in another order: a,b,c.")] = "",
) -> "Result":
    """Show how each clue narrows the population, in any order and whatever the order."""
    names = [name.strip() for name in order.split(",") if name.strip()]
    return inquiry.funnel(names)


# Commands about what might change an answer: other readings, unknown facts.


@question(everyone=True)
def flip(inquiry: "Inquiry") -> "Result":
    """Say who enters or leaves when a word is read otherwise, and how far ranks move."""
    return inquiry.flip()


@question("next")
def next_(
    inquiry: "Inquiry", most: Annotated[int, typer.Option(help="How many to name.", min=1)] = 15
) -> tuple["Result", int]:
    """Say which unknown facts would narrow most if they were found, and where to look."""
    return inquiry.next(), most


# Commands for a quick look at clues in one line each, and for an editor with a draft.


Everything = Annotated[bool, typer.Option("--all", help="Show everything, leave nothing out.")]


@app.command()
def find(
    clues: Annotated[list[str], typer.Argument(metavar="CLUE...", help="Clues, in one line each.")],
    data: Annotated[
        str | None,
        typer.Option(
            help="A register: its folder, .duckdb file, id or s3:// address. Default: the only "
            "one in ./datasets, or else venezuela-2018."
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="The day, YYYY-MM-DD. Default: the last the register knows."),
    ] = None,
    keep: Annotated[
        Path | None, typer.Option("--yaml", help="Keep the case in this file, NAME.yaml.")
    ] = None,
    form: Form = "table",
    everyone: Everyone = False,
    out: Out = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Answer clues in one line each, and show the case they stand for.

    \b
    A clue is a table, a colon, and what must hold of one row of it:
      'posts: branch=army role=commander former'
      'no posts: sector=military'       no such row
      '2+ posts: role=minister'         two or more; 2: two; 2-3: two or three
      'person: gender=female'           the person's own columns
      'designations: listed_on>2015 ground=corruption|repression'

    \b
    =  != | the code or a kind of it; a|b is either; words in "double quotes"
    >= <= | steps of an ordered vocabulary, and dates;  < > = | dates
    end="" | not recorded;  at=2015-03-09 | held on that day
    former current ever future probably-former | when the row held

    A column of another table is asked of that table, which the case shows.
    """  # noqa: D301 - \b keeps the lines of the help apart
    name = _stem(keep) if keep else "find"
    from narrow import inquiry

    begin()
    look = inquiry.find(clues, data=data, as_of=as_of, name=name, shelf=shelf_of(rules))
    if keep:
        _kept(look.file, keep)
    emit(look, form, out, everyone=everyone, no_color=no_color)


def _stem(path: Path) -> str:
    if path.suffix not in (".yaml", ".yml"):
        raise RequestError(f"--yaml takes a file that ends in .yaml, not {path.name!r}")
    return path.stem


def _kept(text: str, path: Path) -> None:
    """Write a case file, and never over another one."""
    if located(path).exists() and (not path.is_file() or path.read_bytes() != text.encode()):
        raise RequestError(f"{path} is there already and holds something else; it stays as it is")
    write(text, path)
    told(f"the case is in {path}; narrow run {path} answers it again")


@app.command()
def exposure(
    case: Annotated[
        str | None, typer.Argument(metavar="[CASE]", help="A draft: a case's id, or a path.")
    ] = None,
    clue: Annotated[
        list[str] | None,
        typer.Option("--clue", help="Or the draft's clues in one line each (see narrow find)."),
    ] = None,
    at_least: Annotated[
        int | None,
        typer.Option("--at-least", min=1, help="Fail where fewer people fit for certain."),
    ] = None,
    names: Annotated[bool, typer.Option("--names", help="Name those who are left.")] = False,
    data: Data = None,
    as_of: Day = None,
    form: Form = "table",
    everything: Everything = False,
    out: Out = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Say how few people a draft leaves, which phrase does it, and what coarser words leave.

    With --at-least K the exit code is 1 where fewer than K people fit for certain.
    """
    from narrow import inquiry

    begin()
    found = inquiry.exposure(
        case,
        lines=clue or (),
        at_least=at_least or 0,
        names=names,
        data=data,
        as_of=as_of,
        shelf=shelf_of(rules),
    )
    emit(found, form, out, everyone=everything, no_color=no_color)
    if found.threshold and not found.threshold.holds:
        from narrow.report.compose.exposure import shortfall

        told(f"narrow: {shortfall(found.threshold)}")
        raise typer.Exit(1)


# The command that tests a case on people of the register: how often is the person meant found?


Holes = Annotated[str, typer.Option(help="Shares of facts to hide, a column for each.")]
Own = Annotated[
    float | None, typer.Option(help="Share hidden of the person meant. Default: as of everybody.")
]
Outside = Annotated[
    float | None,
    typer.Option(help="How often the person meant is not in the register. Default: the case's."),
]
AsWritten = Annotated[
    bool, typer.Option("--as-written", help="Required clues rule people out, as in the case.")
]


@app.command()
def backtest(
    case: CaseName,
    trials: Annotated[int, typer.Option(help="How many people to describe.")] = 500,
    seed: Annotated[int, typer.Option(help="Equal seeds give equal results.")] = 1,
    holes: Holes = "0,0.2,0.4",
    own: Own = None,
    top: Annotated[int, typer.Option(help="How long a list is looked at.")] = 10,
    outside: Outside = None,
    as_written: AsWritten = False,
    data: Data = None,
    as_of: Day = None,
    form: Form = "table",
    out: Out = None,
    rules: Rules = None,
    no_color: Plain = False,
) -> None:
    """Test a case: describe people of the register by its clues, hide facts, find them again."""
    from narrow.questions.backtest import Setup, rates

    setup = Setup(
        trials=trials,
        seed=seed,
        holes=rates(holes),
        own=own,
        top=top,
        outside=outside,
        as_written=as_written,
    )
    steps = setup.trials * len(setup.holes)
    with bar("back-testing", steps, no_color=no_color) as heard:
        found = asked(case, data, as_of, rules, None).backtest(setup, heard)
    emit(found, form, out, no_color=no_color)
