"""A run as a document: head, funnel, phrases, who fits, who is in doubt, who is ruled out and why.

A screen is given what its reader can take in; pages have the facts behind each name as well, and
what stands behind the answer (`compose_behind`).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from narrow.model.evidence import Answer, ClueFinding, ClueSummary, Finding, RuledOut
from narrow.model.records import Changes, Lock, RuleFile
from narrow.model.verdicts import Verdict
from narrow.report.compose.pieces import (
    COUNTED,
    advice_lines,
    bold,
    changes,
    dim,
    file_name,
    four,
    hidden_names,
    hint,
    identity,
    lock_lines,
    lock_said,
    more,
    nobody,
    numbers,
    quoted,
    register_line,
    section,
    subject_line,
)
from narrow.report.compose.weights import crowd_said, weighs, worth
from narrow.report.document import (
    EVERYWHERE,
    FILES,
    PAGE,
    SCREEN,
    TEXTS,
    About,
    Block,
    Bullets,
    Cited,
    Code,
    Column,
    Document,
    Facts,
    Fold,
    Given,
    Group,
    Headline,
    Link,
    Marked,
    Named,
    Names,
    Number,
    Only,
    Paragraph,
    People,
    PersonClue,
    PersonEntry,
    Picture,
    Row,
    Section,
    Space,
    Stacked,
    Style,
    Table,
    Verbatim,
    Words,
)
from narrow.report.words import LEGEND, SUBJECTS, WORDS, headline, many

if TYPE_CHECKING:
    from narrow.questions.kept_runs import Behind
    from narrow.questions.run import Look


# --- what stands behind an answer ---------------------------------------------------------------
# A page travels, so no folder of the machine that made it stands in it: files go by their names.

MOST_LINES = 200
LONGEST = 200_000  # characters of one file of rules, or of the statements


def behind_sections(answer: Answer, behind: "Behind") -> Iterator[Section]:
    """Give the lock's edits, the rules, the statements and the record of the run."""
    if answer.lock:
        yield _lock(answer.lock)
    yield _rules(behind)
    from narrow.report.compose.rules import statement_text

    text = statement_text(behind.statement)
    inside = Fold("Show the statements", tuple(_block(text)))
    title = "The SQL that was carried out"
    yield section(title, inside, key="sql", short="SQL", background=True)
    yield _record(answer, behind)


def _block(text: str) -> Iterator[Block]:
    yield Verbatim(text[:LONGEST])
    if len(text) > LONGEST:
        yield dim(f"and {many(len(text) - LONGEST)} characters more")


def _lock(lock: Lock) -> Section:
    blocks: list[Block] = [Paragraph(f"{lock_said(lock)} ({file_name(lock.path)})")]
    if not lock.since.none:
        blocks.append(Section("Edited since", tuple(_edits(lock.since))))
    times: list[Block] = []
    for at, time in enumerate(lock.times, start=1):
        times.append(Paragraph(f"time {at}{f': {time.note}' if time.note else ''}"))
        times += _edits(time.changes)
    blocks.append(Section("Every time it was locked", tuple(times)))
    title = "The lock on this case"
    return section(title, *blocks, key="lock", short="Lock", background=True)


def _edits(given: Changes) -> Iterator[Block]:
    return changes(given, 2, MOST_LINES, file_name)


def _rules(behind: "Behind") -> Section:
    rules = behind.basis.rules
    if rules:
        said = "As they stood when the run was made; each opens to its whole text."
    else:
        said = "The case or the register lies in no file: no text is kept."
    return Section(
        "The exact rules",
        (dim(said), *map(_rule, rules)),
        key="rules",
        short="Rules",
        number=many(len(rules)) if rules else "",
        background=True,
    )


def _rule(rule: RuleFile) -> Fold:
    name = Words(f" — {file_name(rule.path)}", Style.DIM)
    says: Given = (Words(rule.kind, Style.STRONG), f" {rule.id}", name)
    digest = Paragraph(("sha256 ", Code(rule.sha256)), style=Style.DIM)
    return Fold(says, (digest, *_block(rule.text)))


