"""A run as the sheets of a workbook: who fits, who is off, near misses, the matrix, what is behind.

A workbook has what the screen has and more: near misses and the matrix of the same case, every fact
with its source, and the rules line by line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from narrow.model.cases import Source
from narrow.model.evidence import Answer, Evidence, Finding
from narrow.model.verdicts import Verdict
from narrow.questions.kept_runs import Behind
from narrow.questions.matrix import Matrix
from narrow.questions.misses import Misses
from narrow.report import document as doc
from narrow.report.compose.pieces import COUNTED, four, lock_said, published_said
from narrow.report.compose.weights import bits, weighs
from narrow.report.words import LEGEND, SUBJECTS, WORDS, between, citation, headline, many, read_as

# What a workbook shows: the answer, and what is asked beside it.


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Book:
    """An answer with near misses and the matrix of the same case; no rules where they may name."""

    answer: Answer
    misses: Misses
    matrix: Matrix
    behind: Behind | None = None


FACTS = (
    *("Name", "Id", "Clue", "Stands", "Fact", "Not known whether", "Together with"),
    *("Table", "Row", "Grade", "Sources", "Cited"),
)
NO_RULES = "The rules stand in no file, or this is a redacted edition: they may quote names."
NOT_NAMED = "more are counted and not named here."


def compose(book: Book) -> doc.Document:
    """Say a run as sheets; above every one that names people stand the count and the care text."""
    answer = book.answer
    title = "Fits" if any(c.role != "supporting" for c in answer.clues) else "Everybody"
    sheets = (
        _found(answer, "Fits", title, (Verdict.MET,)),
        _found(
            answer, "In doubt", "In doubt, or without record", (Verdict.IN_DOUBT, Verdict.NO_RECORD)
        ),
        _ruled_out(answer),
        _misses(book),
        _matrix(book),
        _facts(answer),
        _sources(answer),
        _readings(answer),
        _rules(book),
        _sheet("Run", _above(answer), ("What", "Value"), list(_said(book))),
    )
    return doc.Document(answer.about.title, sheets, titled=False)


def _sheet(
    name: str,
    above: Sequence[str],
    heads: Sequence[str],
    rows: Sequence[Sequence[doc.Cell]],
    *,
    chosen: bool = False,
    frozen: int = 1,
) -> doc.Section:
    table = doc.Table(
        tuple(map(doc.Column, heads)),
        tuple(doc.Row(tuple(cells)) for cells in rows),
        chosen=chosen,
        frozen=frozen,
    )
    said: tuple[doc.Block, ...] = tuple(map(doc.Paragraph, above))
    return doc.Section(name, (*said, table), short=name)


def _above(answer: Answer, *more: str) -> tuple[str, ...]:
    """Say what nobody's name may stand without: the size of the set, and the care text."""
    about = answer.about
    when = f"case {about.case}, as of {about.as_of}, register {about.register}"
    return (about.title, headline(answer), answer.care, when, *more)


# --- who is on the list -------------------------------------------------------------------------


def _found(answer: Answer, name: str, title: str, statuses: Sequence[Verdict]) -> doc.Section:
    mine = [f for f in answer.findings if f.status in statuses]
    clues = [clue.id for clue in answer.clues]
    weighed = ["Weight"] if answer.weighing else []
    total = sum(answer.counts.by_verdict[status] for status in statuses)
    said = [f"{title} ({many(len(mine))}). {LEGEND}. The note of a mark tells the reason."]
    if total > len(mine):
        said.append(f"{many(total - len(mine))} {NOT_NAMED}")
    return _sheet(
        name,
        _above(answer, *said),
        ("Stands", "Rank", "Name", "Id", "Sources", "Grade", *weighed, *clues, "Because"),
        [_finding(f, clues, weighed=bool(weighed)) for f in mine],
        chosen=Verdict.MET in statuses,
        frozen=3,
    )


