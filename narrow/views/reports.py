"""The other questions in a terminal: why, funnel, tally, figures, checks, tests, what there is."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from narrow.errors import Issue
from narrow.model.cases import Source
from narrow.model.inquiry import ClueWhy, Compared, ReadingWhy, Tally, Why
from narrow.model.verdicts import Verdict
from narrow.views.lock import lock_lines
from narrow.views.pieces import advice_lines, heading, line, marked, marked_by
from narrow.views.weights import place_view
from narrow.views.words import WORDS, between, citation, clean, share

_PLACES = {
    Verdict.MET: "fits",
    Verdict.IN_DOUBT: "in doubt: not on the list of those who fit, and not ruled out",
    Verdict.NO_RECORD: "without record: cannot be ruled out",
    Verdict.NOT_MET: "ruled out",
}


def _columns(*names: str, wide: int = 1) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim")
    for at, name in enumerate(names):
        table.add_column(name, justify="left" if at < wide else "right", no_wrap=at >= wide)
    return table


# --- why --------------------------------------------------------------------------------------


def why_view(why: Why) -> Group:
    """Lay out why one person is on the list or not; never without the size of the list."""
    person = why.person
    parts: list[RenderableType] = [Text(clean(person.name), style="bold")]
    others = f", also {', '.join(person.aliases)}" if person.aliases else ""
    parts.append(line(f"{person.id}{others}"))
    parts.append(line(f"case {why.about.case}, as of {why.about.as_of}"))
    if why.lock:
        parts += lock_lines(why.lock)
    parts += [Text(), *_place(why)]
    if why.place and why.weighing:
        verdicts = {c.clue: (c.verdict, reached(c)) for c in why.clues}
        parts += place_view(why.place, why.weighing, verdicts)
    for clue in why.clues:
        parts += _clue(clue)
    if why.masked:
        parts.append(heading(f"Later than {why.about.as_of}, so not looked at"))
        parts += [line(f"{m.says} ({m.table}, row {m.row})", 2) for m in why.masked]
    parts += [Text(), line(why.care, style="italic")]
    return Group(*parts)


def _place(why: Why) -> Iterator[RenderableType]:
    yield marked(why.status, _PLACES[why.status], 0)
    if why.in_population is Verdict.NOT_MET:
        yield line("not in the population of the case", 2)
    if why.stopped_by:
        yield line(f"stopped first by: {why.stopped_by}", 2)
    if why.excluded and why.excluded.source:
        said = f"taken off by hand: {why.excluded.because}"
        yield line(f"{said} [{citation(why.excluded.source)}]", 2)
    crowd = f"{why.fits} fit, {why.in_doubt} are in doubt, {why.no_record} are without record"
    yield line(f"in this case {crowd}", 2)


def reached(clue: ClueWhy) -> str:
    """Name the narrowest reading that gives a clue its verdict."""
    return next((r.name for r in clue.readings if r.verdict is clue.verdict), "")


def _clue(clue: ClueWhy) -> Iterator[RenderableType]:
    yield heading(f"{clue.clue} ({clue.role})")
    source = f" ({citation(clue.source)})" if clue.source else ""
    yield line(f"the text says: “{clue.quote}”{source}", 2)
    for reading in clue.readings:
        yield from _reading(reading)


def _reading(reading: ReadingWhy) -> Iterator[RenderableType]:
    beyond = "" if reading.decides else " (does not count)"
    yield Text()
    yield line(f"{reading.name}{beyond}: we read it as: {reading.says}", 2)
    yield marked(reading.verdict, f"{WORDS[reading.verdict]}: {reading.because}")
    for evidence in reading.evidence[:3]:
        grade = f", grade {evidence.grade.code}" if evidence.grade else ""
        yield line(f"{evidence.table}, row {evidence.row}{grade}: {evidence.says}", 4)
        yield from _sources(evidence.sources)
    if len(reading.evidence) > 3:
        yield line(f"and {len(reading.evidence) - 3} rows more", 4, "dim")
    if reading.nearest and not reading.evidence:
        yield line(
            f"nearest, {reading.nearest.table} row {reading.nearest.row}: {reading.nearest.says}", 4
        )
        for said, verdict in reading.nearest.conditions:
            yield marked(verdict, said, 6)
        yield from _sources(reading.nearest.sources)
    if reading.would_change:
        yield line(f"what would change it: {reading.would_change}", 4)


def _sources(sources: Sequence[Source]) -> Iterator[RenderableType]:
    for source in sources[:4]:
        yield line(citation(source), 6, "dim")
        if source.url:
            yield line(source.url, 8, "dim")


# --- tally, figures ---------------------------------------------------------------------------


def tally_view(tally: Tally) -> Group:
    """Lay out a tally: the not known apart, counts and shares as ranges."""
    about = tally.about
    table = _columns(tally.by, "met", "in doubt", "no record", "not met", "of", "so", "share")
    for group in tally.groups:
        c = group.counts
        style = "bold" if group.total else ""
        numbers = map(str, (c.met, c.in_doubt, c.no_record, c.not_met))
        shares = share(group.share_low, group.share_high)
        cells = (*numbers, between(group.members), between(c), shares)
        table.add_row(Text(clean(group.value)), *cells, style=style)
    said = f"counted: {tally.says}" + (f" ({tally.clue}, {tally.reading})" if tally.clue else "")
    return Group(
        Text(clean(about.title), style="bold"),
        line(f"case {about.case}, as of {about.as_of}, register {about.register}"),
        line(f"population: {about.population_says}"),
        line(said),
        *advice_lines(tally.advice),
        Text(),
        table,
        Text(),
        line(tally.care, style="italic"),
    )


def figures_view(compared: Sequence[tuple[str, Compared]]) -> Group:
    """Lay out published figures beside ours."""
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim", leading=1)
    table.add_column("what is counted", width=34)
    table.add_column("published", justify="right", no_wrap=True)
    table.add_column("ours", justify="right", no_wrap=True)
    table.add_column("which is")
    for _, c in compared:
        ours = f"{c.low}" if c.low == c.high else f"{c.low} to {c.high}"
        published = Text(c.published)
        of = f"{c.of}" if c.of_low == c.of else f"{c.of_low} to {c.of}"
        table.add_row(Text(clean(c.says)), published, f"{ours} of {of}", Text(c.verdict))
    remarks = list(dict.fromkeys(c.remark for _, c in compared if c.remark))
    sources = {c.source.id: c.source for _, c in compared if c.source}
    return Group(
        Text("Published figures beside ours", style="bold"),
        Text(),
        table,
        heading("Remarks"),
        *(marked_by("-", remark) for remark in remarks),
        heading("Published by"),
        *(line(f"{citation(s)} {s.url}", 2) for s in sources.values()),
    )


# --- checks -----------------------------------------------------------------------------------


def issues_view(issues: Sequence[Issue]) -> Group:
    """Lay out errors or advice, each with its place and the line as written."""
    parts: list[RenderableType] = []
    for issue in issues:
        where, *quoted = str(issue).split("\n    ")
        parts.append(Text(clean(where), style="bold" if not issue.code else ""))
        parts += [Text(f"    {_kept(text)}", style="dim") for text in quoted]
    return Group(*parts)


def _kept(text: str) -> str:
    """Clean a quoted line without folding the spaces that put the caret in its place."""
    return "".join(c if c == " " else clean(c) or " " for c in text)
