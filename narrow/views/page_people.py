"""The persons on the page: each name opens to its clues, the facts that met them, their sources."""

from collections.abc import Iterator, Sequence

from narrow.model.evidence import Answer, Finding
from narrow.model.verdicts import Verdict
from narrow.views.chances import weighs
from narrow.views.page_clues import MOST_FACTS, clue_told, length
from narrow.views.page_markup import Element, Node, clipped, named, tag
from narrow.views.page_pieces import fold, note, section, sign
from narrow.views.weights import crowd_said
from narrow.views.words import LEGEND, many

MOST_OPEN = 1_000  # persons with their facts; a page of ten thousand would be too large to mail
MOST_TEXT = 5_000_000  # characters of facts on one page, however few persons they are about


def people_sections(answer: Answer) -> Iterator[Element]:
    """Give those who fit, those in doubt, and, folded, those without record."""
    opened = set(_opened(answer.findings[:MOST_OPEN]))
    required = any(clue.role != "supporting" for clue in answer.clues)
    fits = "Fits" if required else "Everybody, for no clue is required"
    yield _section(answer, "fits", fits, Verdict.MET, opened)
    yield _section(answer, "doubt", "In doubt", Verdict.IN_DOUBT, opened)
    yield _section(answer, "unknown", "Without record", Verdict.NO_RECORD, opened)


def _opened(findings: Sequence[Finding]) -> Iterator[int]:
    """Give those who open to their facts: the first, as long as a page stays one that opens."""
    characters = 0
    for finding in findings:
        shown = (e for clue in finding.clues.values() for e in clue.evidence[:MOST_FACTS])
        characters += sum(map(length, shown))
        if characters > MOST_TEXT:
            return
        yield finding.person.number


def _section(answer: Answer, key: str, title: str, status: Verdict, opened: set[int]) -> Element:
    mine = [f for f in answer.findings if f.status is status]
    total = {
        Verdict.MET: answer.counts.met,
        Verdict.IN_DOUBT: answer.counts.in_doubt,
        Verdict.NO_RECORD: answer.counts.no_record,
    }[status]
    list_ = tag(
        "ol",
        *(_person(answer, f, f.person.number in opened) for f in mine),
        class_="people",
        role="list",
        data_list=True,
    )
    shown: Node = list_ if mine else None if total else note("nobody")
    if status is Verdict.NO_RECORD and mine:
        shown = fold(f"Show {many(len(mine))} name{'s' if len(mine) > 1 else ''}", list_)
    remarks = _remarks(answer, mine, total, status, opened)
    return section(
        key,
        f"{title} ({many(total)})",
        *remarks,
        shown,
        short=title.split(",", maxsplit=1)[0],
        number=many(total),
    )


def _remarks(
    answer: Answer, mine: Sequence[Finding], total: int, status: Verdict, opened: set[int]
) -> Iterator[Node]:
    if mine and status is Verdict.MET:
        order = "weighed in bits" if answer.weighing else "equal ranks are equally documented"
        clues = ", ".join(mine[0].clues)
        yield note(f"Ranked: {order}. Each name opens to the facts and their sources.")
        yield note(f"{LEGEND}; beside a name in the order: {clipped(clues)}")
    if mine and answer.weighing and status is Verdict.MET:
        yield note(next(iter(crowd_said(answer.weighing))))
    if mine and status is Verdict.NO_RECORD:
        yield note("Nothing on record says either way, and the record is not complete for them.")
    plain = sum(f.person.number not in opened for f in mine)
    if plain:
        yield note(
            f"{many(plain)} of them are named with their verdicts only: the first "
            f"{many(len(opened))} persons of the answer open to their facts on this page. "
            "“narrow why” tells the reasons for anybody."
        )
    if total > len(mine):
        yield note(f"{many(total - len(mine))} more are counted and not named on this page.")


def _person(answer: Answer, finding: Finding, opened: bool) -> Element:
    marks = [sign(clue.verdict, clue.clue) for clue in finding.clues.values()]
    top: list[Node] = [
        tag("span", tag("span", "rank ", class_="hidden"), many(finding.rank), class_="rank"),
        " ",
        tag("b", named(finding.person.name), class_="name"),
        " ",
        tag("span", *_between(marks), class_="marks"),
        " ",
        tag("span", _documented(finding), class_="about"),
    ]
    identity = tag("code", clipped(finding.person.id))
    inside: Node = tag("div", *top, tag("span", identity, class_="about id"), class_="plain")
    if opened:
        inside = tag(
            "details",
            tag("summary", *top),
            tag("p", "id ", identity, class_="id"),
            *(clue_told(answer, clue) for clue in finding.clues.values()),
        )
    return tag(
        "li",
        inside,
        data_who=True,
        data_rank=finding.rank,
        data_sources=finding.sources,
        data_name=clipped(finding.person.name),
        class_="person",
    )


def _between(parts: Sequence[Node]) -> Iterator[Node]:
    for at, part in enumerate(parts):
        if at:
            yield " "
        yield part


def _documented(finding: Finding) -> str:
    plural = "" if finding.sources == 1 else "s"
    grade = f", grade {finding.grade.code}" if finding.grade else ""
    weight = f", {weighs(finding.weight)}" if finding.weight else ""
    return f"{finding.sources} source{plural}{grade}{weight}"
