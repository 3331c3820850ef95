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
from narrow.report import document as doc
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
    published_said,
    quoted,
    register_line,
    section,
    subject_line,
)
from narrow.report.words import LEGEND, SUBJECTS, WORDS, headline, many, read_as

if TYPE_CHECKING:
    from narrow.questions.kept_runs import Behind
    from narrow.questions.run import Look


# --- what stands behind an answer ---------------------------------------------------------------
# A page travels, so no folder of the machine that made it stands in it: files go by their names.

MOST_LINES = 200
LONGEST = 200_000  # characters of one file of rules, or of the statements


def behind_sections(answer: Answer, behind: "Behind") -> Iterator[doc.Section]:
    """Give the lock's edits, the rules, the statements and the record of the run."""
    if answer.lock:
        yield _lock(answer.lock)
    yield _rules(behind)
    from narrow.report.compose.rules import statement_text

    text = statement_text(behind.statement)
    inside = doc.Fold("Show the statements", tuple(_block(text)))
    title = "The SQL that was carried out"
    yield section(title, inside, key="sql", short="SQL", background=True)
    yield _record(answer, behind)


def _block(text: str) -> Iterator[doc.Block]:
    yield doc.Verbatim(text[:LONGEST])
    if len(text) > LONGEST:
        yield dim(f"and {many(len(text) - LONGEST)} characters more")


def _lock(lock: Lock) -> doc.Section:
    blocks: list[doc.Block] = [doc.Paragraph(f"{lock_said(lock)} ({file_name(lock.path)})")]
    if not lock.since.none:
        blocks.append(doc.Section("Edited since", tuple(_edits(lock.since))))
    times: list[doc.Block] = []
    for at, time in enumerate(lock.times, start=1):
        times.append(doc.Paragraph(f"time {at}{f': {time.note}' if time.note else ''}"))
        times += _edits(time.changes)
    blocks.append(doc.Section("Every time it was locked", tuple(times)))
    title = "The lock on this case"
    return section(title, *blocks, key="lock", short="Lock", background=True)


def _edits(given: Changes) -> Iterator[doc.Block]:
    return changes(given, 2, MOST_LINES, file_name)


def _rules(behind: "Behind") -> doc.Section:
    rules = behind.basis.rules
    if rules:
        said = "As they stood when the run was made; each opens to its whole text."
    else:
        said = "The case or the register lies in no file: no text is kept."
    return doc.Section(
        "The exact rules",
        (dim(said), *map(_rule, rules)),
        key="rules",
        short="Rules",
        number=many(len(rules)) if rules else "",
        background=True,
    )


def _rule(rule: RuleFile) -> doc.Fold:
    name = doc.Words(f" — {file_name(rule.path)}", doc.Style.DIM)
    says: doc.Given = (doc.Words(rule.kind, doc.Style.STRONG), f" {rule.id}", name)
    digest = doc.Paragraph(("sha256 ", doc.Code(rule.sha256)), style=doc.Style.DIM)
    return doc.Fold(says, (digest, *_block(rule.text)))


def _record(answer: Answer, behind: "Behind") -> doc.Section:
    about, basis = answer.about, behind.basis
    pairs: list[tuple[str, doc.Given]] = [
        ("narrow", f"version {basis.narrow}"),
        ("Command", (doc.Code(" ".join((*behind.asked.words, "--format", "html"))),)),
        ("Case", f"{about.case}, about {SUBJECTS[about.subject]}"),
        ("As of", about.as_of),
        ("Register", f"{about.register}, {many(about.persons)} persons"),
        ("sha256", (doc.Code(about.sha256),)),
        ("Population", f"{about.population_says} ({many(answer.population)})"),
        ("Came out", headline(answer)),
    ]
    blocks: list[doc.Block] = [doc.Facts(tuple(pairs))]
    tables = basis.register.tables.items()
    if tables:
        digests = doc.Bullets(tuple((f"{name} ", doc.Code(digest)) for name, digest in tables))
        blocks.append(doc.Fold("The tables of the register", (digests,)))
    blocks.append(dim("No time of day is kept: the same question gives the same page."))
    title = "The record of this run"
    return section(title, *blocks, key="record", short="Run record", background=True)


MOST_NAMES = 60  # of those ruled out for one reason, on a screen
MOST_LISTED = 50  # persons of one list, on a screen
MOST_MASKED = 10  # later facts, on a screen
MOST_LATER = 200  # later facts, anywhere
MOST_OUT = 10_000  # persons named who are ruled out
EVERYBODY = "Everybody, for no clue is required"


