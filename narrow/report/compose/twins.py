"""Pairs of persons who may be one, as a document, with what speaks for it and against."""

from collections.abc import Iterator

from narrow.registers.twins import Suspected, Twins
from narrow.report.compose.pieces import dim, more
from narrow.report.document import (
    About,
    Block,
    Code,
    Document,
    Gap,
    Named,
    Paragraph,
    Section,
    Space,
    Style,
)
from narrow.report.words import many

MOST = 40  # pairs on a screen


def compose(found: Suspected, *, everyone: bool = False) -> Document:
    """Say the pairs, the likeliest first; the first forty unless `everyone`."""
    shown = found.pairs if everyone else found.pairs[:MOST]
    about = f"register {found.register}: {many(found.persons)} persons"
    blocks: list[Block] = [] if shown else [dim("no pair")]
    for pair in shown:
        blocks += _pair(pair)
    blocks += more(len(found.pairs) - len(shown), "with --all")
    pairs = Section(
        f"{_pairs(len(found.pairs))} may be one person each",
        tuple(blocks),
        key="pairs",
        short="Pairs",
        number=many(len(found.pairs)),
    )
    head = (Paragraph(f"{about} (sha256 {found.sha256[:12]})"),)
    return Document(
        found.register_title,
        (pairs, Space(), *_looked(found)),
        head=head,
        care=found.care,
        kind="narrow twins",
    )


def _pair(pair: Twins) -> Iterator[Block]:
    """Say both names, then what speaks for one person and what against; a search finds either."""
    yield Space()
    names = (
        Paragraph((Named(p.name, Style.STRONG), Gap(), Code(p.id, Style.DIM)), 2)
        for p in (pair.first, pair.second)
    )
    speaks = (Paragraph(f"+ {said}", 4) for said in pair.speaks_for)
    against = (Paragraph(f"- {said}", 4) for said in pair.against)
    yield About(pair.first, (*names, *speaks, *against))


def _looked(found: Suspected) -> Iterator[Block]:
    met = f"{_pairs(found.compared)} met by a number, a name or a birthday and were compared"
    yield Paragraph(met)
    for what, count in found.passed_over.items():
        yield Paragraph(f"{many(count)} {what} were passed over: too many people share each")
    if not found.spelling:
        said = "names in other letters and spellings were not compared: pip install 'narrow[names]'"
        yield Paragraph(said)


def _pairs(count: int) -> str:
    return "1 pair" if count == 1 else f"{many(count)} pairs"
