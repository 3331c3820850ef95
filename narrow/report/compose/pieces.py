"""What several questions say in the same words: the head of an answer, a lock, edits, heads."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePath

from narrow.model.evidence import About, Advice, Counts, Person
from narrow.model.records import Changes, Edit, InputChange, Lock
from narrow.report import document as doc
from narrow.report.words import SUBJECTS, many

# --- edits of rules, and a lock that they break -------------------------------------------------

EDITS = {
    Edit.ADDED: "used now, and was not",
    Edit.GONE: "no longer used",
    Edit.REMARKS: "comments or blank lines only",
}


def input_said(change: InputChange) -> str:
    """Say one change of what a run was given: "register: tiny 12ab → tiny 34cd (posts.csv)"."""
    files = f" ({', '.join(change.files)})" if change.files else ""
    return f"{change.name}: {change.before} → {change.after}{files}"


def lock_said(lock: Lock) -> str:
    """Say whether a lock held: "locked, unchanged since", "locked, and edited since in 1 place"."""
    if lock.unchanged:
        remarks = " but for comments" if lock.since.files else ""
        return f"{_times(lock)}, unchanged since{remarks}"
    count = lock.since.lines + len(lock.since.inputs)
    return f"{_times(lock)}, and edited since in {_places(count)}"


def _times(lock: Lock) -> str:
    if len(lock.times) == 1:
        return "locked"
    edits = sum(t.changes.lines + len(t.changes.inputs) for t in lock.times)
    return f"locked {len(lock.times)} times, with {_places(edits)} edited in between"


def _places(count: int) -> str:
    return f"{count} place{'' if count == 1 else 's'}"


COUNTED = ("met", "in doubt", "no record", "not met")
MOST_LINES = 12  # edits of one file
NAMED_WITH_ALL = "named with --all"


def dim(says: doc.Given, indent: int = 2) -> doc.Paragraph:
    """Give a remark of ours about what is shown."""
    return doc.Paragraph(says, indent, doc.Style.DIM)


def advice_lines(given: Sequence[Advice]) -> Iterator[doc.Block]:
    """Warn of what may be misspelt, above every count that it bears on."""
    return (doc.Marked(doc.Sign("!", doc.Style.WARNING, "mind"), one.message, 0) for one in given)


def bold(says: doc.Given, indent: int = 0) -> doc.Paragraph:
    """Give a paragraph that catches the eye."""
    return doc.Paragraph(says, indent, doc.Style.STRONG)


def hint(says: str, indent: int = 2) -> doc.Only:
    """Give a remark that is true of a screen alone, such as which option names the others."""
    return doc.Only(doc.SCREEN, (dim(says, indent),))


def more(left: int, how: str = NAMED_WITH_ALL, indent: int = 2) -> Iterator[doc.Block]:
    """Say how many more there are and how to see them; nothing where nobody is left."""
    if left > 0:
        yield hint(f"and {many(left)} more, {how}", indent)


def nobody(says: str = "nobody") -> doc.Paragraph:
    """Say that a list is empty."""
    return dim(says)


def about_lines(about: About) -> tuple[doc.Block, ...]:
    """Say in two lines which case, day, register and population an answer is of."""
    return (
        doc.Paragraph(f"case {about.case}, as of {about.as_of}, register {about.register}"),
        doc.Paragraph(f"population: {about.population_says}"),
    )


def subject_line(about: About) -> doc.Paragraph:
    """Say which case and day, and what kind of person it is about."""
    return doc.Paragraph(f"case {about.case}, as of {about.as_of}, about {SUBJECTS[about.subject]}")


def register_line(about: About) -> doc.Paragraph:
    """Say which register, how large, and by which hash it is known."""
    persons = f"{many(about.persons)} persons (sha256 {about.sha256[:12]})"
    return doc.Paragraph(f"register {about.register}: {persons}")


def four(counts: Counts) -> tuple[doc.Number, ...]:
    """Give the four numbers of a count as cells, in the order of the verdicts."""
    return tuple(map(doc.Number, counts.by_verdict.values()))


def numbers(*heads: str, forms: doc.Forms = doc.EVERYWHERE) -> tuple[doc.Column, ...]:
    """Give columns of numbers with these heads."""
    return tuple(doc.Column(head, right=True, wrap=doc.Wrap.NEVER, forms=forms) for head in heads)


def identity(person: Person) -> tuple[doc.Named, str, doc.Code]:
    """Name a person with the id in the register."""
    return doc.Named(person.name), " ", doc.Code(person.id)


def quoted(quote: str, *rest: doc.Given) -> doc.Inline:
    """Quote words of the text, and go on."""
    return (doc.Quoted(quote), *(part for one in rest for part in doc.parts(one)))


# --- locks and edits ----------------------------------------------------------------------------

Naming = Callable[[str], str]


def file_name(path: str) -> str:
    """Name a file without its folders, as it would be called on any machine."""
    return PurePath(path.replace("\\", "/")).name


def with_places(make: Callable[[Naming], Iterable[doc.Block]]) -> Iterator[doc.Block]:
    """Say where files lie on a screen; what travels names them without this machine's folders."""
    yield doc.Only(doc.SCREEN, tuple(make(str)))
    yield doc.Only(doc.FILES, tuple(make(file_name)))


def lock_lines(lock: Lock) -> Iterator[doc.Block]:
    """Say in the head of an answer whether a lock held, with every edit since it was set."""
    return with_places(lambda named: _lock_lines(lock, named))


def _lock_lines(lock: Lock, named: Naming) -> Iterator[doc.Block]:
    said = f"{lock_said(lock)} ({named(lock.path)})"
    if lock.unchanged:
        yield doc.Paragraph(said)
        return
    yield bold(f"{said}:")
    yield doc.Fold("Edited since", tuple(changes(lock.since, 2, named=named)))


def changes(
    given: Changes, indent: int, most: int = MOST_LINES, named: Naming = str
) -> Iterator[doc.Block]:
    """Say all that was changed: what a run was given, then `most` lines of each of its files."""
    for change in given.inputs:
        yield doc.Paragraph(input_said(change), indent)
    for file in given.files:
        path = named(file.path)
        if not file.lines:
            yield doc.Paragraph(f"{path}: {EDITS.get(file.edit, file.edit.value)}", indent)
        for line in file.lines[:most]:
            yield doc.Paragraph(f"{path}:{line.line}", indent)
            yield doc.Edited(line.before, line.after, indent + 2)
        if len(file.lines) > most:
            yield doc.Paragraph(f"{path}: and {len(file.lines) - most} lines more", indent)


# --- sections -----------------------------------------------------------------------------------


def section(title: str, *blocks: doc.Block, short: str = "", key: str = "",
            number: int | None = None, background: bool = False) -> doc.Section:  # fmt: skip
    """Make a section; its number stands in its title where it is given."""
    return doc.Section(
        title if number is None else f"{title} ({many(number)})",
        blocks,
        key=key,
        short=short or title.split(",", maxsplit=1)[0],
        number="" if number is None else many(number),
        background=background,
    )