def compose(
    answer: Answer,
    *,
    everyone: bool = False,
    behind: "Behind | None" = None,
    pictures: Sequence[doc.Picture] = (),
) -> doc.Document:
    """Say a run; with `everyone`, those without record and ruled out are named one by one.

    Without `behind` there are no rules, statements or record of the run. The same answer gives the
    same document: no time of day stands in it.
    """
    blocks: list[doc.Block] = [_funnel(answer), _readings(answer), *_combinations(answer)]
    if answer.weighing:
        from narrow.report.compose.weights import worth

        blocks.append(worth(answer.weighing))
    blocks += [
        _listed(answer, Verdict.MET, everyone=everyone),
        _listed(answer, Verdict.IN_DOUBT, everyone=everyone),
        _without_record(answer, everyone=everyone),
        *_marked(answer),
        *_by_hand(answer),
        _ruled_out(answer, everyone=everyone),
        *_masked(answer),
        *_not_used(answer),
        *_drawn(pictures),
    ]
    if behind:
        blocks.append(doc.Only(doc.PAGE, tuple(behind_sections(answer, behind))))
    return doc.Document(
        answer.about.title,
        tuple(blocks),
        head=tuple(_head(answer)),
        care=answer.care,
        kind=f"narrow, case {answer.about.case}",
    )


# --- the head -----------------------------------------------------------------------------------


def _head(answer: Answer) -> Iterator[doc.Block]:
    about, uncertain = answer.about, answer.population_uncertain
    doubt = f", {many(uncertain)} of them not certainly" if uncertain else ""
    population = f"{about.population_says} ({many(answer.population)}{doubt})"
    yield doc.Only(
        doc.TEXTS,
        (subject_line(about), register_line(about), doc.Paragraph(f"population: {population}")),
    )
    yield doc.Only(doc.FILES - doc.TEXTS, (doc.Facts(tuple(_facts(answer, population))),))
    if answer.lock:
        yield doc.Only(doc.TEXTS, tuple(lock_lines(answer.lock)))
    if answer.weighing and answer.weighing.no_chance:
        yield doc.Only(doc.TEXTS - doc.SCREEN, (doc.Paragraph(answer.weighing.no_chance),))
    yield from (*hidden_names(about), *advice_lines(answer.advice))
    yield doc.Space()
    yield doc.Headline(headline(answer), answer.counts)
    for one in answer.compared:
        yield doc.Paragraph(f"published: {published_said(one)} ({one.says})")
    if answer.lock:
        said: doc.Given = (doc.Link(f"This case is {lock_said(answer.lock)}.", "lock"),)
        yield doc.Only(doc.PAGE, (bold(said),))


def _facts(answer: Answer, population: str) -> Iterator[tuple[str, doc.Given]]:
    about = answer.about
    yield "As of", about.as_of
    yield "About", SUBJECTS[about.subject]
    if about.purpose:
        yield "Asked for", about.purpose
    yield "Population", population
    named = about.register_title or about.register
    yield "Register", f"{named}: {many(about.persons)} persons"


# --- how the list came about --------------------------------------------------------------------


def _first(name: str) -> doc.Column:
    return doc.Column("", name=name)


def _funnel(answer: Answer) -> doc.Section:
    none = ("", "", "", "")
    everybody = (answer.about.population_says, *none, doc.Number(answer.population))
    rows = [doc.Row((*everybody, doc.Stacked(None, answer.population)))]
    for step in answer.steps:
        said = f"then {step.clue} ({step.reading})"
        drawn = doc.Stacked(step.counts, answer.population)
        rows.append(doc.Row((said, *four(step.counts), doc.Number(step.left), drawn)))
    columns = (_first("step"), *numbers(*COUNTED, "left"), doc.Column("drawn", forms=doc.PAGE))
    caption = "The funnel: persons after each clue"
    table = doc.Table(columns, tuple(rows), caption=caption, kind="counts drawn")
    return section("Funnel", table, key="funnel")


def _readings(answer: Answer) -> doc.Section:
    decides = "* the reading that decides; narrower ones count as well"
    blocks: list[doc.Block] = [doc.Only(doc.FILES, (dim(decides),))]
    for clue in answer.clues:
        blocks += _phrase(clue)
    blocks.append(doc.Only(doc.SCREEN, (dim(decides, 4),)))
    return doc.Section(
        "The phrases and how they are read",
        tuple(blocks),
        key="readings",
        short="Readings",
        number=many(len(answer.clues)),
        background=True,
    )


def _phrase(clue: ClueSummary) -> Iterator[doc.Block]:
    rows = [
        doc.Row(
            (f"{name}{' *' if name == clue.deciding else ''}: {says}", *four(clue.counts[name]))
        )
        for name, says in clue.readings.items()
    ]
    cited = doc.Cited((clue.source,)) if clue.source else ""
    table = doc.Table(
        (_first("reading"), *numbers(*COUNTED)),
        tuple(rows),
        caption=f"Readings of {clue.id}",
        indent=4,
        kind="counts",
    )
    title = f"{clue.id}, {clue.role}"
    yield doc.Only(
        doc.TEXTS, (doc.Paragraph((f"{title}: ", *quoted(clue.quote, (cited,))), 2), table)
    )
    note = (dim(clue.note),) if clue.note else ()
    said = (doc.Paragraph(quoted(clue.quote, (cited,))), *note, table)
    yield doc.Only(doc.FILES - doc.TEXTS, (doc.Section(title, said),))


