"""A free-text title becomes posts with codes; what is not understood stays text and is counted.

"Major General, Commander of the Strategic Region; former Director of X" is two posts. A rank, a
form of address and kinship are no posts. Nothing is guessed: a code that no word of the lexicon
says is blank, and a text without a role is left over as it stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from narrow.lists.titles.codes import Codes, coded
from narrow.lists.titles.lexicon import Hit, Lexicon, Piece, Words, read

# A title is split into posts: always at a semicolon, at commas and "and" only before another post.
#
# "Minister of Interior, Justice and Peace" is one post, "Chairman, Managing Director" two. Marks
# inside brackets split nothing. What stands without a role of its own goes with the post beside it.


HARD = ";\n\r|•"
_AND = (" and ", " y ", " e ", "&")


@dataclass(frozen=True, slots=True)
class Group:
    """The pieces of one post, its segment (between semicolons), and pieces that it shares."""

    pieces: tuple[Piece, ...]
    segment: int
    shared: tuple[Piece, ...] = ()

    @property
    def lead(self) -> Piece | None:
        """The piece with the role, if any has one."""
        return next((piece for piece in self.pieces if piece.head), None)

    @property
    def text(self) -> str:
        """The words of the post as they were written."""
        return ", ".join(piece.text for piece in self.pieces)


def split(text: str, lexicon: Lexicon) -> Iterator[Group]:
    """Split a title into groups of pieces, in the order of the text."""
    for number, segment in enumerate(_cut(text, HARD)):
        yield from _shared(_closed(segment, number, lexicon))


def _closed(segment: str, number: int, lexicon: Lexicon) -> list[Group]:
    groups: list[Group] = []
    for soft in _cut(segment, ","):
        for joined, part in _ands(soft, lexicon):
            piece = read(part, lexicon)
            if not piece.words:
                continue
            if groups and not _opens(groups[-1], piece, joined):
                groups[-1] = replace(groups[-1], pieces=(*groups[-1].pieces, piece))
            else:
                groups.append(Group((piece,), number))
    return groups


def _opens(group: Group, piece: Piece, joined: bool) -> bool:
    """Tell whether a piece begins another post than the group before it."""
    if joined:
        return not all(before.is_rank for before in group.pieces)
    officer = piece.rank_head is not None and not piece.is_rank
    return (piece.head is not None or officer) and group.lead is not None


def _ands(text: str, lexicon: Lexicon) -> Iterator[tuple[bool, str]]:
    """Split at an "and" with a post on either side; tell whether one stood before each part."""
    start, joined = 0, False
    for at, end in _places(text):
        left, right = read(text[start:at], lexicon), read(text[end:], lexicon)
        stands = left.head is not None or bool(left.ranks)
        if stands and right.begins_a_post:
            yield joined, text[start:at]
            start, joined = end, True
    yield joined, text[start:]


def _places(text: str) -> list[tuple[int, int]]:
    lower = text.lower()
    if len(lower) != len(text):  # a few letters grow when lowered; then places would not fit
        return []
    found = []
    for word in _AND:
        at = lower.find(word)
        while at >= 0:
            found.append((at, at + len(word)))
            at = lower.find(word, at + len(word))
    return sorted(found)


def _shared(groups: list[Group]) -> Iterator[Group]:
    """Let "Chairman" in "Chairman and Director, a firm" have the firm as well.

    Two words for one role, "President and Speaker of a house", are one post.
    """
    for at, group in enumerate(groups):
        after = groups[at + 1] if at + 1 < len(groups) else None
        if after is None or len(group.pieces) > 1 or not group.pieces[0].is_bare:
            yield group
        elif _title_split_role(after) == _title_split_role(group):
            groups[at + 1] = replace(after, pieces=(*group.pieces, *after.pieces))
        else:
            yield replace(group, shared=after.pieces)


def _title_split_role(group: Group) -> str:
    return group.lead.head.code if group.lead and group.lead.head else ""


def _cut(text: str, marks: str) -> Iterator[str]:
    """Cut at marks outside brackets; a bracket that is never closed holds nothing together."""
    start = depth = 0
    balanced = text.count("(") == text.count(")")
    for at, char in enumerate(text):
        depth += balanced * ((char == "(") - (char == ")"))
        if char in marks and depth <= 0:
            yield text[start:at]
            start = at + 1
    yield text[start:]


# Whether a post is over: said of it, said of one beside it, or left open.


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


# Years that a title states: "since 2010", "until May 2015", "(2008-2012)".


_FIRST, _LAST = 1900, 2099


def years(words: Words, lexicon: Lexicon) -> tuple[str, str]:
    """Give the year of beginning and of end; blank where none is stated, or more than one."""
    marks = lexicon.marks(words)
    small = marks.get("month", frozenset()) | marks.get("article", frozenset())
    opens = marks.get("since", frozenset()) | marks.get("until", frozenset())
    found: dict[str, set[str]] = {"since": set(), "until": set()}
    for at, word in enumerate(words):
        if not _is_year(word):
            continue
        before = at - 1
        while before not in opens and (before in small or _is_day(words, before)):
            before -= 1
        for code, seen in found.items():
            if before in marks.get(code, ()):
                seen.add(word)
        if before >= 0 and before == at - 1 and _is_year(words[before]):
            found["since"].add(words[before])
            found["until"].add(word)
    since, until = (next(iter(f)) if len(f) == 1 else "" for f in found.values())
    return (since, until) if not (since and until and since > until) else ("", "")


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isascii() and word.isdigit() and _FIRST <= int(word) <= _LAST


def _is_day(words: Words, at: int) -> bool:
    return at >= 0 and words[at].isascii() and words[at].isdigit() and len(words[at]) <= 2


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
