"""The command that tests a case on people of the register: how often is the person meant found?"""

from typing import Annotated

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
    bar,
    door,
    emit,
    shelf_of,
    views,
)

Holes = Annotated[str, typer.Option(help="Shares of facts to hide, a column for each.")]
Own = Annotated[
    float | None,
    typer.Option(help="Share hidden of the person meant. Default: as of everybody."),
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
    ask = door("trialling")
    setup = ask.Setup(
        trials=trials,
        seed=seed,
        holes=ask.rates(holes),
        own=own,
        top=top,
        outside=outside,
        as_written=as_written,
    )
    steps = setup.trials * len(setup.holes)
    with bar("back-testing", steps, no_color=no_color) as heard:
        found = ask.backtest(
            case, setup, data=data, as_of=as_of, shelf=shelf_of(rules), heard=heard
        )
    emit(
        form,
        out,
        lambda: views("backtest").backtest_view(found),
        lambda: found,
        no_color=no_color,
    )