def _finding(finding: Finding, clues: Sequence[str], *, weighed: bool) -> Sequence[doc.Cell]:
    each = [finding.clues[clue] for clue in clues]
    marks = [doc.Stands(c.verdict, f"{read_as(c.verdict, c.reading)}: {c.because}") for c in each]
    because = "; ".join(f"{c.clue}: {c.because}" for c in each)
    weight = [weighs(finding.weight) if finding.weight else ""] if weighed else []
    grade = finding.grade.code if finding.grade else ""
    who = (doc.Number(finding.rank), finding.person.name, finding.person.id)
    documented = (doc.Number(finding.sources), grade)
    return (doc.Stands(finding.status), *who, *documented, *weight, *marks, because)


# --- who is off it, or nearly on ----------------------------------------------------------------


def _ruled_out(answer: Answer) -> doc.Section:
    rows: list[Sequence[doc.Cell]] = [
        (
            doc.Stands(Verdict.NOT_MET, r.because, says="by hand" if r.would_be else "ruled out"),
            r.person.name,
            r.person.id,
            r.clue or ("" if r.would_be else "population"),
            r.because,
            citation(r.source) if r.source else "",
            WORDS[r.would_be] if r.would_be else "",
            "" if r.would_rank is None else doc.Number(r.would_rank),
        )
        for r in answer.ruled_out
    ]
    said = f"Ruled out, or taken off by hand ({many(answer.ruled_out_total)})"
    left = answer.ruled_out_total - len(rows)
    more = (f"{many(left)} {NOT_NAMED}",) if left > 0 else ()
    heads = ("Stands", "Name", "Id", "By", "Because", "Source", "Would be", "Would rank")
    return _sheet("Ruled out", _above(answer, said, *more), heads, rows, frozen=2)


def _misses(book: Book) -> doc.Section:
    rows: list[Sequence[doc.Cell]] = [
        (
            doc.Stands(miss.verdict, miss.because),
            miss.person.name,
            miss.person.id,
            group.clue,
            miss.because,
            miss.would_change,
            miss.settled_by,
        )
        for group in book.misses.groups
        for miss in group.people
    ]
    said = [
        f"But for {g.clue}: {many(g.counts.total)}, {many(len(g.people))} named"
        for g in book.misses.groups
    ]
    if not said:
        said = ["No clue is required, so that nobody can miss one."]
    heads = ("Stands", "Name", "Id", "But for", "Because", "What would change it", "Settled by")
    return _sheet("Near misses", _above(book.answer, *said), heads, rows, frozen=2)


def _matrix(book: Book) -> doc.Section:
    matrix = book.matrix
    clues = [column.clue for column in matrix.columns]
    weighed = ["Bits"] if book.answer.weighing else []
    rows: list[Sequence[doc.Cell]] = [
        (
            "" if row.rank is None else doc.Number(row.rank),
            row.person.name,
            row.person.id,
            doc.Stands(Verdict.NOT_MET, says="by hand") if row.by_hand else doc.Stands(row.status),
            doc.Number(row.contradictions),
            doc.Number(row.unknown),
            *([bits(row.bits) if row.bits is not None else ""] if weighed else []),
            *(doc.Stands(row.verdicts[clue]) for clue in clues),
        )
        for row in matrix.rows
    ]
    heads = ("Rank", "Name", "Id", "Stands", "Contradicts", "Not known", *weighed, *clues)
    left = matrix.counts.total - len(rows)
    more = (f"{many(left)} {NOT_NAMED}",) if left > 0 else ()
    return _sheet("Matrix", _above(book.answer, LEGEND, *more), heads, rows, frozen=2)


# --- what is behind -----------------------------------------------------------------------------


def _facts(answer: Answer) -> doc.Section:
    rows: list[Sequence[doc.Cell]] = [
        (f.person.name, f.person.id, c.clue, doc.Stands(e.verdict, c.because), *_fact(e))
        for f in answer.findings
        for c in f.clues.values()
        for e in c.evidence
    ]
    return _sheet("Facts", _above(answer), FACTS, rows)


def _fact(fact: Evidence) -> Sequence[doc.Cell]:
    beside = fact.with_row
    sources = _once((*fact.sources, *(beside.sources if beside else ())))
    return (
        fact.says,
        "; ".join(fact.doubts),
        beside.says if beside else "",
        fact.table,
        doc.Number(fact.row),
        fact.grade.code if fact.grade else "",
        ", ".join(s.id for s in sources),
        "; ".join(citation(s) for s in sources),
    )


