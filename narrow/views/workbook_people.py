"""The sheets that name people: who fits, who is in doubt, who is off, who is nearly in, and all."""

from collections.abc import Iterator, Sequence

from narrow.model.evidence import Answer, Finding
from narrow.model.verdicts import Verdict
from narrow.views.book import Book
from narrow.views.chances import bits, weighs
from narrow.views.words import LEGEND, MARKS, WORDS, citation, many
from narrow.views.workbook_pieces import above, marked
from narrow.views.workbook_sheet import Cell, Given, Sheet


def people_sheets(book: Book) -> Iterator[Sheet]:
    """Give the five sheets, each with the size of the set and the care text above its rows."""
    answer = book.answer
    fits = (Verdict.MET,)
    title = "Fits" if any(c.role != "supporting" for c in answer.clues) else "Everybody"
    yield _found(answer, "Fits", title, fits)
    yield _found(answer, "In doubt", "In doubt, or without record", (Verdict(1), Verdict(0)))
    yield _ruled_out(answer)
    yield _misses(book)
    yield _matrix(book)


def _found(answer: Answer, name: str, title: str, statuses: Sequence[Verdict]) -> Sheet:
    mine = [f for f in answer.findings if f.status in statuses]
    clues = [clue.id for clue in answer.clues]
    weighed = ["Weight"] if answer.weighing else []
    counted = {Verdict.MET: answer.counts.met, Verdict.IN_DOUBT: answer.counts.in_doubt}
    total = sum(counted.get(s, answer.counts.no_record) for s in statuses)
    said = [f"{title} ({many(len(mine))}). {LEGEND}. The note of a mark tells the reason."]
    if total > len(mine):
        said.append(f"{many(total - len(mine))} more are counted and not named here.")
    return Sheet(
        name,
        above(answer, *said),
        ("Stands", "Rank", "Name", "Id", "Sources", "Grade", *weighed, *clues, "Because"),
        [_finding(f, clues, weighed=bool(weighed)) for f in mine],
        yellow=Verdict.MET in statuses,
        frozen=3,
    )


def _finding(finding: Finding, clues: Sequence[str], *, weighed: bool) -> Sequence[Given]:
    each = [finding.clues[clue] for clue in clues]
    marks = [marked(c.verdict, f"{_read(c.verdict, c.reading)}: {c.because}") for c in each]
    because = "; ".join(f"{c.clue}: {c.because}" for c in each)
    weight = [weighs(finding.weight) if finding.weight else ""] if weighed else []
    grade = finding.grade.code if finding.grade else ""
    who = (finding.rank, finding.person.name, finding.person.id)
    return (marked(finding.status), *who, finding.sources, grade, *weight, *marks, because)


def _read(verdict: Verdict, reading: str) -> str:
    return reading if verdict in (Verdict.MET, Verdict.IN_DOUBT) else WORDS[verdict]


def _ruled_out(answer: Answer) -> Sheet:
    rows = [
        (
            Cell(f"{MARKS[Verdict.NOT_MET]} {'by hand' if r.would_be else 'ruled out'}", r.because),
            r.person.name,
            r.person.id,
            r.clue or ("" if r.would_be else "population"),
            r.because,
            citation(r.source) if r.source else "",
            WORDS[r.would_be] if r.would_be else "",
            r.would_rank,
        )
        for r in answer.ruled_out
    ]
    said = f"Ruled out, or taken off by hand ({many(answer.ruled_out_total)})"
    left = answer.ruled_out_total - len(rows)
    more = (f"{many(left)} more are counted and not named here.",) if left > 0 else ()
    heads = ("Stands", "Name", "Id", "By", "Because", "Source", "Would be", "Would rank")
    return Sheet("Ruled out", above(answer, said, *more), heads, rows, frozen=2)


def _misses(book: Book) -> Sheet:
    rows = [
        (
            marked(miss.verdict, miss.because),
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
    return Sheet("Near misses", above(book.answer, *said), heads, rows, frozen=2)


def _matrix(book: Book) -> Sheet:
    matrix = book.matrix
    clues = [column.clue for column in matrix.columns]
    weighed = ["Bits"] if book.answer.weighing else []
    rows = [
        (
            row.rank,
            row.person.name,
            row.person.id,
            Cell("✕ by hand") if row.by_hand else marked(row.status),
            row.contradictions,
            row.unknown,
            *([bits(row.bits) if row.bits is not None else ""] if weighed else []),
            *(marked(row.verdicts[clue]) for clue in clues),
        )
        for row in matrix.rows
    ]
    heads = ("Rank", "Name", "Id", "Stands", "Contradicts", "Not known", *weighed, *clues)
    left = matrix.counts.total - len(rows)
    more = (f"{many(left)} more are counted and not named here.",) if left > 0 else ()
    return Sheet("Matrix", above(book.answer, LEGEND, *more), heads, rows, frozen=2)
