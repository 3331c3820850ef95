"""A run in a terminal: head, funnel, the list, the doubts, the ruled out. Nothing prints here.

Every text of a register or rule enters as `Text`, never as markup, and is cleaned first.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from narrow.model.evidence import Answer, ClueFinding, Evidence, Finding, RuledOut
from narrow.model.verdicts import Verdict
from narrow.views.chances import weighs
from narrow.views.lock import lock_lines
from narrow.views.pieces import STYLES, advice_lines, heading, line, marked
from narrow.views.weights import weighing_view
from narrow.views.words import LEGEND, MARKS, SUBJECTS, WORDS, citation, clean, headline, many

MOST_NAMES = 60
MOST_LISTED = 50
MOST_MASKED = 10


def answer_view(answer: Answer, *, everyone: bool = False) -> Group:
    """Lay out a run; with `everyone`, those without record and ruled out are named one by one."""
    parts: list[RenderableType] = [*_head(answer), *_funnel(answer), *_readings(answer)]
    parts += _combinations(answer)
    if answer.weighing:
        parts += weighing_view(answer.weighing)
    parts += _listed(answer, Verdict.MET, everyone=everyone)
    parts += _listed(answer, Verdict.IN_DOUBT, everyone=everyone)
    parts += _without_record(answer, everyone=everyone)
    parts += [*_by_hand(answer), *_ruled_out(answer, everyone=everyone), *_masked(answer)]
    parts += [*_not_used(answer), Text(), line(answer.care, style="italic")]
    return Group(*parts)


def _number(answer: Answer, status: Verdict) -> int:
    return sum(f.status is status for f in answer.findings)


def _head(answer: Answer) -> Iterator[RenderableType]:
    about = answer.about
    yield Text(clean(about.title), style="bold")
    yield line(f"case {about.case}, as of {about.as_of}, about {SUBJECTS[about.subject]}")
    yield line(f"register {about.register}: {about.persons:,} persons (sha256 {about.sha256[:12]})")
    uncertain = answer.population_uncertain
    doubt = f", {uncertain:,} of them not certainly" if uncertain else ""
    yield line(f"population: {about.population_says} ({answer.population:,}{doubt})")
    if answer.lock:
        yield from lock_lines(answer.lock)
    yield from advice_lines(answer.advice)
    yield Text()
    yield Text(headline(answer), style="bold")


def _grid(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim")
    for at, name in enumerate(columns):
        table.add_column(name, justify="left" if at == 0 else "right", no_wrap=at > 0)
    return table


def _funnel(answer: Answer) -> Iterator[RenderableType]:
    yield heading("Funnel")
    table = _grid("", "met", "in doubt", "no record", "not met", "left")
    everybody = Text(clean(answer.about.population_says))
    table.add_row(everybody, "", "", "", "", many(answer.population))
    for step in answer.funnel:
        c = step.counts
        numbers = (c.met, c.in_doubt, c.no_record, c.not_met, step.left)
        table.add_row(Text(f"then {step.clue} ({step.reading})"), *map(many, numbers))
    yield Padding(table, (0, 0, 0, 2))


def _readings(answer: Answer) -> Iterator[RenderableType]:
    yield heading("The phrases and how they are read")
    for clue in answer.clues:
        source = f" ({citation(clue.source)})" if clue.source else ""
        yield line(f"{clue.id}, {clue.role}: “{clue.quote}”{source}", 2)
        table = _grid("", "met", "in doubt", "no record", "not met")
        for name, says in clue.readings.items():
            c = clue.counts[name]
            decides = " *" if name == clue.deciding else ""
            row = (c.met, c.in_doubt, c.no_record, c.not_met)
            table.add_row(Text(clean(f"{name}{decides}: {says}")), *map(many, row))
        yield Padding(table, (0, 0, 0, 4))
    yield line("* the reading that decides; narrower ones count as well", 4, "dim")


def _combinations(answer: Answer) -> Iterator[RenderableType]:
    required = [c for c in answer.clues if c.role != "supporting"]
    if len(answer.combinations) < 2 or len(required) < 2:
        return
    yield heading("How many fit under every combination of readings")
    table = _grid("", "met", "at most")
    for combination in answer.combinations:
        said = ", ".join(f"{clue} {reading}" for clue, reading in combination.readings.items())
        counts = combination.counts
        table.add_row(Text(said), many(counts.low), many(counts.high))
    yield Padding(table, (0, 0, 0, 2))


def _listed(answer: Answer, status: Verdict, *, everyone: bool) -> Iterator[RenderableType]:
    title = "Fits" if status is Verdict.MET else "In doubt"
    if not any(clue.role != "supporting" for clue in answer.clues):
        title = "Everybody, for no clue is required"
    yield heading(f"{title} ({_number(answer, status):,})")
    mine = [f for f in answer.findings if f.status is status]
    if not mine:
        yield line("nobody", 2, "dim")
        return
    if status is Verdict.MET:
        order = "weighed in bits" if answer.weighing else "equal ranks are equally documented"
        yield line(f"{LEGEND}; {order}", 2, "dim")
    shown = mine if everyone else mine[:MOST_LISTED]
    yield _people(shown)
    if len(mine) > len(shown):
        yield line(f"and {len(mine) - len(shown):,} more, named with --all", 2, "dim")


def _people(findings: Sequence[Finding]) -> RenderableType:
    """Lay out persons as one grid: rank, then name, then a line for each clue."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=4, justify="right")
    grid.add_column(width=1, no_wrap=True)
    grid.add_column(ratio=1)
    for finding in findings:
        grid.add_row(Text(f"{finding.rank}"), "", _name(finding))
        for clue in finding.clues.values():
            mark = Text(MARKS[clue.verdict], style=STYLES[clue.verdict])
            grid.add_row("", mark, Text(clean(_clue_says(clue))))
    return grid


