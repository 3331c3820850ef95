"""Titles of posts become codes: office, sector, branch, rank; what is not plain stays a text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from narrow.model.registers import Vocabulary
from narrow.model.words import fold

# A lexicon knows the words of titles: which phrases stand for which code of which field.
#
# It is built from plain data, the native words of the vocabularies `title-role`, `title-sector` and
# so on, so that another language is a few lines of YAML. Words are compared folded and whole, and
# no pattern ever comes out of the data.


FIELDS = ("role", "sector", "branch", "echelon", "rank", "rank-alone", "mark")
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A code found in a title, at the words from `start` to before `end`."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by field and first word, the longest first; and the sectors from weak to strong."""

    phrases: Mapping[str, Mapping[str, Sequence[tuple[Words, str]]]]
    sectors: Sequence[str] = ()

    @classmethod
    def of(cls, data: Mapping[str, Mapping[str, Iterable[str]]]) -> "Lexicon":
        """Build one from phrases by field and code; fields that are not named have none."""
        phrases = {name: _by_first_word(data.get(name, {})) for name in FIELDS}
        return cls(phrases, tuple(data.get("sector", ())))

    @classmethod
    def of_vocabularies(cls, vocabularies: Mapping[str, Vocabulary]) -> "Lexicon":
        """Build one from the vocabularies `title-role` and so on, in all their languages."""
        return cls.of(
            {
                name: {
                    code: [phrase for words in term.native.values() for phrase in words]
                    for code, term in vocabularies[f"title-{name}"].terms.items()
                }
                for name in FIELDS
                if f"title-{name}" in vocabularies
            }
        )

    def find(self, name: str, words: Words) -> tuple[Hit, ...]:
        """Find the codes of one field, from left to right, the longest phrase first."""
        found, at = [], 0
        while at < len(words):
            hit = next(self._at(name, words, at), None)
            if hit is not None:
                found.append(hit)
            at = hit.end if hit else at + 1
        return tuple(found)

    def marks(self, words: Words) -> Mapping[str, frozenset[int]]:
        """Give the places of each mark; one word may bear several, such as "to"."""
        places: dict[str, set[int]] = {}
        for at in range(len(words)):
            for hit in self._at("mark", words, at):
                places.setdefault(hit.code, set()).update(range(hit.start, hit.end))
        return {code: frozenset(found) for code, found in places.items()}

    def _at(self, name: str, words: Words, at: int) -> Iterator[Hit]:
        for phrase, code in self.phrases[name].get(words[at], ()):
            if words[at : at + len(phrase)] == phrase:
                yield Hit(code, at, at + len(phrase))


def _by_first_word(
    codes: Mapping[str, Iterable[str]],
) -> Mapping[str, Sequence[tuple[Words, str]]]:
    by_first: dict[str, list[tuple[Words, str]]] = {}
    for code, phrases in codes.items():
        for phrase in phrases:
            words = tuple(fold(phrase).split())
            if words:
                by_first.setdefault(words[0], []).append((words, code))
    return {first: sorted(found, key=lambda p: -len(p[0])) for first, found in by_first.items()}


# A piece of a title is a run of folded words, read once: its codes, its marks, its head.
#
# The head is the word for the role that its holder has. In "Deputy Chief of Staff to the Vice
# President" it is not the last role named, and in "Central Bank Governor" not the first word, so
# the stretches between prepositions are looked at one by one.