def _record(answer: Answer, behind: "Behind") -> Section:
    about, basis = answer.about, behind.basis
    pairs: list[tuple[str, Given]] = [
        ("narrow", f"version {basis.narrow}"),
        ("Command", (Code(" ".join((*behind.asked.words, "--format", "html"))),)),
        ("Case", f"{about.case}, about {SUBJECTS[about.subject]}"),
        ("As of", about.as_of),
        ("Register", f"{about.register}, {many(about.persons)} persons"),
        ("sha256", (Code(about.sha256),)),
        ("Population", f"{about.population_says} ({many(answer.population)})"),
        ("Came out", headline(answer)),
    ]
    blocks: list[Block] = [Facts(tuple(pairs))]
    tables = basis.register.tables.items()
    if tables:
        digests = Bullets(tuple((f"{name} ", Code(digest)) for name, digest in tables))
        blocks.append(Fold("The tables of the register", (digests,)))
    blocks.append(dim("No time of day is kept: the same question gives the same page."))
    title = "The record of this run"
    return section(title, *blocks, key="record", short="Run record", background=True)


MOST_NAMES = 60  # of those ruled out for one reason, on a screen
MOST_LISTED = 50  # persons of one list, on a screen
MOST_MASKED = 10  # later facts, on a screen
MOST_LATER = 200  # later facts, anywhere
MOST_OUT = 10_000  # persons named who are ruled out
EVERYBODY = "Everybody, for no clue is required"
_KNOWN = (Verdict.MET, Verdict.IN_DOUBT)


def compose(
    answer: Answer,
    *,
    everyone: bool = False,
    behind: "Behind | None" = None,
    pictures: Sequence[Picture] = (),
) -> Document:
    """Say a run; with `everyone`, those without record and ruled out are named one by one.

    Without `behind` there are no rules, statements or record of the run. The same answer gives the
    same document: no time of day stands in it.
    """
    blocks: list[Block] = [_funnel(answer), _readings(answer), *_combinations(answer)]
    if answer.weighing:
        blocks.append(worth(answer.weighing))
    blocks.append(_listed(answer, Verdict.MET, everyone=everyone))
    blocks.append(_listed(answer, Verdict.IN_DOUBT, everyone=everyone))
    blocks += _without_record(answer, everyone=everyone)
    blocks += [
        *_marked(answer),
        *_by_hand(answer),
        _ruled_out(answer, everyone=everyone),
        *_masked(answer),
    ]
    blocks += [*_not_used(answer), *_drawn(pictures)]
    if behind:
        blocks.append(Only(PAGE, tuple(behind_sections(answer, behind))))
    return Document(
        answer.about.title,
        tuple(blocks),
        head=tuple(_head(answer)),
        care=answer.care,
        kind=f"narrow, case {answer.about.case}",
    )


# --- the head -----------------------------------------------------------------------------------


def _head(answer: Answer) -> Iterator[Block]:
    about, uncertain = answer.about, answer.population_uncertain
    doubt = f", {many(uncertain)} of them not certainly" if uncertain else ""
    population = f"{about.population_says} ({many(answer.population)}{doubt})"
    yield Only(
        TEXTS,
        (subject_line(about), register_line(about), Paragraph(f"population: {population}")),
    )
    yield Only(FILES - TEXTS, (Facts(tuple(_facts(answer, population))),))
    if answer.lock:
        yield Only(TEXTS, tuple(lock_lines(answer.lock)))
    if answer.weighing and answer.weighing.no_chance:
        yield Only(TEXTS - SCREEN, (Paragraph(answer.weighing.no_chance),))
    yield from (*hidden_names(about), *advice_lines(answer.advice))
    yield Space()
    yield Headline(headline(answer), answer.counts)
    if answer.lock:
        said: Given = (Link(f"This case is {lock_said(answer.lock)}.", "lock"),)
        yield Only(PAGE, (bold(said),))