def _combinations(answer: Answer) -> Iterator[doc.Block]:
    required = [c for c in answer.clues if c.role != "supporting"]
    if len(answer.combinations) < 2 or len(required) < 2:
        return
    rows = []
    for combination in answer.combinations:
        said = ", ".join(f"{clue} {reading}" for clue, reading in combination.readings.items())
        counts = combination.counts
        rows.append(doc.Row((said, doc.Number(counts.low), doc.Number(counts.high))))
    title = "How many fit under every combination of readings"
    columns = (_first("readings"), *numbers("met", "at most"))
    table = doc.Table(columns, tuple(rows), caption=title, kind="counts")
    yield section(title, table, key="combinations", short="Combinations", background=True)


# --- who is on the list -------------------------------------------------------------------------


def _listed(answer: Answer, status: Verdict, *, everyone: bool) -> doc.Section:
    title = "Fits" if status is Verdict.MET else "In doubt"
    if status is Verdict.MET and not any(clue.role != "supporting" for clue in answer.clues):
        title = EVERYBODY
    mine = [f for f in answer.findings if f.status is status]
    total = answer.counts.by_verdict[status]
    key = "fits" if status is Verdict.MET else "doubt"
    blocks: list[doc.Block] = []
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


def _order(answer: Answer, first: Finding) -> Iterator[doc.Block]:
    order = "weighed in bits" if answer.weighing else "equal ranks are equally documented"
    legend = f"{LEGEND}; {order}"
    yield doc.Only(doc.FILES - doc.PAGE, (dim(legend),))
    yield doc.Only(doc.SCREEN, (dim(legend),))
    ranked = f"Ranked: {order}. Each name opens to the facts and their sources."
    beside = f"{LEGEND}; beside a name in the order: {', '.join(first.clues)}"
    said = [dim(ranked), dim(beside)]
    if answer.weighing:
        from narrow.report.compose.weights import crowd_said

        said.append(dim(next(iter(crowd_said(answer.weighing)))))
    yield doc.Only(doc.PAGE, tuple(said))


def _not_named(left: int) -> Iterator[doc.Block]:
    if left > 0:
        said = f"{many(left)} more are counted and not named"
        yield doc.Only(doc.EVERYWHERE - doc.PAGE, (dim(f"{said} here."),))
        yield doc.Only(doc.PAGE, (dim(f"{said} on this page."),))


def _people(answer: Answer, findings: Sequence[Finding]) -> doc.People:
    quotes = {clue.id: clue.quote for clue in answer.clues}
    return doc.People(tuple(_entry(finding, quotes) for finding in findings))


def _entry(finding: Finding, quotes: dict[str, str]) -> doc.PersonEntry:
    grade = f", grade {finding.grade.code}" if finding.grade else ""
    plural, weighed = "" if finding.sources == 1 else "s", ""
    if finding.weight:
        from narrow.report.compose.weights import weighs

        weighed = weighs(finding.weight)
    return doc.PersonEntry(
        finding.person,
        finding.rank,
        finding.status,
        f"{finding.sources} source{plural}{grade}",
        weighed,
        finding.sources,
        tuple(_clue(clue, quotes.get(clue.clue, "")) for clue in finding.clues.values()),
    )


def _clue(clue: ClueFinding, quote: str) -> doc.PersonClue:
    reads = read_as(clue.verdict, clue.reading)
    return doc.PersonClue(
        clue.clue, clue.verdict, reads, clue.because, quote, clue.evidence, clue.by_reading
    )


def _without_record(answer: Answer, *, everyone: bool) -> doc.Section:
    mine = [f for f in answer.findings if f.status is Verdict.NO_RECORD]
    total = answer.counts.no_record
    said = "nothing on record says either way, and the record is not complete for them"
    blocks: list[doc.Block] = [doc.Paragraph(said, 2)] if mine else [] if total else [nobody()]
    if mine and everyone:
        plural = "s" if len(mine) > 1 else ""
        people = _people(answer, mine)
        blocks.append(doc.Fold(f"Show {many(len(mine))} name{plural}", (people,)))
    elif mine:
        blocks.append(hint("named with --all"))
    blocks += _not_named(total - len(mine))
    return section("Without record", *blocks, key="unknown", number=total)


# --- who is off it ------------------------------------------------------------------------------