# No codes: what "member", "deputy of" and "officer" are worth depends on the body.
MEMBER, DEPUTY, OFFICER = "member", "deputy", "officer of"
_NONE: frozenset[int] = frozenset()
_BEFORE_A_ROLE = ("former", "current", "acting", "alternate", "deputy", "article")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a title, as written and folded, and what the lexicon finds in them."""

    text: str
    words: Words
    marks: Mapping[str, frozenset[int]]
    roles: tuple[Hit, ...]
    ranks: tuple[Hit, ...]
    head: Hit | None = field(default=None)

    def marked(self, code: str, at: int) -> bool:
        """Tell whether the word at this place bears a mark."""
        return at in self.marks.get(code, _NONE)

    def all_marked(self, *codes: str) -> bool:
        """Tell whether every word bears one of these marks."""
        return all(any(self.marked(code, at) for code in codes) for at in range(len(self.words)))

    @property
    def begins(self) -> int:
        """The place of the first word that is no mark that may stand before a role."""
        at = 0
        while at < len(self.words) and any(self.marked(code, at) for code in _BEFORE_A_ROLE):
            at += 1
        return at

    @property
    def begins_a_post(self) -> bool:
        """Whether a role or a rank stands at the very beginning, after "former" and the like."""
        firsts = {0, self.begins}
        return any(hit.start in firsts for hit in (*self.roles, *self.ranks))

    @property
    def is_rank(self) -> bool:
        """Whether it is a rank and nothing else."""
        named = {at for hit in self.ranks for at in range(hit.start, hit.end)}
        named |= self.marks.get("rank", _NONE) | self.marks.get("unsure", _NONE)
        return bool(named) and all(
            at in named or self.marked("article", at) for at in range(len(self.words))
        )

    @property
    def rank_head(self) -> Hit | None:
        """The rank at an end of the piece, or "general" and the like before the name of a force."""
        for hit in self.ranks:
            if hit.start == self.begins or hit.end == len(self.words):
                return hit
        at = self.begins
        named = self.marked("rank", at) and self.marked("of", at + 1)
        return Hit("", at, at + 1) if named else None

    @property
    def is_bare(self) -> bool:
        """Whether it is a role and nothing else: its body stands with the next ("A and B of C")."""
        head = self.head
        return head is not None and self.begins >= head.start and head.end == len(self.words)


def read(text: str, lexicon: Lexicon) -> Piece:
    """Read a piece of a title."""
    words = _parted(tuple(fold(text).split()), lexicon)
    marks = lexicon.marks(words)
    roles = _with_open_ones(words, lexicon.find("role", words), marks)
    ranks = lexicon.find("rank", words) or _alone(words, marks, lexicon)
    roles = tuple(
        hit
        for hit in roles
        if words[hit.end : hit.end + 1] != ("s",)  # "the Minister's office"
        and not any(rank.start <= hit.start and hit.end <= rank.end for rank in ranks)
    )
    return Piece(text.strip(), words, marks, roles, ranks, _head(words, marks, roles))


def _alone(words: Words, marks: Mapping[str, frozenset[int]], lexicon: Lexicon) -> tuple[Hit, ...]:
    """Find "General", a rank where nothing else stands beside it or "of" a force comes next."""
    small = marks.get("article", _NONE) | marks.get("former", _NONE) | marks.get("unsure", _NONE)
    start = next((at for at in range(len(words)) if at not in small), 0)
    found = [hit for hit in lexicon.find("rank-alone", words) if hit.start == start]
    return tuple(h for h in found if h.end == len(words) or h.end in marks.get("of", _NONE))


def _parted(words: Words, lexicon: Lexicon) -> Words:
    """Take "exministro" apart, where "ex" is a mark and the rest the first word of a role."""
    known, ex = lexicon.phrases["role"], "ex"
    if ex not in lexicon.phrases["mark"]:
        return words
    parted: list[str] = []
    for word in words:
        rest = word.removeprefix(ex)
        parted += [ex, rest] if rest != word and rest in known and word not in known else [word]
    return tuple(parted)


def _with_open_ones(
    words: Words, roles: tuple[Hit, ...], marks: Mapping[str, frozenset[int]]
) -> tuple[Hit, ...]:
    taken = {at for hit in roles for at in range(hit.start, hit.end)}
    ends = marks.get("of", _NONE) | {len(words)}
    more = [
        *((MEMBER, at) for at in marks.get("member", _NONE)),
        *((OFFICER, at) for at in marks.get("officer", _NONE)),
        *((DEPUTY, at) for at in marks.get("deputy", _NONE) if at + 1 in ends),
    ]
    found = (Hit(code, at, at + 1) for code, at in more if at not in taken)
    return tuple(sorted((*roles, *found), key=lambda hit: hit.start))


def _head(words: Words, marks: Mapping[str, frozenset[int]], roles: tuple[Hit, ...]) -> Hit | None:
    inside = {at for hit in roles for at in range(hit.start, hit.end)}
    opens = marks.get("of", _NONE) - inside
    reaching = {hit.end for hit in roles if hit.end - 1 in marks.get("of", _NONE)}  # "counselor to"
    border = min(opens | reaching, default=len(words))
    first = [hit for hit in roles if hit.end <= border]
    if first:
        return first[-1]
    for hit in roles:
        ends = hit.end == len(words) or hit.end in opens
        if ends and not _is_of_another(hit.start, opens, marks):
            return hit
    return None


def _is_of_another(start: int, opens: frozenset[int], marks: Mapping[str, frozenset[int]]) -> bool:
    """Tell whether only small words stand between a preposition and the role: "wife of the ..."."""
    at = start - 1
    while at >= 0 and any(at in marks.get(code, _NONE) for code in _BEFORE_A_ROLE):
        at -= 1
    return at in opens


ARMED = ("military", "other")  # `other` are armed groups: their formations have sizes, too
# What a role says of its sector by itself, whatever body is named beside it.
SAYS = {
    "minister": "executive",
    "vice-minister": "executive",
    "governor": "subnational",
    "mayor": "subnational",
    "legislator": "legislature",
    "constituent": "constituent-assembly",
    "judge": "judiciary",
    "prosecutor": "prosecution",
    "ambassador": "diplomatic",
}
_LEAD = ("commander", "deputy-commander", "chief-of-staff", "officer")


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of a post; blank where the title does not say."""

    sector: str
    branch: str
    role: str
    commands_unit: str
    echelon: str


