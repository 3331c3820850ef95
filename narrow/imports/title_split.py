"""A title is split into posts: always at a semicolon, at commas and "and" only before another post.

"Minister of Interior, Justice and Peace" is one post, "Chairman, Managing Director" two. Marks
inside brackets split nothing. What stands without a role of its own goes with the post beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from narrow.imports.lexicon import Lexicon
from narrow.imports.title_words import Piece, read

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
        elif _role(after) == _role(group):
            groups[at + 1] = replace(after, pieces=(*group.pieces, *after.pieces))
        else:
            yield replace(group, shared=after.pieces)


def _role(group: Group) -> str:
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
