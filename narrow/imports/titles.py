"""A free-text title becomes posts with codes; what is not understood stays text and is counted.

"Major General, Commander of the Strategic Region; former Director of X" is two posts. A rank, a
form of address and kinship are no posts. Nothing is guessed: a code that no word of the lexicon
says is blank, and a text without a role is left over as it stands.
"""

from dataclasses import dataclass

from narrow.imports.lexicon import Hit, Lexicon, Words
from narrow.imports.title_codes import Codes, coded
from narrow.imports.title_split import Group, split
from narrow.imports.title_tense import tense
from narrow.imports.title_words import Piece
from narrow.imports.title_years import years

LONGEST = 2_000  # characters; whatever is longer is no title and is left unread
_OF_A_FORCE = ("military", "police", "intelligence", "other")


@dataclass(frozen=True, slots=True)
class Post:
    """A post that a title names; blank where it does not say, years as four digits.

    `tense` is `former` where the title says so, `current` where it says nothing else, and blank
    where its words leave it open.
    """

    text: str
    sector: str
    branch: str
    role: str
    commands_unit: str
    echelon: str
    tense: str
    rank: str = ""
    acting: bool = False
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """The posts of a title, the ranks it names, and the texts in it that gave no post."""

    posts: tuple[Post, ...] = ()
    ranks: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def understand(text: str, lexicon: Lexicon) -> Understood:
    """Read a title: the same text and lexicon give the same posts."""
    if len(text) > LONGEST:
        return Understood(left=(text,))
    posts: list[Post] = []
    left: list[str] = []
    ranks: dict[str, None] = {}
    over = -1  # the segment in which something was said to be over
    for group in split(text, lexicon):
        ranks |= dict.fromkeys(hit.code for piece in group.pieces for hit in piece.ranks)
        post = _post(group, over == group.segment, lexicon)
        if post is not None:
            posts.append(post)
        elif not _is_no_post(group):
            left.append(group.text)
        if post is not None and post.tense == "former":
            over = group.segment
    return Understood(tuple(posts), tuple(ranks), tuple(left))


def _is_no_post(group: Group) -> bool:
    return all(p.is_rank or p.all_marked("honorific", "joins", "article") for p in group.pieces)


def _post(group: Group, after_former: bool, lexicon: Lexicon) -> Post | None:
    lead = group.lead
    if lead is None or lead.head is None:
        return _officer(group, after_former, lexicon)
    if any(at < lead.head.start for at in lead.marks.get("kin", ())):
        return None
    ranked = any(piece.ranks for piece in group.pieces)
    codes = coded(_role(lead, lead.head), _words(group), ranked, lexicon)
    if codes is None:
        return None
    return _told(group, lead, lead.head, codes, after_former, lexicon)


def _officer(group: Group, after_former: bool, lexicon: Lexicon) -> Post | None:
    """Read a rank as a post where it is held in a force, or stands after the name of any body."""
    lead = next((piece for piece in group.pieces if piece.rank_head), None)
    head = lead.rank_head if lead else None
    if lead is None or head is None or "kin" in lead.marks:
        return None
    after_body = head.start > lead.begins
    codes = coded("officer", _words(group), False, lexicon)
    if after_body and codes and codes.sector not in _OF_A_FORCE:
        codes = Codes("military", "", "officer", "unknown", "")
    if codes is None or codes.sector not in _OF_A_FORCE:
        return None
    return _told(group, lead, head, codes, after_former, lexicon)


def _told(
    group: Group, lead: Piece, head: Hit, codes: Codes, after_former: bool, lexicon: Lexicon
) -> Post:
    ranks = {hit.code for piece in group.pieces for hit in piece.ranks}
    since, until = years(_words(group), lexicon)
    return Post(
        text=group.text,
        sector=codes.sector,
        branch=codes.branch,
        role=codes.role,
        commands_unit=codes.commands_unit,
        echelon=codes.echelon,
        tense=tense(group, lead, head, after_former, until),
        rank=ranks.pop() if len(ranks) == 1 else "",
        acting="acting" in lead.marks,
        since=since,
        until=until,
    )


def _words(group: Group) -> Words:
    return tuple(word for piece in (*group.pieces, *group.shared) for word in piece.words)


def _role(lead: Piece, head: Hit) -> str:
    """Give the role, which is `other` where "deputy" stands before it in the same stretch."""
    at = head.start - 1
    while at >= 0 and not lead.marked("of", at):
        if lead.marked("deputy", at):
            return "other"
        at -= 1
    return head.code
