"""What stands behind the answer: edits since a lock, the exact rules, the SQL, the run's record.

A page travels, so no folder of the machine that made it stands in it: files go by their names.
"""

from collections.abc import Iterator
from pathlib import PurePath

from narrow.model.evidence import Answer
from narrow.model.records import Changes, FileChange, Lock, RuleFile
from narrow.questions.kept_runs import Behind
from narrow.report.compose.pieces import AFTER, BEFORE, EDITS, input_said, lock_said
from narrow.report.compose.rules import statement_text
from narrow.report.words import SUBJECTS, headline, many
from narrow.views.page_markup import Element, Node, clipped, tag
from narrow.views.page_pieces import facts, fold, note, section

MOST_LINES = 200
LONGEST_BLOCK = 200_000  # characters of one file of rules, or of the statements


def behind_sections(answer: Answer, behind: Behind) -> Iterator[Element]:
    """Give the lock's edits, the rules, the statements and the record of the run."""
    if answer.lock:
        yield _lock(answer.lock)
    yield _rules(behind)
    inside = fold("Show the statements", _block(statement_text(behind.statement)))
    yield section("sql", "The SQL that was carried out", inside, short="SQL")
    yield _record(answer, behind)


def file_name(path: str) -> str:
    """Name a file without its folders, as it would be called on any machine."""
    return PurePath(path.replace("\\", "/")).name


def _block(text: str) -> Element:
    more = len(text) - LONGEST_BLOCK
    left = note(f"and {many(more)} characters more") if more > 0 else None
    return tag("div", tag("pre", tag("code", text[:LONGEST_BLOCK]), tabindex=0), left)


def _lock(lock: Lock) -> Element:
    times = [
        tag("li", f"time {at}", f": {clipped(t.note)}" if t.note else None, _changes(t.changes))
        for at, t in enumerate(lock.times, start=1)
    ]
    since = [tag("h3", "Edited since"), _changes(lock.since)] if not lock.since.none else None
    return section(
        "lock",
        "The lock on this case",
        tag("p", f"{lock_said(lock)} ({file_name(lock.path)})"),
        since,
        tag("h3", "Every time it was locked"),
        tag("ol", *times),
        short="Lock",
    )


def _changes(given: Changes) -> Node:
    if not given.inputs and not given.files:
        return None
    inputs = [tag("li", clipped(input_said(change))) for change in given.inputs]
    return tag("ul", *inputs, *map(_file_change, given.files), class_="changes")


def _file_change(file: FileChange) -> Element:
    name = file_name(file.path)
    if not file.lines:
        return tag("li", f"{name}: {EDITS.get(file.edit, file.edit.value)}")
    lines = [
        tag(
            "li",
            f"line {change.line}",
            _edited("del", BEFORE, change.before),
            _edited("ins", AFTER, change.after),
        )
        for change in file.lines[:MOST_LINES]
    ]
    more = len(file.lines) - MOST_LINES
    left = tag("li", f"and {many(more)} lines more") if more > 0 else None
    return tag("li", name, tag("ul", *lines, left))


def _edited(name: str, sign: str, text: str) -> Node:
    return tag("code", tag(name, f"{sign} {text}"), class_="edit") if text else None


def _rules(behind: Behind) -> Element:
    rules = behind.basis.rules
    if not rules:
        inside: list[Node] = [note("The case or the register lies in no file: no text is kept.")]
    else:
        inside = [note("As they stood when the run was made; each opens to its whole text.")]
        inside += map(_rule, rules)
    number = many(len(rules)) if rules else ""
    return section("rules", "The exact rules", *inside, short="Rules", number=number)


def _rule(rule: RuleFile) -> Element:
    says: list[Node] = [
        tag("b", clipped(rule.kind)),
        " ",
        clipped(rule.id),
        tag("span", f" — {file_name(rule.path)}", class_="row"),
    ]
    return fold(says, tag("p", "sha256 ", tag("code", rule.sha256), class_="id"), _block(rule.text))


def _record(answer: Answer, behind: Behind) -> Element:
    about, basis = answer.about, behind.basis
    tables = [
        tag("li", clipped(name), " ", tag("code", digest))
        for name, digest in basis.register.tables.items()
    ]
    pairs: list[tuple[str, Node]] = [
        ("narrow", f"version {basis.narrow}"),
        ("Command", tag("code", " ".join((*behind.asked.words, "--format", "html")))),
        ("Case", f"{about.case}, about {SUBJECTS[about.subject]}"),
        ("As of", about.as_of),
        ("Register", f"{clipped(about.register)}, {many(about.persons)} persons"),
        ("sha256", tag("code", about.sha256)),
        ("Population", f"{clipped(about.population_says)} ({many(answer.population)})"),
        ("Came out", headline(answer)),
    ]
    held = (
        fold("The tables of the register", tag("ul", *tables, class_="digests")) if tables else None
    )
    remark = note("No time of day is kept: the same question gives the same page.")
    return section(
        "record", "The record of this run", facts(pairs), held, remark, short="Run record"
    )
