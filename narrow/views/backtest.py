"""A back-test in a terminal: how it was done, how often people are found, whether chances hold."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from narrow.questions.backtest import Backtest, Chances, Round
from narrow.report.compose.weights import chance, percent
from narrow.report.words import clean
from narrow.views.pieces import heading, line, marked_by

MARKS = {"holds": "●", "too-sure": "▲", "too-careful": "▽", "few": "○"}
STYLES = {"holds": "green", "too-sure": "red", "too-careful": "yellow", "few": "dim"}
WORDS = {
    "holds": "what was said holds",
    "too-sure": "said too much",
    "too-careful": "said too little",
    "few": "too few to tell",
}
_SUBJECTS = {"invented": "somebody invented", "public-official": "a public official"}
LEGEND = "  ".join(f"{MARKS[key]} {WORDS[key]}" for key in MARKS)


def backtest_view(found: Backtest) -> Group:
    """Lay out a back-test; nobody of the register is named in it."""
    about = found.about
    parts: list[RenderableType] = [
        Text(clean(f"Back-test: {about.title}"), style="bold"),
        line(f"case {about.case}, as of {about.as_of}, about {_SUBJECTS[about.subject]}"),
        line(f"register {about.register}: {about.persons:,} persons (sha256 {about.sha256[:12]})"),
        line(f"population: {about.population_says} ({found.population})"),
    ]
    parts += [*_how(found), *_found(found), *_chances(found)]
    parts += [Text(), line(found.care, style="italic")]
    return Group(*parts)


# --- how it was done ----------------------------------------------------------------------------


def _how(found: Backtest) -> Iterator[RenderableType]:
    setup = found.setup
    yield heading("How it was done")
    yield line(
        f"{setup.trials:,} people are drawn from the register and described by the clues of the "
        "case. A clue tells the truth as often as it is right and otherwise speaks of anybody; it "
        f"is in the text when it is met: {found.told:.1f} of {len(found.tried)} clues on average. "
        "Then everybody is weighed by that text alone, as far as the facts that are left go, and "
        f"the same people are looked for in every column. Seed {setup.seed}.",
        2,
    )
    for said in _provisos(found):
        yield line(said, 2)


def _provisos(found: Backtest) -> Iterator[str]:
    setup = found.setup
    if setup.own is not None:
        yield f"Of the person meant, {_share(setup.own)} of the facts are hidden in every column."
    if setup.outside is None:
        yield (
            "The case does not say how likely the person meant is not in this register "
            "(outside:), so that everybody meant is in it here: the easier test."
        )
    elif setup.outside:
        yield (
            f"{_share(setup.outside)} of the people meant are not in the register, and the chances "
            "allow for as much."
        )
    if setup.as_written:
        yield "Required clues rule people out, as the case is written."
    else:
        yield "No clue rules anybody out; with --as-written the required ones do."
    if found.redrawn:
        yield f"{found.redrawn:,} texts had fewer than two clues and were drawn again."
    for clue, why in found.left_out:
        yield f"Not in any text: {clue} ({why})."


# --- how often people are found -----------------------------------------------------------------


def _found(found: Backtest) -> Iterator[RenderableType]:
    yield heading("How often the person meant is found")
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim")
    table.add_column("facts hidden", ratio=1)
    for one in found.rounds:
        table.add_column(_hidden(one), justify="right", no_wrap=True, min_width=5)
    rows = [(_top(k), [_of(r.within[k], r) for r in found.rounds]) for k in found.setup.tops]
    top = _first(found.setup.top)
    rows.append((f"cannot be ruled out from {top}", [_of(r.could, r) for r in found.rounds]))
    if found.setup.outside:
        rows.append(("is not in the register", [_of(r.outside, r) for r in found.rounds]))
    if found.setup.as_written:
        rows.append(("is ruled out", [_of(r.ruled_out, r) for r in found.rounds]))
    rows += [
        ("rank, where on the list (median)", [_number(r.rank) for r in found.rounds]),
        ("how many cannot be ruled out (median)", [_number(r.length) for r in found.rounds]),
        ("people that the chances are worth (mean)", [f"{r.left:,.0f}" for r in found.rounds]),
    ]
    for says, cells in rows:
        table.add_row(says, *cells)
    yield Padding(table, (0, 0, 0, 2))


def _top(length: int) -> str:
    return "is first, alone" if length == 1 else f"is among {_first(length)}"


def _first(length: int) -> str:
    return "the first" if length == 1 else f"the first {length}"


def _hidden(one: Round) -> str:
    return _share(one.holes) if one.holes else "none"


def _of(count: int, one: Round) -> str:
    return _share(count / one.trials).replace("under ", "<")


def _share(given: float) -> str:
    return percent(given) if given else "0 %"


def _number(given: float | None) -> str:
    if given is None:
        return "-"
    return f"{given:,.0f}" if given == int(given) or given >= 10 else f"{given:.1f}"


# --- whether the chances hold -------------------------------------------------------------------


def _chances(found: Backtest) -> Iterator[RenderableType]:
    yield heading("Whether the chances hold")
    yield line(LEGEND, 2, "dim")
    for one in found.rounds:
        said = f"{_share(one.holes)} of the facts hidden" if one.holes else "No fact hidden"
        if found.setup.own is not None:
            said += f", {_share(one.own)} of those of the person meant"
        yield line(said, 2)
        for given in one.chances:
            if given.rows:
                yield marked_by(MARKS[given.word], _said(given), 4, STYLES[given.word])
    if any(c.word == "too-sure" for one in found.rounds for c in one.chances):
        yield Text()
        yield line(
            "Where it said too much, go by the list of those who cannot be ruled out and not by "
            "the order at its top.",
            2,
        )


def _said(given: Chances) -> str:
    was = chance(given.was) if given.came else "never"
    plural = "" if given.rows == 1 else "s"
    return f"when it said {chance(given.stated)}, it was {was} ({given.rows:,} row{plural})"