def _facts(answer: Answer, population: str) -> Iterator[tuple[str, Given]]:
    about = answer.about
    yield "As of", about.as_of
    yield "About", SUBJECTS[about.subject]
    if about.purpose:
        yield "Asked for", about.purpose
    yield "Population", population
    named = about.register_title or about.register
    yield "Register", f"{named}: {many(about.persons)} persons"


# --- how the list came about --------------------------------------------------------------------


def _first(name: str) -> Column:
    return Column("", name=name)


def _funnel(answer: Answer) -> Section:
    none = ("", "", "", "")
    everybody = (answer.about.population_says, *none, Number(answer.population))
    rows = [Row((*everybody, Stacked(None, answer.population)))]
    for step in answer.steps:
        said = f"then {step.clue} ({step.reading})"
        drawn = Stacked(step.counts, answer.population)
        rows.append(Row((said, *four(step.counts), Number(step.left), drawn)))
    columns = (
        _first("step"),
        *numbers(*COUNTED, "left"),
        Column("drawn", forms=PAGE),
    )
    caption = "The funnel: persons after each clue"
    table = Table(columns, tuple(rows), caption=caption, kind="counts drawn")
    return section("Funnel", table, key="funnel")


def _readings(answer: Answer) -> Section:
    decides = "* the reading that decides; narrower ones count as well"
    blocks: list[Block] = [Only(FILES, (dim(decides),))]
    for clue in answer.clues:
        blocks += _phrase(clue)
    blocks.append(Only(SCREEN, (dim(decides, 4),)))
    return Section(
        "The phrases and how they are read",
        tuple(blocks),
        key="readings",
        short="Readings",
        number=many(len(answer.clues)),
        background=True,
    )


def _phrase(clue: ClueSummary) -> Iterator[Block]:
    rows = [
        Row((f"{name}{' *' if name == clue.deciding else ''}: {says}", *four(clue.counts[name])))
        for name, says in clue.readings.items()
    ]
    cited = Cited((clue.source,)) if clue.source else ""
    table = Table(
        (_first("reading"), *numbers(*COUNTED)),
        tuple(rows),
        caption=f"Readings of {clue.id}",
        indent=4,
        kind="counts",
    )
    title = f"{clue.id}, {clue.role}"
    yield Only(TEXTS, (Paragraph((f"{title}: ", *quoted(clue.quote, (cited,))), 2), table))
    note = (dim(clue.note),) if clue.note else ()
    said = (Paragraph(quoted(clue.quote, (cited,))), *note, table)
    yield Only(FILES - TEXTS, (Section(title, said),))


def _combinations(answer: Answer) -> Iterator[Block]:
    required = [c for c in answer.clues if c.role != "supporting"]
    if len(answer.combinations) < 2 or len(required) < 2:
        return
    rows = []
    for combination in answer.combinations:
        said = ", ".join(f"{clue} {reading}" for clue, reading in combination.readings.items())
        counts = combination.counts
        rows.append(Row((said, Number(counts.low), Number(counts.high))))
    title = "How many fit under every combination of readings"
    columns = (_first("readings"), *numbers("met", "at most"))
    table = Table(columns, tuple(rows), caption=title, kind="counts")
    yield section(title, table, key="combinations", short="Combinations", background=True)


# --- who is on the list -------------------------------------------------------------------------


def _counted(answer: Answer, status: Verdict) -> int:
    """Count those of a status who are on the list, named or not."""
    counts = answer.counts
    return {
        Verdict.MET: counts.met,
        Verdict.IN_DOUBT: counts.in_doubt,
        Verdict.NO_RECORD: counts.no_record,
    }[status]


