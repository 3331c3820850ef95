"""Whether a post is over: said of it, said of one beside it, or left open."""

from narrow.imports.lexicon import Hit
from narrow.imports.title_split import Group
from narrow.imports.title_words import Piece


def tense(group: Group, lead: Piece, head: Hit, after_former: bool, until: str) -> str:
    """Give `former` where the title says so of this post, and `current` where it says nothing.

    Blank is left what the words leave open: "former" before the post beside this one may go with
    both, and a year of end may lie ahead.
    """
    if any("unsure" in piece.marks for piece in group.pieces):
        return ""
    former = [piece for piece in group.pieces if "former" in piece.marks]
    if former:
        before = former == [lead] and min(lead.marks["former"]) < head.start
        return "former" if before or _ends_former(former[-1]) else ""
    open_ = until or (after_former and "current" not in lead.marks)
    return "" if open_ else "current"


def _ends_former(piece: Piece) -> bool:
    return max(piece.marks["former"]) == len(piece.words) - 1
