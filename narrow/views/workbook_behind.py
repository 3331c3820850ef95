"""The sheets behind the names: facts, sources, readings, the rules line by line, and the run."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from narrow.model.cases import Source
from narrow.model.evidence import Answer, Evidence
from narrow.report.compose.pieces import lock_said
from narrow.report.compose.workbook import Book
from narrow.report.words import SUBJECTS, between, citation, headline, many
from narrow.views.page_markup import leads_to_web
from narrow.views.workbook_pieces import above, marked
from narrow.views.workbook_sheet import Cell, Given, Sheet

COUNTED = ("met", "in doubt", "no record", "not met")
FACTS = (
    *("Name", "Id", "Clue", "Stands", "Fact", "Not known whether", "Together with"),
    *("Table", "Row", "Grade", "Sources", "Cited"),
)
DEEPEST = 40  # spaces of an indent that are kept
NO_RULES = "The rules stand in no file, or this is a redacted edition: they may quote names."


def behind_sheets(book: Book) -> Iterator[Sheet]:
    """Give facts, sources, readings, rules and the run."""
    yield _facts(book.answer)
    yield _sources(book.answer)
    yield _readings(book.answer)
    yield _rules(book)
    yield _run(book)


def _facts(answer: Answer) -> Sheet:
    rows = [
        (f.person.name, f.person.id, c.clue, marked(e.verdict, c.because), *_fact(e))
        for f in answer.findings
        for c in f.clues.values()
        for e in c.evidence
    ]
    return Sheet("Facts", above(answer), FACTS, rows)


def _fact(fact: Evidence) -> Sequence[Given]:
    beside = fact.with_row
    sources = _once((*fact.sources, *(beside.sources if beside else ())))
    return (
        fact.says,
        "; ".join(fact.doubts),
        beside.says if beside else "",
        fact.table,
        fact.row,
        fact.grade.code if fact.grade else "",
        ", ".join(s.id for s in sources),
        "; ".join(citation(s) for s in sources),
    )


def _once(sources: Sequence[Source]) -> Sequence[Source]:
    return list({source.id: source for source in sources}.values())


def _sources(answer: Answer) -> Sheet:
    facts = [e for f in answer.findings for c in f.clues.values() for e in c.evidence]
    beside = [e.with_row for e in facts if e.with_row]
    cited = [s for e in (*facts, *beside) for s in e.sources]
    cited += [c.source for c in answer.clues if c.source]
    cited += [r.source for r in answer.ruled_out if r.source]
    rows = [
        (
            s.id,
            s.publisher,
            s.title,
            s.published,
            Cell(s.grade.code, s.grade.words) if s.grade else "",
            s.depends_on,
            Cell(s.url, url=s.url if leads_to_web(s.url) else ""),
        )
        for s in _once(cited)
    ]
    heads = ("Id", "Publisher", "Title", "Published", "Grade", "Depends on", "Address")
    return Sheet("Sources", (), heads, rows)


def _readings(answer: Answer) -> Sheet:
    rows = [
        (
            clue.id,
            clue.role,
            clue.quote,
            citation(clue.source) if clue.source else "",
            name,
            "decides" if name == clue.deciding else "",
            says,
            *(getattr(clue.counts[name], key) for key in ("met", "in_doubt", "no_record")),
            clue.counts[name].not_met,
        )
        for clue in answer.clues
        for name, says in clue.readings.items()
    ]
    heads = ("Clue", "Role", "Phrase", "Source", "Reading", "Decides", "What it takes", *COUNTED)
    return Sheet("Readings", (), heads, rows)


def _rules(book: Book) -> Sheet:
    files = book.behind.basis.rules if book.behind else ()
    rows = [
        # a rule is read by its indent, which cleaning takes away
        (rule.kind, rule.id, PurePath(rule.path).name, at, _indented(line))
        for rule in files
        for at, line in enumerate(rule.text.splitlines(), start=1)
    ]
    said = () if files else (NO_RULES,)
    return Sheet("Rules", said, ("Kind", "Id", "File", "Line", "Text"), rows)


def _indented(line: str) -> Cell:
    return Cell(line, indent=min(len(line) - len(line.lstrip(" ")), DEEPEST))


def _run(book: Book) -> Sheet:
    answer, about, behind = book.answer, book.answer.about, book.behind
    rows: list[Sequence[Given]] = [
        ("Case", about.case),
        ("Title", about.title),
        ("As of", about.as_of),
        ("About", SUBJECTS[about.subject]),
        ("Purpose", about.purpose),
        ("Register", f"{about.register}, {many(about.persons)} persons"),
        ("sha256", about.sha256),
        ("Population", f"{about.population_says} ({many(answer.population)})"),
        ("Not certainly in it", answer.population_uncertain),
        ("Came out", headline(answer)),
    ]
    if behind:
        rows.append(("Command", " ".join((*behind.asked.words, "--format", "xlsx"))))
        rows.append(("narrow", f"version {behind.basis.narrow}"))
        rows += [
            (f"sha256 of {name}", digest) for name, digest in behind.basis.register.tables.items()
        ]
    if answer.lock:
        rows.append(("Lock", lock_said(answer.lock)))
    if answer.weighing and answer.weighing.no_chance:
        rows.append(("No chances", answer.weighing.no_chance))
    rows += [
        (f"Then {s.clue} ({s.reading})", f"{many(s.left)} left, {many(s.counts.met)} certainly")
        for s in answer.funnel
    ]
    for one in answer.combinations:
        said = ", ".join(f"{clue} {reading}" for clue, reading in one.readings.items())
        rows.append((f"Under {said}", between(one.counts)))
    rows += [(f"Not used: “{u.quote}”", u.why) for u in answer.not_used]
    if answer.masked_total:
        rows.append((f"Later than {about.as_of}, not looked at", answer.masked_total))
        rows += [
            (f"Later: {m.person.name}", f"{m.says} ({m.table}, row {m.row})") for m in answer.masked
        ]
    return Sheet("Run", above(answer), ("What", "Value"), rows)