def _listed(answer: Answer, status: Verdict, *, everyone: bool) -> Section:
    title = "Fits" if status is Verdict.MET else "In doubt"
    if status is Verdict.MET and not any(clue.role != "supporting" for clue in answer.clues):
        title = EVERYBODY
    mine = [f for f in answer.findings if f.status is status]
    total = _counted(answer, status)
    key = "fits" if status is Verdict.MET else "doubt"
    blocks: list[Block] = []
    if not mine and not total:
        blocks.append(nobody())
    elif status is Verdict.MET and mine:
        blocks += _order(answer, mine[0])
    shown = mine if everyone else mine[:MOST_LISTED]
    if shown:
        blocks.append(_people(answer, shown))
    blocks += more(len(mine) - len(shown))
    blocks += _not_named(total - len(mine))
    return section(title, *blocks, key=key, number=total)


def _order(answer: Answer, first: Finding) -> Iterator[Block]:
    order = "weighed in bits" if answer.weighing else "equal ranks are equally documented"
    legend = f"{LEGEND}; {order}"
    yield Only(FILES - PAGE, (dim(legend),))
    yield Only(SCREEN, (dim(legend),))
    ranked = f"Ranked: {order}. Each name opens to the facts and their sources."
    beside = f"{LEGEND}; beside a name in the order: {', '.join(first.clues)}"
    said = [dim(ranked), dim(beside)]
    if answer.weighing:
        said.append(dim(next(iter(crowd_said(answer.weighing)))))
    yield Only(PAGE, tuple(said))


def _not_named(left: int) -> Iterator[Block]:
    if left > 0:
        said = f"{many(left)} more are counted and not named"
        yield Only(EVERYWHERE - PAGE, (dim(f"{said} here."),))
        yield Only(PAGE, (dim(f"{said} on this page."),))


def _people(answer: Answer, findings: Sequence[Finding]) -> People:
    quotes = {clue.id: clue.quote for clue in answer.clues}
    return People(tuple(_entry(finding, quotes) for finding in findings))


def _entry(finding: Finding, quotes: dict[str, str]) -> PersonEntry:
    grade = f", grade {finding.grade.code}" if finding.grade else ""
    plural = "" if finding.sources == 1 else "s"
    return PersonEntry(
        finding.person,
        finding.rank,
        finding.status,
        f"{finding.sources} source{plural}{grade}",
        weighs(finding.weight) if finding.weight else "",
        finding.sources,
        tuple(_clue(clue, quotes.get(clue.clue, "")) for clue in finding.clues.values()),
    )


def _clue(clue: ClueFinding, quote: str) -> PersonClue:
    reads = clue.reading if clue.verdict in _KNOWN else WORDS[clue.verdict]
    return PersonClue(
        clue.clue, clue.verdict, reads, clue.because, quote, clue.evidence, clue.by_reading
    )


def _without_record(answer: Answer, *, everyone: bool) -> Iterator[Block]:
    mine = [f for f in answer.findings if f.status is Verdict.NO_RECORD]
    total = _counted(answer, Verdict.NO_RECORD)
    said = "nothing on record says either way, and the record is not complete for them"
    blocks: list[Block] = [Paragraph(said, 2)] if mine else [] if total else [nobody()]
    if mine and everyone:
        plural = "s" if len(mine) > 1 else ""
        people = _people(answer, mine)
        blocks.append(Fold(f"Show {many(len(mine))} name{plural}", (people,)))
    elif mine:
        blocks.append(hint("named with --all"))
    blocks += _not_named(total - len(mine))
    # a screen counts those taken off by hand here as well, as the headline does
    for forms, number in ((SCREEN, answer.counts.no_record), (FILES, total)):
        yield Only(forms, (section("Without record", *blocks, key="unknown", number=number),))


# --- who is off it ------------------------------------------------------------------------------


def _marked(answer: Answer) -> Iterator[Block]:
    if not answer.marked:
        return
    blocks: list[Block] = []
    for one in answer.marked:
        cited = Cited((one.source,), brackets="[]")
        stands = f"; {WORDS[one.status]}, rank {one.rank}"
        name = bold(identity(one.person), 2)
        blocks.append(About(one.person, (name, Paragraph((one.says, cited, stands), 5))))
    yield section("Marked by the case", *blocks, key="marked", number=len(answer.marked))


