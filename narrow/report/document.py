"""A document says what a question found, before any form shows it: blocks, and parts of text.

A composer makes one document of a result; a renderer makes one form of any document. Nothing here
is made harmless: texts are those of registers and rules, and each renderer cleans them once.

Parts and blocks are made once and never compared, so they go without `==` and a generated repr:
writing those methods for forty of them would be felt at the start of every command.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from narrow.model.cases import Source
from narrow.model.evidence import Counts, Evidence, Person
from narrow.model.verdicts import Verdict


class Form(Enum):
    """What a document can be rendered as."""

    TERMINAL = "terminal"
    PAGE = "page"
    MARKDOWN = "markdown"
    WORKBOOK = "workbook"
    CSV = "csv"


Forms = frozenset[Form]
EVERYWHERE: Forms = frozenset(Form)
SCREEN: Forms = frozenset({Form.TERMINAL})
FILES: Forms = EVERYWHERE - SCREEN
PAGE: Forms = frozenset({Form.PAGE})
ROWS: Forms = frozenset({Form.CSV})
SHEETS: Forms = ROWS | {Form.WORKBOOK}
TEXTS: Forms = frozenset({Form.TERMINAL, Form.MARKDOWN})


class Style(Enum):
    """What a text is, not how it looks: a terminal has colours for it and a page a class."""

    PLAIN = "plain"
    STRONG = "strong"
    DIM = "dim"
    WARNING = "warning"
    CARE = "care"
    GOOD = "good"
    BAD = "bad"


# --- parts of a text ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Words:
    """Some words in a style of their own."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Named:
    """The name of somebody, whose direction of writing must not turn what stands around it."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Code:
    """An id, a hash or a command; spaces before it are kept where a form can."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Quoted:
    """Words of a published text."""

    text: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Cited:
    """Sources behind what was said: in full, or by their ids where many stand in a list.

    `most` is how many of the ids are named. `brackets` stand around them; Markdown has footnotes in
    their place.
    """

    sources: tuple[Source, ...]
    ids: bool = False
    most: int = 3
    brackets: str = "()"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Gap:
    """A space that is wider than one between words."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Link:
    """Words that lead to a place on the same page."""

    text: str
    key: str


Part = str | Words | Named | Code | Quoted | Cited | Gap | Link
Inline = tuple[Part, ...]
Given = str | Inline


def parts(given: Given) -> Inline:
    """Give a text as its parts."""
    return (given,) if isinstance(given, str) else given


# --- cells of a table ---------------------------------------------------------------------------

STACKED = 20  # characters of a bar for everybody, where it is drawn with characters
SWINGS = 24  # of the longest bar of a tornado
WEIGHS = 9  # of a bar of bits, to either side of its middle


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Number:
    """A number, and how it is said where its figures are not all shown: 2.9137 is "+2.9"."""

    value: float
    says: str = ""
    style: Style = Style.PLAIN

    @property
    def text(self) -> str:
        """The number as it is shown, with its thousands apart."""
        return self.says or f"{self.value:,}"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Range:
    """A number that lies between two, because something is not known: "14 to 30"."""

    low: int
    high: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Share:
    """The share of a group that meets something, 0 to 1, as a range; None where nobody is in it."""

    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Stands:
    """A verdict in a cell, as its mark alone where a table is narrow; `note` tells the reason.

    `of` names what the verdict is about, for who does not see where the mark stands. `says` are
    other words for it, such as "by hand".
    """

    verdict: Verdict
    note: str = ""
    of: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Stacked:
    """A bar of those who meet something, may, and do not, out of `of`; None is everybody."""

    counts: Counts | None
    of: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Swings:
    """A bar from the least to the greatest on a scale, with a line where it stands now."""

    low: float
    now: float
    high: float
    least: float
    greatest: float


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Weighs:
    """A bar of bits, to the left of a middle line where they speak against somebody."""

    bits: float


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Address:
    """An address as it was given; it becomes a link only where it leads to the web."""

    url: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Noted:
    """A text with a remark that a form shows where it can."""

    text: str
    note: str


Cell = Given | Number | Range | Share | Stands | Stacked | Swings | Weighs | Address | Noted


class Wrap(Enum):
    """What becomes of a text that is longer than its column is wide."""

    WORDS = "words"
    NEVER = "never"
    CUT = "cut"
    FOLD = "fold"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Column:
    """A column: its head, and what it may do on a screen of 80 characters.

    `name` is its head in forms where every column needs one. `width`, `least` and `most` count
    characters; `fills` gives it the room that the others leave.
    """

    head: str = ""
    right: bool = False
    wrap: Wrap = Wrap.WORDS
    name: str = ""
    width: int | None = None
    least: int | None = None
    most: int | None = None
    fills: bool = False
    forms: Forms = EVERYWHERE

    @property
    def title(self) -> str:
        """The head where no column may be without one."""
        return self.name or self.head


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Row:
    """A row of cells, one for each column."""

    cells: tuple[Cell, ...]
    style: Style = Style.PLAIN


# --- people -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PersonClue:
    """How one person stands to one clue, why, and by which facts.

    `reads` is the reading that reaches the verdict, or the verdict in a word where none does.
    """

    clue: str
    verdict: Verdict
    reads: str
    because: str
    quote: str = ""
    evidence: tuple[Evidence, ...] = ()
    by_reading: Mapping[str, Verdict] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PersonEntry:
    """One person on a list: rank, name, how well documented, and a line for each clue."""

    person: Person
    rank: int
    status: Verdict
    documented: str
    weighs: str = ""
    sources: int = 0
    clues: tuple[PersonClue, ...] = ()


# --- blocks -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Paragraph:
    """A paragraph; `cut` where it may take one line of a screen at most."""

    says: Given
    indent: int = 0
    style: Style = Style.PLAIN
    cut: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Space:
    """An empty line where a form has lines."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Headline:
    """The count in its honest form, and drawn where a form can draw."""

    says: str
    counts: Counts


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sign:
    """A mark of one character that is no verdict; `word` says it to who does not see it."""

    char: str
    style: Style = Style.PLAIN
    word: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Marked:
    """A paragraph that hangs from a mark."""

    mark: Verdict | Sign
    says: Given
    indent: int = 2


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Edited:
    """A line of a file as it was and as it is; either is blank where the line came or went."""

    before: str
    after: str
    indent: int = 2


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Bullets:
    """Short texts that stand below each other."""

    items: tuple[Given, ...]
    indent: int = 2


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Facts:
    """Names with their values."""

    pairs: tuple[tuple[str, Given], ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Verbatim:
    """Text as it was written, line by line: rules, statements, faults with their carets."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Table:
    """Rows under heads.

    On a screen: `gap` spaces between columns, `spaced` rows with an empty line between, `wide`
    where it takes the whole width, `snug` where it takes no more than it needs, rows `apart` where
    each is laid out by itself. `chosen` rows are those that an analyst would paint; `frozen`
    columns stay when a sheet is moved. `kind` is a class of the page's style.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    indent: int = 2
    headed: bool = True
    gap: int = 2
    spaced: bool = False
    wide: bool = False
    snug: bool = False
    apart: bool = False
    chosen: bool = False
    frozen: int = 1
    kind: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class People:
    """Persons in an order, a line for each clue; where a form has room, their facts."""

    entries: tuple[PersonEntry, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Names:
    """Persons who share all that is said of them; a screen names the first `most`.

    `value` gives what is said of the one at a place alone; it is asked of those who are shown.
    """

    people: tuple[Person, ...]
    most: int | None = None
    before: str = ""
    mark: Verdict | None = None
    indent: int = 2
    style: Style = Style.PLAIN
    value: Callable[[int], str] | None = None

    def values(self, most: int | None = None) -> Iterator[tuple[Person, str]]:
        """Give each person with what is said of them alone, blank where nothing is."""
        for at, person in enumerate(self.people[:most]):
            yield person, self.value(at) if self.value else ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Picture:
    """A drawing of ours as SVG, and what it shows in words."""

    svg: str
    says: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Section:
    """A part with a heading.

    `key` is its anchor, `short` and `number` what a list of contents says of it. One in the
    background is put below the others where a form is read from its top and searched.
    """

    title: Given
    blocks: tuple["Block", ...]
    key: str = ""
    short: str = ""
    number: str = ""
    indent: int = 0
    background: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Group:
    """What belongs to one marked line: closed at first where a form can open it."""

    head: Marked
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Fold:
    """What is closed at first where a form can open it, and stands there otherwise."""

    says: Given
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class About:
    """Blocks about one person, which a search by name finds together."""

    person: Person
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Only:
    """Blocks for some forms alone: a page has facts that would drown a screen."""

    forms: Forms
    blocks: tuple["Block", ...]


Block = (
    Paragraph | Space | Headline | Marked | Edited | Bullets | Facts | Verbatim | Table | People
    | Names | Picture | Section | Group | Fold | About | Only
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Document:
    """What a question found: a title, what it is about, the blocks, and the words of care.

    `lead` stands above the title and `appendix` below the words of care. `kind` says of what kind
    it is, where it stands by itself. A screen has no title where it is not `titled`.
    """

    title: str
    blocks: tuple[Block, ...]
    head: tuple[Block, ...] = ()
    care: str = ""
    lead: tuple[Block, ...] = ()
    appendix: tuple[Block, ...] = ()
    kind: str = "narrow"
    titled: bool = True


def visible(blocks: Iterable[Block], form: Form) -> Iterator[Block]:
    """Give the blocks that a form shows."""
    for block in blocks:
        if isinstance(block, Only):
            if form in block.forms:
                yield from visible(block.blocks, form)
        else:
            yield block


def inner(block: Block) -> tuple[Block, ...]:
    """Give the blocks inside a block; none inside one that holds a text."""
    if isinstance(block, Section | Fold | About):
        return block.blocks
    return (block.head, *block.blocks) if isinstance(block, Group) else ()


def walk(blocks: Iterable[Block], form: Form) -> Iterator[Block]:
    """Give all blocks that a form shows, each before those inside it."""
    for block in visible(blocks, form):
        yield block
        yield from walk(inner(block), form)
