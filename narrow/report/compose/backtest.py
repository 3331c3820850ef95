"""A back-test as a document: how it was done, how often people are found, whether chances hold."""

from collections.abc import Iterator

from narrow.questions.backtest import Backtest, Chances, Round
from narrow.report import document as doc
from narrow.report.compose.pieces import dim, section
from narrow.report.compose.weights import chance, percent
from narrow.report.words import many

WORDS = {
    "holds": "what was said holds",
    "too-sure": "said too much",
    "too-careful": "said too little",
    "few": "too few to tell",
}
SIGNS = {
    "holds": doc.Sign("●", doc.Style.GOOD, WORDS["holds"]),
    "too-sure": doc.Sign("▲", doc.Style.BAD, WORDS["too-sure"]),
    "too-careful": doc.Sign("▽", doc.Style.WARNING, WORDS["too-careful"]),
    "few": doc.Sign("○", doc.Style.DIM, WORDS["few"]),
}
LEGEND = "  ".join(f"{sign.char} {sign.word}" for sign in SIGNS.values())
_SUBJECTS = {"invented": "somebody invented", "public-official": "a public official"}


def compose(found: Backtest) -> doc.Document:
    """Say a back-test; nobody of the register is named in it."""
    about = found.about
    hashed = f"{many(about.persons)} persons (sha256 {about.sha256[:12]})"
    head = (
        doc.Paragraph(f"case {about.case}, as of {about.as_of}, about {_SUBJECTS[about.subject]}"),
        doc.Paragraph(f"register {about.register}: {hashed}"),
        doc.Paragraph(f"population: {about.population_says} ({found.population})"),
    )
    blocks = (_how(found), _found(found), _chances(found))
    title = f"Back-test: {about.title}"
    return doc.Document(title, blocks, head=head, care=found.care, kind="narrow backtest")


# --- how it was done ----------------------------------------------------------------------------


def _how(found: Backtest) -> doc.Section:
    setup = found.setup
    said = (
        f"{setup.trials:,} people are drawn from the register and described by the clues of the "
        "case. A clue tells the truth as often as it is right and otherwise speaks of anybody; it "
        f"is in the text when it is met: {found.told:.1f} of {len(found.tried)} clues on average. "
        "Then everybody is weighed by that text alone, as far as the facts that are left go, and "
        f"the same people are looked for in every column. Seed {setup.seed}."
    )
    lines = (doc.Paragraph(line, 2) for line in (said, *_provisos(found)))
    return section("How it was done", *lines, key="how")


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


def _found(found: Backtest) -> doc.Section:
    rounds, setup = found.rounds, found.setup
    tops = {k: "is first, alone" if k == 1 else f"is among {_first(k)}" for k in setup.tops}
    rows = [(top, [_of(r.within[k], r) for r in rounds]) for k, top in tops.items()]
    top = _first(setup.top)
    rows.append((f"cannot be ruled out from {top}", [_of(r.could, r) for r in rounds]))
    if setup.outside:
        rows.append(("is not in the register", [_of(r.outside, r) for r in rounds]))
    if setup.as_written:
        rows.append(("is ruled out", [_of(r.ruled_out, r) for r in rounds]))
    rows += [
        ("rank, where on the list (median)", [_number(r.rank) for r in rounds]),
        ("how many cannot be ruled out (median)", [_number(r.length) for r in rounds]),
        ("people that the chances are worth (mean)", [f"{r.left:,.0f}" for r in rounds]),
    ]
    hidden = [_share(r.holes) if r.holes else "none" for r in rounds]
    columns = (
        doc.Column("facts hidden", fills=True),
        *(doc.Column(head, right=True, wrap=doc.Wrap.NEVER, least=5) for head in hidden),
    )
    title = "How often the person meant is found"
    table = doc.Table(
        columns, tuple(doc.Row((says, *cells)) for says, cells in rows), caption=title
    )
    return section(title, table, key="found", short="Found again")


def _first(length: int) -> str:
    return "the first" if length == 1 else f"the first {length}"


def _of(count: int, one: Round) -> str:
    return _share(count / one.trials).replace("under ", "<")


def _share(given: float) -> str:
    return percent(given) if given else "0 %"


def _number(given: float | None) -> str:
    if given is None:
        return "-"
    return f"{given:,.0f}" if given == int(given) or given >= 10 else f"{given:.1f}"


# --- whether the chances hold -------------------------------------------------------------------


def _chances(found: Backtest) -> doc.Section:
    blocks: list[doc.Block] = [dim(LEGEND)]
    for one in found.rounds:
        said = f"{_share(one.holes)} of the facts hidden" if one.holes else "No fact hidden"
        if found.setup.own is not None:
            said += f", {_share(one.own)} of those of the person meant"
        blocks.append(doc.Paragraph(said, 2))
        blocks += [doc.Marked(SIGNS[c.word], _said(c), 4) for c in one.chances if c.rows]
    if any(c.word == "too-sure" for one in found.rounds for c in one.chances):
        said = (
            "Where it said too much, go by the list of those who cannot be ruled out and not by "
            "the order at its top."
        )
        blocks += [doc.Space(), doc.Paragraph(said, 2)]
    return section("Whether the chances hold", *blocks, key="chances", short="Chances")


def _said(given: Chances) -> str:
    was = chance(given.was) if given.came else "never"
    plural = "" if given.rows == 1 else "s"
    return f"when it said {chance(given.stated)}, it was {was} ({given.rows:,} row{plural})"
