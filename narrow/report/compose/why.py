"""Why one person is on the list or not, as a document; never without the size of the list."""

from collections.abc import Iterator, Sequence

from narrow.model.cases import Source
from narrow.model.profile import counted
from narrow.model.verdicts import Verdict
from narrow.questions.why import ClueWhy, ReadingWhy, Why
from narrow.report import document as doc
from narrow.report.compose.pieces import dim, lock_lines, section
from narrow.report.compose.weights import waterfall
from narrow.report.words import WORDS, many, plain

MOST_ROWS = 3  # facts of one reading, on a screen
MOST_SOURCES = 4  # of one fact, on a screen
_PLACES = {
    Verdict.MET: "fits",
    Verdict.IN_DOUBT: "in doubt: not on the list of those who fit, and not ruled out",
    Verdict.NO_RECORD: "without record: cannot be ruled out",
    Verdict.NOT_MET: "ruled out",
}


def compose(why: Why) -> doc.Document:
    """Say every clue for one person, reading by reading, and what would change it."""
    person, about = why.person, why.about
    others = f", also {', '.join(person.aliases)}" if person.aliases else ""
    head: list[doc.Block] = [
        doc.Paragraph((doc.Code(person.id), others)),
        doc.Paragraph(f"case {about.case}, as of {about.as_of}"),
    ]
    if why.lock:
        head += lock_lines(why.lock)
    head += [doc.Space(), *_place(why)]
    blocks: list[doc.Block] = []
    if why.place and why.weighing:
        verdicts = {c.clue: (c.verdict, reached(c)) for c in why.clues}
        blocks.append(waterfall(why.place, why.weighing, verdicts))
    blocks += [_clue(clue) for clue in why.clues]
    if why.masked:
        later = tuple(f"{m.says} ({m.table}, row {m.row})" for m in why.masked)
        title = f"Later than {about.as_of}, so not looked at"
        blocks.append(section(title, doc.Bullets(later), key="later", short="Later facts"))
    blocks.append(doc.Only(doc.ROWS, (_rows(why),)))
    kind = f"narrow why, case {about.case}"
    return doc.Document(person.name, tuple(blocks), head=tuple(head), care=why.care, kind=kind)


def reached(clue: ClueWhy) -> str:
    """Name the narrowest reading that gives a clue its verdict."""
    return next((r.name for r in clue.readings if r.verdict is clue.verdict), "")


def _place(why: Why) -> Iterator[doc.Block]:
    yield doc.Marked(why.status, _PLACES[why.status], 0)
    if why.in_population is Verdict.NOT_MET:
        yield doc.Paragraph("not in the population of the case", 2)
    if why.stopped_by:
        yield doc.Paragraph(f"stopped first by: {why.stopped_by}", 2)
    if why.excluded and why.excluded.source:
        cited = doc.Cited((why.excluded.source,), brackets="[]")
        yield doc.Paragraph((f"taken off by hand: {why.excluded.because}", cited), 2)
    fit = f"{many(why.fits)} {'fits' if why.fits == 1 else 'fit'}"
    crowd = f"{fit}, {_are(why.in_doubt)} in doubt, {_are(why.no_record)} without record"
    yield doc.Paragraph(f"in this case {crowd}", 2)


def _are(number: int) -> str:
    return f"{many(number)} {'is' if number == 1 else 'are'}"


def _rows(why: Why) -> doc.Table:
    """Say it as rows: the place with the size of the list first, then a row for each reading."""
    who = (why.person.name, why.person.id)
    place = "; ".join(plain(told.says) for told in _place(why) if isinstance(told, doc.Paragraph))
    rows = [doc.Row((*who, "", "", "", doc.Stands(why.status), place, ""))]
    for clue in why.clues:
        for r in clue.readings:
            reads = (clue.clue, r.name, "" if r.decides else "does not count")
            rows.append(doc.Row((*who, *reads, doc.Stands(r.verdict), r.because, r.would_change)))
    heads = ("name", "id", "clue", "reading", "counts", "stands", "because", "would change it")
    return doc.Table(tuple(map(doc.Column, heads)), tuple(rows))


def _clue(clue: ClueWhy) -> doc.Section:
    cited = doc.Cited((clue.source,) if clue.source else ())
    blocks: list[doc.Block] = [doc.Paragraph(("the text says: ", doc.Quoted(clue.quote), cited), 2)]
    for reading in clue.readings:
        blocks += _reading(reading)
    return doc.Section(f"{clue.clue} ({clue.role})", tuple(blocks), short=clue.clue)


def _reading(reading: ReadingWhy) -> Iterator[doc.Block]:
    beyond = "" if reading.decides else " (does not count)"
    yield doc.Space()
    yield doc.Paragraph(f"{reading.name}{beyond}: we read it as: {reading.says}", 2)
    yield doc.Marked(reading.verdict, f"{WORDS[reading.verdict]}: {reading.because}")
    for evidence in reading.evidence[:MOST_ROWS]:
        grade = f", grade {evidence.grade.code}" if evidence.grade else ""
        where = f"{evidence.table}, row {evidence.row}{grade}"
        yield doc.Paragraph(f"{where}: {evidence.says}", 4)
        yield from _sources(evidence.sources)
    if len(reading.evidence) > MOST_ROWS:
        yield dim(f"and {counted(len(reading.evidence) - MOST_ROWS, 'row')} more", 4)
    if reading.nearest and not reading.evidence:
        near = reading.nearest
        yield doc.Paragraph(f"nearest, {near.table} row {near.row}: {near.says}", 4)
        for said, verdict in near.conditions:
            yield doc.Marked(verdict, said, 6)
        yield from _sources(near.sources)
    if reading.would_change:
        yield doc.Paragraph(f"what would change it: {reading.would_change}", 4)


def _sources(sources: Sequence[Source]) -> Iterator[doc.Block]:
    lines: list[doc.Block] = []
    for source in sources[:MOST_SOURCES]:
        lines.append(dim((doc.Cited((source,), brackets=""),), 6))
        if source.url:
            lines.append(dim(source.url, 8))
    yield doc.Only(doc.SCREEN, tuple(lines))
    if sources:
        yield doc.Only(
            doc.FILES, (doc.Bullets(tuple((doc.Cited((s,), brackets=""),) for s in sources), 6),)
        )