def _once(sources: Sequence[Source]) -> Sequence[Source]:
    return list({source.id: source for source in sources}.values())


def _sources(answer: Answer) -> doc.Section:
    facts = [e for f in answer.findings for c in f.clues.values() for e in c.evidence]
    beside = [e.with_row for e in facts if e.with_row]
    cited = [s for e in (*facts, *beside) for s in e.sources]
    cited += [c.source for c in answer.clues if c.source]
    cited += [r.source for r in answer.ruled_out if r.source]
    rows: list[Sequence[doc.Cell]] = [
        (
            s.id,
            s.publisher,
            s.title,
            s.published,
            doc.Noted(s.grade.code, s.grade.words) if s.grade else "",
            s.depends_on,
            doc.Address(s.url),
        )
        for s in _once(cited)
    ]
    heads = ("Id", "Publisher", "Title", "Published", "Grade", "Depends on", "Address")
    return _sheet("Sources", (), heads, rows)


def _readings(answer: Answer) -> doc.Section:
    rows: list[Sequence[doc.Cell]] = [
        (
            clue.id,
            clue.role,
            clue.quote,
            citation(clue.source) if clue.source else "",
            name,
            "decides" if name == clue.deciding else "",
            says,
            *four(clue.counts[name]),
        )
        for clue in answer.clues
        for name, says in clue.readings.items()
    ]
    heads = ("Clue", "Role", "Phrase", "Source", "Reading", "Decides", "What it takes", *COUNTED)
    return _sheet("Readings", (), heads, rows)


def _rules(book: Book) -> doc.Section:
    files = book.behind.basis.rules if book.behind else ()
    rows: list[Sequence[doc.Cell]] = [
        (rule.kind, rule.id, PurePath(rule.path).name, doc.Number(at), (doc.Code(line),))
        for rule in files
        for at, line in enumerate(rule.text.splitlines(), start=1)
    ]
    said = () if files else (NO_RULES,)
    return _sheet("Rules", said, ("Kind", "Id", "File", "Line", "Text"), rows)


def _said(book: Book) -> Iterator[Sequence[doc.Cell]]:
    answer, about, behind = book.answer, book.answer.about, book.behind
    yield "Case", about.case
    yield "Title", about.title
    yield "As of", about.as_of
    yield "About", SUBJECTS[about.subject]
    yield "Purpose", about.purpose
    yield "Register", f"{about.register}, {many(about.persons)} persons"
    yield "sha256", about.sha256
    yield "Population", f"{about.population_says} ({many(answer.population)})"
    yield "Not certainly in it", doc.Number(answer.population_uncertain)
    yield "Came out", headline(answer)
    for figure in answer.compared:
        yield f"Published: {figure.says}", published_said(figure)
    if behind:
        yield "Command", " ".join((*behind.asked.words, "--format", "xlsx"))
        yield "narrow", f"version {behind.basis.narrow}"
        for name, digest in behind.basis.register.tables.items():
            yield f"sha256 of {name}", digest
    if answer.lock:
        yield "Lock", lock_said(answer.lock)
    if answer.weighing and answer.weighing.no_chance:
        yield "No chances", answer.weighing.no_chance
    for s in answer.steps:
        left = f"{many(s.left)} left, {many(s.counts.met)} certainly"
        yield f"Then {s.clue} ({s.reading})", left
    for one in answer.combinations:
        said = ", ".join(f"{clue} {reading}" for clue, reading in one.readings.items())
        yield f"Under {said}", between(one.counts)
    for unused in answer.not_used:
        yield f"Not used: “{unused.quote}”", unused.why
    if answer.masked_total:
        yield f"Later than {about.as_of}, not looked at", doc.Number(answer.masked_total)
    for m in answer.masked if answer.masked_total else ():
        yield f"Later: {m.person.name}", f"{m.says} ({m.table}, row {m.row})"
