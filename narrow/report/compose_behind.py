"""What stands behind an answer: the lock's edits, the exact rules, the SQL, the run's record.

A page travels, so no folder of the machine that made it stands in it: files go by their names.
"""

from collections.abc import Iterator

from narrow.model.evidence import Answer
from narrow.model.records import Changes, Lock, RuleFile
from narrow.questions.kept_runs import Behind
from narrow.report.compose_pieces import changes, dim, file_name, section
from narrow.report.document import (
    Block,
    Bullets,
    Code,
    Facts,
    Fold,
    Given,
    Paragraph,
    Section,
    Style,
    Verbatim,
    Words,
)
from narrow.views.edits import lock_said
from narrow.views.statement import statement_text
from narrow.views.words import SUBJECTS, headline, many

MOST_LINES = 200
LONGEST = 200_000  # characters of one file of rules, or of the statements


def behind_sections(answer: Answer, behind: Behind) -> Iterator[Section]:
    """Give the lock's edits, the rules, the statements and the record of the run."""
    if answer.lock:
        yield _lock(answer.lock)
    yield _rules(behind)
    text = statement_text(behind.statement)
    inside = Fold("Show the statements", tuple(_block(text)))
    title = "The SQL that was carried out"
    yield section(title, inside, key="sql", short="SQL", background=True)
    yield _record(answer, behind)


def _block(text: str) -> Iterator[Block]:
    yield Verbatim(text[:LONGEST])
    if len(text) > LONGEST:
        yield dim(f"and {many(len(text) - LONGEST)} characters more")


def _lock(lock: Lock) -> Section:
    blocks: list[Block] = [Paragraph(f"{lock_said(lock)} ({file_name(lock.path)})")]
    if not lock.since.none:
        blocks.append(Section("Edited since", tuple(_edits(lock.since))))
    times: list[Block] = []
    for at, time in enumerate(lock.times, start=1):
        times.append(Paragraph(f"time {at}{f': {time.note}' if time.note else ''}"))
        times += _edits(time.changes)
    blocks.append(Section("Every time it was locked", tuple(times)))
    title = "The lock on this case"
    return section(title, *blocks, key="lock", short="Lock", background=True)


def _edits(given: Changes) -> Iterator[Block]:
    return changes(given, 2, MOST_LINES, file_name)


def _rules(behind: Behind) -> Section:
    rules = behind.basis.rules
    if rules:
        said = "As they stood when the run was made; each opens to its whole text."
    else:
        said = "The case or the register lies in no file: no text is kept."
    return Section(
        "The exact rules",
        (dim(said), *map(_rule, rules)),
        key="rules",
        short="Rules",
        number=many(len(rules)) if rules else "",
        background=True,
    )


def _rule(rule: RuleFile) -> Fold:
    name = Words(f" — {file_name(rule.path)}", Style.DIM)
    says: Given = (Words(rule.kind, Style.STRONG), f" {rule.id}", name)
    digest = Paragraph(("sha256 ", Code(rule.sha256)), style=Style.DIM)
    return Fold(says, (digest, *_block(rule.text)))


def _record(answer: Answer, behind: Behind) -> Section:
    about, basis = answer.about, behind.basis
    pairs: list[tuple[str, Given]] = [
        ("narrow", f"version {basis.narrow}"),
        ("Command", (Code(" ".join((*behind.asked.words, "--format", "html"))),)),
        ("Case", f"{about.case}, about {SUBJECTS[about.subject]}"),
        ("As of", about.as_of),
        ("Register", f"{about.register}, {many(about.persons)} persons"),
        ("sha256", (Code(about.sha256),)),
        ("Population", f"{about.population_says} ({many(answer.population)})"),
        ("Came out", headline(answer)),
    ]
    blocks: list[Block] = [Facts(tuple(pairs))]
    tables = basis.register.tables.items()
    if tables:
        digests = Bullets(tuple((f"{name} ", Code(digest)) for name, digest in tables))
        blocks.append(Fold("The tables of the register", (digests,)))
    blocks.append(dim("No time of day is kept: the same question gives the same page."))
    title = "The record of this run"
    return section(title, *blocks, key="record", short="Run record", background=True)