def _marked(answer: Answer) -> Iterator[doc.Block]:
    if not answer.marked:
        return
    blocks: list[doc.Block] = []
    for one in answer.marked:
        cited = doc.Cited((one.source,), brackets="[]")
        stands = f"; {WORDS[one.status]}, rank {one.rank}"
        name = bold(identity(one.person), 2)
        blocks.append(doc.About(one.person, (name, doc.Paragraph((one.says, cited, stands), 5))))
    yield section("Marked by the case", *blocks, key="marked", number=len(answer.marked))


def _by_hand(answer: Answer) -> Iterator[doc.Block]:
    mine = [r for r in answer.ruled_out if r.would_be is not None]
    if not mine:
        return
    blocks: list[doc.Block] = []
    for r in mine:
        status = WORDS[r.would_be or Verdict.NOT_MET]
        cited = doc.Cited((r.source,) if r.source else (), brackets="[]")
        would = f"; would be {status}, rank {r.would_rank}"
        name = bold(identity(r.person), 2)
        blocks.append(doc.About(r.person, (name, doc.Paragraph((r.because, cited, would), 5))))
    yield section("Taken off by hand", *blocks, key="by-hand", number=len(mine))


def _ruled_out(answer: Answer, *, everyone: bool) -> doc.Section:
    groups: dict[tuple[str, str], list[RuledOut]] = defaultdict(list)
    for r in [r for r in answer.ruled_out if r.would_be is None][:MOST_OUT]:
        groups[r.clue, r.general or r.because].append(r)
    blocks: list[doc.Block] = []
    for (clue, because), mine in sorted(groups.items(), key=lambda g: -len(g[1])):
        head = doc.Marked(Verdict.NOT_MET, f"{clue or 'population'} ({many(len(mine))}): {because}")
        people = tuple(r.person for r in mine)
        names = doc.Names(
            people,
            None if everyone else MOST_NAMES,
            indent=4,
            style=doc.Style.DIM,
            value=lambda at, mine=mine: mine[at].value,  # type: ignore[misc]
        )
        blocks.append(doc.Group(head, (names,)))
    total = answer.counts.not_met
    if not total:
        blocks.append(doc.Only(doc.FILES, (nobody(),)))
    left = total - sum(map(len, groups.values()))
    if left > 0:
        blocks.append(doc.Only(doc.FILES, tuple(_not_named(left))))
    return section("Ruled out", *blocks, key="out", number=total)


def _masked(answer: Answer) -> Iterator[doc.Block]:
    if not answer.masked_total:
        return
    items = tuple(
        (doc.Named(m.person.name), f": {m.says} ({m.table}, row {m.row})")
        for m in answer.masked[:MOST_LATER]
    )
    on_screen: list[doc.Block] = [doc.Bullets(items[:MOST_MASKED])]
    if answer.masked_total > MOST_MASKED:
        on_screen.append(dim(f"and {many(answer.masked_total - MOST_MASKED)} more"))
    left = answer.masked_total - len(items)
    beyond: list[doc.Block] = [doc.Fold(f"Show {many(len(items))}", (doc.Bullets(items),))]
    if left > 0:
        beyond.append(dim(f"and {many(left)} more"))
    yield section(
        f"Later than {answer.about.as_of}, so not looked at",
        doc.Only(doc.SCREEN, tuple(on_screen)),
        doc.Only(doc.FILES, tuple(beyond)),
        key="later",
        short="Later facts",
        number=answer.masked_total,
    )


def _not_used(answer: Answer) -> Iterator[doc.Block]:
    if answer.not_used:
        items = tuple(quoted(unused.quote, f": {unused.why}") for unused in answer.not_used)
        yield doc.Section(
            "Words of the text that no clue renders",
            (doc.Bullets(items),),
            key="not-used",
            short="Words not used",
            number=many(len(items)),
        )


def _drawn(pictures: Sequence[doc.Picture]) -> Iterator[doc.Block]:
    if pictures:
        said = "How the clues narrow and overlap, and how far other readings move ranks and counts."
        charts = section("Charts", dim(said), *pictures, key="charts", background=True)
        yield doc.Only(doc.PAGE, (charts,))


def compose_find(look: "Look", *, everyone: bool = False) -> doc.Document:
    """Say a quick look, and below it the case file; with `everyone`, the answer names everybody."""
    lead: list[doc.Block] = []
    if look.chosen:
        lead.append(doc.Paragraph(f"register {look.register}: {look.chosen}"))
    title = "The case file that this stands for (--yaml FILE keeps it)"
    file = section(title, doc.Verbatim(look.file.rstrip()), key="file", short="Case file")
    return replace(
        compose(look.answer, everyone=everyone),
        lead=(*lead, *([doc.Space()] if lead else [])),
        appendix=(file,),
        kind="narrow find",
    )