def _name(finding: Finding) -> Text:
    grade = f", grade {finding.grade.code}" if finding.grade else ""
    plural = "" if finding.sources == 1 else "s"
    name = Text(clean(finding.person.name), style="bold")
    name.append(f"  {clean(finding.person.id)}", style="dim not bold")
    name.append(f"  {finding.sources} source{plural}{grade}", style="dim not bold")
    if finding.weight:
        name.append(f"  {weighs(finding.weight)}", style="not bold")
    return name


def _clue_says(clue: ClueFinding) -> str:
    known = clue.verdict in (Verdict.MET, Verdict.IN_DOUBT)
    reading = f" ({clue.reading})" if known else f" ({WORDS[clue.verdict]})"
    sources = named_sources(clue.evidence)
    return f"{clue.clue}{reading}: {clue.because}{f' [{sources}]' if sources else ''}"


def named_sources(evidence: Sequence[Evidence], most: int = 3) -> str:
    """Name the ids of the sources behind some rows, the strongest rows first."""
    ids = dict.fromkeys(source.id for e in evidence for source in e.sources)
    shown = list(ids)[:most]
    more = [f"and {len(ids) - most:,} more"] if len(ids) > most else []
    return ", ".join([*shown, *more])


def _without_record(answer: Answer, *, everyone: bool) -> Iterator[RenderableType]:
    mine = [f for f in answer.findings if f.status is Verdict.NO_RECORD]
    yield heading(f"Without record ({answer.counts.no_record:,})")
    if not mine:
        yield line("nobody", 2, "dim")
        return
    said = "nothing on record says either way, and the record is not complete for them"
    yield line(said, 2)
    if everyone:
        yield _people(mine)
    else:
        yield line("named with --all", 2, "dim")


def _by_hand(answer: Answer) -> Iterator[RenderableType]:
    mine = [r for r in answer.ruled_out if r.would_be is not None]
    if not mine:
        return
    yield heading(f"Taken off by hand ({len(mine):,})")
    for r in mine:
        status = WORDS[r.would_be or Verdict.NOT_MET]
        yield line(f"{r.person.name}  {r.person.id}", 2, "bold")
        source = f" [{citation(r.source)}]" if r.source else ""
        yield line(f"{r.because}{source}; would be {status}, rank {r.would_rank}", 5)


def _ruled_out(answer: Answer, *, everyone: bool) -> Iterator[RenderableType]:
    yield heading(f"Ruled out ({answer.counts.not_met:,})")
    groups: dict[tuple[str, str], list[RuledOut]] = defaultdict(list)
    for r in answer.ruled_out:
        if r.would_be is None:
            groups[r.clue, r.because].append(r)
    for (clue, because), mine in sorted(groups.items(), key=lambda g: -len(g[1])):
        yield marked(Verdict.NOT_MET, f"{clue or 'population'} ({len(mine):,}): {because}")
        most = len(mine) if everyone else MOST_NAMES
        names = ", ".join(r.person.name for r in mine[:most])
        more = f" and {many(len(mine) - most)} more" if len(mine) > most else ""
        yield line(names + more, 4, "dim")


def _masked(answer: Answer) -> Iterator[RenderableType]:
    if not answer.masked_total:
        return
    yield heading(f"Later than {answer.about.as_of}, so not looked at ({answer.masked_total:,})")
    for fact in answer.masked[:MOST_MASKED]:
        yield line(f"{fact.person.name}: {fact.says} ({fact.table}, row {fact.row})", 2)
    if answer.masked_total > MOST_MASKED:
        yield line(f"and {answer.masked_total - MOST_MASKED:,} more", 2, "dim")


def _not_used(answer: Answer) -> Iterator[RenderableType]:
    if answer.not_used:
        yield heading("Words of the text that no clue renders")
    for unused in answer.not_used:
        yield line(f"“{unused.quote}”: {unused.why}", 2)