def _by_hand(answer: Answer) -> Iterator[Block]:
    mine = [r for r in answer.ruled_out if r.would_be is not None]
    if not mine:
        return
    blocks: list[Block] = []
    for r in mine:
        status = WORDS[r.would_be or Verdict.NOT_MET]
        cited = Cited((r.source,) if r.source else (), brackets="[]")
        would = f"; would be {status}, rank {r.would_rank}"
        name = bold(identity(r.person), 2)
        blocks.append(About(r.person, (name, Paragraph((r.because, cited, would), 5))))
    yield section("Taken off by hand", *blocks, key="by-hand", number=len(mine))


def _ruled_out(answer: Answer, *, everyone: bool) -> Section:
    groups: dict[tuple[str, str], list[RuledOut]] = defaultdict(list)
    for r in [r for r in answer.ruled_out if r.would_be is None][:MOST_OUT]:
        groups[r.clue, r.general or r.because].append(r)
    blocks: list[Block] = []
    for (clue, because), mine in sorted(groups.items(), key=lambda g: -len(g[1])):
        head = Marked(Verdict.NOT_MET, f"{clue or 'population'} ({many(len(mine))}): {because}")
        people = tuple(r.person for r in mine)
        names = Names(
            people,
            None if everyone else MOST_NAMES,
            indent=4,
            style=Style.DIM,
            value=lambda at, mine=mine: mine[at].value,  # type: ignore[misc]
        )
        blocks.append(Group(head, (names,)))
    total = answer.counts.not_met
    if not total:
        blocks.append(Only(FILES, (nobody(),)))
    left = total - sum(map(len, groups.values()))
    if left > 0:
        blocks.append(Only(FILES, tuple(_not_named(left))))
    return section("Ruled out", *blocks, key="out", number=total)


def _masked(answer: Answer) -> Iterator[Block]:
    if not answer.masked_total:
        return
    items = tuple(
        (Named(m.person.name), f": {m.says} ({m.table}, row {m.row})")
        for m in answer.masked[:MOST_LATER]
    )
    on_screen: list[Block] = [Bullets(items[:MOST_MASKED])]
    if answer.masked_total > MOST_MASKED:
        on_screen.append(dim(f"and {many(answer.masked_total - MOST_MASKED)} more"))
    left = answer.masked_total - len(items)
    beyond: list[Block] = [Fold(f"Show {many(len(items))}", (Bullets(items),))]
    if left > 0:
        beyond.append(dim(f"and {many(left)} more"))
    yield section(
        f"Later than {answer.about.as_of}, so not looked at",
        Only(SCREEN, tuple(on_screen)),
        Only(FILES, tuple(beyond)),
        key="later",
        short="Later facts",
        number=answer.masked_total,
    )


def _not_used(answer: Answer) -> Iterator[Block]:
    if answer.not_used:
        items = tuple(quoted(unused.quote, f": {unused.why}") for unused in answer.not_used)
        yield Section(
            "Words of the text that no clue renders",
            (Bullets(items),),
            key="not-used",
            short="Words not used",
            number=many(len(items)),
        )


def _drawn(pictures: Sequence[Picture]) -> Iterator[Block]:
    if pictures:
        said = "How the clues narrow and overlap, and how far other readings move ranks and counts."
        charts = section("Charts", dim(said), *pictures, key="charts", background=True)
        yield Only(PAGE, (charts,))


def compose_find(look: "Look", *, everyone: bool = False) -> Document:
    """Say a quick look, and below it the case file; with `everyone`, the answer names everybody."""
    lead: list[Block] = []
    if look.chosen:
        lead.append(Paragraph(f"register {look.register}: {look.chosen}"))
    title = "The case file that this stands for (--yaml FILE keeps it)"
    file = section(title, Verbatim(look.file.rstrip()), key="file", short="Case file")
    return replace(
        compose(look.answer, everyone=everyone),
        lead=(*lead, *([Space()] if lead else [])),
        appendix=(file,),
        kind="narrow find",
    )
