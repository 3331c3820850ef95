"""Near misses as a document: the clue that stopped them, then who, then what would let them in."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from narrow.model.verdicts import Verdict
from narrow.questions.misses import Misses, NearMiss, StoppedBy
from narrow.report import document as doc
from narrow.report.compose.pieces import about_lines, hint, nobody, quoted
from narrow.report.words import WORDS, between, many

MOST_ALIKE = 12  # names told together on a screen where the reason is the same
MOST_REASONS = 5  # reasons told for each verdict, so that none of them crowds out the others
STANDS = {
    Verdict.IN_DOUBT: "in doubt",
    Verdict.NO_RECORD: "without record",
    Verdict.NOT_MET: "who do not",
}
HELPS = {
    Verdict.NO_RECORD: "what would tell",
    Verdict.NOT_MET: "what would change it",
}


def compose(misses: Misses, *, everyone: bool = False) -> doc.Document:
    """Say who is nearly in, by the clue that stopped them."""
    c = misses.counts
    if misses.groups:
        said = _but_one(len(misses.groups))
    else:
        said = "No clue is required, so that nobody can miss one."
    head = (
        *about_lines(misses.about),
        doc.Space(),
        doc.Headline(f"{between(c)} of {c.total} fit", c),
        doc.Paragraph(said),
    )
    blocks = tuple(_stopped(group, everyone=everyone) for group in misses.groups)
    kind = f"narrow misses, case {misses.about.case}"
    return doc.Document(misses.about.title, blocks, head=head, care=misses.care, kind=kind)


def _but_one(clues: int) -> str:
    if clues == 1:
        return "One clue is required; those below do not meet it for certain."
    return "Those below meet every required clue but one."


def _stopped(group: StoppedBy, *, everyone: bool) -> doc.Section:
    c = group.counts
    cited = doc.Cited((group.source,) if group.source else ())
    blocks: list[doc.Block] = [
        doc.Paragraph(quoted(group.quote, (cited,)), 2),
        doc.Paragraph(f"read as: {group.says}", 2),
    ]
    if not c.total:
        blocks.append(nobody())
    else:
        counted = f"{c.in_doubt} in doubt, {c.no_record} without record, {c.not_met} do not"
        blocks.append(doc.Paragraph(counted, 2))
    if len(group.people) < c.total:
        named = f"named here: {len(group.people)} of {c.total}"
        blocks.append(doc.Paragraph(named, 2, doc.Style.WARNING))
    for verdict, stands in STANDS.items():
        people = [miss for miss in group.people if miss.verdict is verdict]
        blocks += _reasons(people, stands, everyone=everyone)
    return doc.Section(
        f"But for {group.clue} ({c.total})",
        tuple(blocks),
        short=f"But for {group.clue}",
        number=many(c.total),
    )


def _reasons(people: Sequence[NearMiss], stands: str, *, everyone: bool) -> Iterator[doc.Block]:
    """Say the reasons of one verdict, those that most people share first."""
    alike = [list(same) for _, same in groupby(sorted(people, key=_reason), _reason)]
    alike.sort(key=lambda same: -len(same))
    most = len(alike) if everyone else MOST_REASONS
    for same in alike[:most]:
        yield from _alike(same, everyone=everyone)
    rest = sum(map(len, alike[most:]))
    if rest:
        yield hint(f"and {rest} more {stands}; --all names them", 4)


def _reason(miss: NearMiss) -> tuple[str, str]:
    # what is in doubt is said by the reason itself
    return miss.because, miss.would_change if miss.verdict in HELPS else ""


def _alike(people: Sequence[NearMiss], *, everyone: bool) -> Iterator[doc.Block]:
    """Say those who miss it for the same reason: the names, then the reason once."""
    first = people[0]
    most = None if everyone else MOST_ALIKE
    yield doc.Names(tuple(miss.person for miss in people), most, mark=first.verdict)
    yield doc.Paragraph(f"{WORDS[first.verdict]}: {first.because}", 4)
    if first.verdict in HELPS and first.would_change:
        kind = f" ({first.settled_by})" if first.settled_by else ""
        yield doc.Paragraph(f"{HELPS[first.verdict]}: {first.would_change}{kind}", 4, doc.Style.DIM)