def coded(role: str, words: Words, ranked: bool, lexicon: Lexicon) -> Codes | None:
    """Code a post from its role and all its words; None where they do not say the role."""
    found = _found("sector", words, lexicon)
    branches = _found("branch", words, lexicon)
    found |= {"military"} if branches else set()
    marks = lexicon.marks(words)
    if "firm" in marks:  # its ministry, named after it, makes no state of a firm
        found.discard("executive")
    sector = _sector(role, found, branches, lexicon)
    if not sector and ranked and role in _LEAD:
        sector = "military"
    role = _of_body(role, sector, "board" in marks)
    if not role:
        return None
    branch = _branch(branches) if sector == "military" else ""
    echelon = ""
    if sector in ARMED and role in _LEAD:
        echelon = _only(_found("echelon", words, lexicon))
    formed = bool(branch or echelon) and "unformed" not in marks
    commands = _commands(role, sector, branch, formed, "military" in found)
    return Codes(sector, branch, role, commands, echelon)


def _found(name: str, words: Words, lexicon: Lexicon) -> set[str]:
    return {hit.code for hit in lexicon.find(name, words)}


def _only(codes: set[str]) -> str:
    return next(iter(codes)) if len(codes) == 1 else ""


def _sector(role: str, found: set[str], branches: set[str], lexicon: Lexicon) -> str:
    if "minister" in role and "ministry-of-defence" in branches:
        return "military"
    if "minister" in role and "subnational" in found:
        return "subnational"
    if role in SAYS:
        return SAYS[role]
    return max(found, key=lexicon.sectors.index, default="")


def _branch(branches: set[str]) -> str:
    if "ministry-of-defence" in branches:
        return "ministry-of-defence"
    return _only(branches - {"joint"}) or (_only(branches) if branches == {"joint"} else "")


def _of_body(role: str, sector: str, board: bool) -> str:
    """Turn "member", "deputy of" and "officer" into the role that the body gives; else keep it."""
    if role in (MEMBER, DEPUTY) and sector == "legislature":
        return "legislator"
    if role == MEMBER:
        constituent = sector == "constituent-assembly" and not board
        return "constituent" if constituent else "board-member" if board else ""
    if role == OFFICER:
        return "officer" if sector in ("military", "police", "intelligence") else ""
    return "" if role == DEPUTY else role


def _commands(role: str, sector: str, branch: str, formed: bool, military: bool) -> str:
    """Say whether a unit is commanded: `unknown` where arms are borne and no word settles it."""
    if branch == "ministry-of-defence":
        return "no"
    armed = sector == "military" or (sector == "intelligence" and military)
    if role == "commander":
        if sector == "military":
            return "yes" if formed else "unknown"
        return "unknown" if sector in ("", "other") else "no"
    if role == "chief-of-staff":
        return "unknown" if armed or sector in ("", "other") else "no"
    return "unknown" if armed and role in ("officer", "director") else "no"


# A free-text title becomes posts with codes; what is not understood stays text and is counted.
#
# "Major General, Commander of the Strategic Region; former Director of X" is two posts. A rank, a
# form of address and kinship are no posts. Nothing is guessed: a code that no word of the lexicon
# says is blank, and a text without a role is left over as it stands.


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
    where its words leave it open; `stated` where the title itself says that the post goes on.
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
    stated: bool = False
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
    over = reason = -1  # the segment in which something was said to be over, or is no post
    for group in split(text, lexicon):
        if group.segment == reason or group.pieces[0].marked("reason", 0):
            reason = group.segment
            continue
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
    if lead is None or head is None or "kin" in lead.marks or _is_no_post(group):
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
        stated="current" in lead.marks,
        since=since,
        until=until,
    )


def _words(group: Group) -> Words:
    return tuple(word for piece in (*group.pieces, *group.shared) for word in piece.words)


def _role(lead: Piece, head: Hit) -> str:
    """Give the role, which is `other` where "deputy" stands before it in the same stretch."""
    at = head.start - 1
    while at >= 0 and not lead.marked("of", at):
        if lead.marked(
            "deputy", at
        ):  # "Deputy (Cultural) Minister", but no "Deputy Prime Minister"
            return (
                "vice-minister" if lead.words[head.start : head.end] == ("minister",) else "other"
            )
        at -= 1
    return head.code
