"""Persons against clues as a document: a mark in every cell, and what each clue tells.

Heads are letters, explained below, so that eight clues stand beside a name in eighty columns.
"""

from collections.abc import Iterator, Sequence

from narrow.questions.matrix import Column as Clue
from narrow.questions.matrix import Matrix
from narrow.questions.matrix import Row as Person
from narrow.report import document as doc
from narrow.report.compose.pieces import dim, hint, nobody, section, subject_line
from narrow.report.compose.weights import bits, percent
from narrow.report.words import LEGEND, WORDS, many, outcome

MOST_ROWS = 60  # on a screen
NAME = 34  # characters of a name at most, beside eight clues; each further one takes two of them
LEAST_NAME = 8
EIGHT = 8
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def compose(matrix: Matrix, *, everyone: bool = False) -> doc.Document:
    """Say the matrix; with `everyone`, those ruled out or taken off by hand as well."""
    about = matrix.about
    shown = [row for row in matrix.rows if everyone or row.in_play]
    head = (
        subject_line(about),
        doc.Paragraph(f"register {about.register}, population: {about.population_says}"),
        doc.Space(),
        doc.Headline(outcome(matrix.counts), matrix.counts),
    )
    blocks = (_cells(matrix, shown, everyone=everyone), _told(matrix))
    kind = f"narrow matrix, case {about.case}"
    return doc.Document(about.title, blocks, head=head, care=matrix.care, kind=kind)


def letter(at: int) -> str:
    """Give the head of a column: A to Z, then AA, AB and so on."""
    more, rest = divmod(at, len(LETTERS))
    return (letter(more - 1) if more else "") + LETTERS[rest]


# --- the cells --------------------------------------------------------------------------------


def _cells(matrix: Matrix, shown: Sequence[Person], *, everyone: bool) -> doc.Section:
    total = matrix.counts.total if everyone else matrix.playing
    title = f"Everybody ({total})" if everyone else f"Not ruled out ({total})"
    sort = matrix.sort if matrix.sort != "rank" else ""
    rows = shown if everyone else shown[:MOST_ROWS]
    return doc.Section(
        f"{title}, sorted by {sort}" if sort else title,
        tuple(_listed(matrix, shown, rows, total, everyone=everyone)),
        key="matrix",
        short="Matrix",
        number=many(total),
    )


def _listed(
    matrix: Matrix, shown: Sequence[Person], rows: Sequence[Person], total: int, *, everyone: bool
) -> Iterator[doc.Block]:
    if not shown:
        yield nobody()
        return
    yield dim(f"{LEGEND}; last: how many ✕, how many ◐ or ○")
    yield doc.Only(doc.EVERYWHERE - doc.ROWS, (_table(matrix.columns, rows),))
    yield doc.Only(doc.ROWS, (_table(matrix.columns, rows, spelt=True),))
    if total > len(rows):
        named = "" if everyone or len(rows) == len(shown) else ", named with --all"
        more = f"and {many(total - len(rows))} more{named}"
        yield hint(more) if named else dim(more)
    off = matrix.counts.high - matrix.playing
    if any(row.by_hand for row in rows):
        yield dim("“hand” in place of a rank: taken off by hand")
    elif off:
        yield doc.Only(doc.SCREEN, (dim(f"{off} taken off by hand, named with --all"),))
        yield doc.Only(doc.FILES, (dim(f"{off} taken off by hand"),))


def _room(clues: int) -> int:
    """Give the room that a name may take: a cut name is better than a mark that is not shown."""
    return max(LEAST_NAME, NAME - 2 * max(0, clues - EIGHT))


def _table(clues: Sequence[Clue], rows: Sequence[Person], *, spelt: bool = False) -> doc.Table:
    """Lay out the cells; `spelt` is for rows that travel alone, without the letters' meaning."""
    weighed = any(row.bits is not None for row in rows)
    columns = [
        doc.Column("rank", right=True, wrap=doc.Wrap.NEVER),
        doc.Column("", wrap=doc.Wrap.NEVER, name="stands"),
        doc.Column("", wrap=doc.Wrap.CUT, most=_room(len(clues)), name="name"),
    ]
    columns += [doc.Column("id")] * spelt
    heads = [clue.clue if spelt else letter(at) for at, clue in enumerate(clues)]
    columns += [doc.Column(head, wrap=doc.Wrap.NEVER) for head in heads]
    counted = (("✕", "contradicts"), ("◐○", "not known"), ("bits", "bits"))
    for head, name in counted if weighed else counted[:2]:
        columns.append(doc.Column(head, right=True, wrap=doc.Wrap.NEVER, least=3, name=name))
    made = tuple(_row(clues, row, weighed=weighed, spelt=spelt) for row in rows)
    caption = "Persons against clues"
    return doc.Table(tuple(columns), made, caption=caption, gap=1, kind="matrix", frozen=3)


def _row(clues: Sequence[Clue], row: Person, *, weighed: bool, spelt: bool) -> doc.Row:
    rank: doc.Cell = doc.Number(row.rank) if row.rank is not None else "hand" if row.by_hand else ""
    name = doc.Named(row.person.name, doc.Style.PLAIN if row.in_play else doc.Style.DIM)
    marks = (doc.Stands(row.verdicts[clue.clue], of=clue.clue) for clue in clues)
    numbers: tuple[doc.Cell, ...] = tuple(
        doc.Number(n) if n else "" for n in (row.contradictions, row.unknown)
    )
    weight: tuple[doc.Cell, ...] = ()
    if weighed:
        weight = (doc.Number(row.bits, bits(row.bits)) if row.bits is not None else "",)
    stands = doc.Stands(row.status, of=row.person.name)
    who: tuple[doc.Cell, ...] = ((name,), row.person.id) if spelt else ((name,),)
    return doc.Row((rank, stands, *who, *marks, *numbers, *weight))


# --- the clues --------------------------------------------------------------------------------


def _told(matrix: Matrix) -> doc.Section:
    blocks: list[doc.Block] = []
    for at, clue in enumerate(matrix.columns):
        reading = f"{clue.clue} ({clue.reading}), {clue.role}"
        blocks.append(doc.Paragraph((f"{letter(at)}  {reading}: ", doc.Quoted(clue.quote)), 2))
        counts = ", ".join(f"{n} {WORDS[v]}" for v, n in clue.counts.by_verdict.items())
        blocks.append(doc.Paragraph(counts, 5))
        blocks.append(doc.Paragraph(f"{_apart(clue)}; {_in_play(clue)}", 5))
    said = "apart: of two people, one certainly meets the clue and the other certainly does not"
    return section("What each clue tells", *blocks, dim(said), key="clues", short="Clues")


def _apart(clue: Clue) -> str:
    if clue.apart is None:
        return "there are no two people to tell apart"
    return f"tells {_pairs(clue.apart)} apart"


def _in_play(clue: Clue) -> str:
    if clue.apart_in_play is None:
        return "in play are no two"
    return f"of those in play, {_pairs(clue.apart_in_play)}"


def _pairs(apart: float) -> str:
    return f"{percent(apart)} of pairs" if apart else "nobody"
