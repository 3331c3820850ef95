"""Why a verdict is what it is, in one sentence, from the rows that decided it."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from narrow.compile.plan import (
    Answer,
    Best,
    BestPair,
    Between,
    Greatest,
    Least,
    Nth,
    OfPerson,
    Opposite,
    Part,
    Plan,
    Unrecorded,
)
from narrow.model.dates import EARLIEST, LATEST
from narrow.model.evidence import Evidence
from narrow.model.registers import Column, Register, Span, Table
from narrow.model.rules import (
    Begun,
    Blank,
    Coded,
    Condition,
    Dated,
    Either,
    Every,
    Held,
    Living,
    Order,
    Otherwise,
    Published,
    Second,
    Tense,
    Worded,
)
from narrow.model.verdicts import Verdict

# One sentence per operator: what a condition asks, and what a row of the register says.


_SLOT = re.compile(r"\{(\w+)\}")
_SPACES = re.compile(r"\s+")
_EMPTY = re.compile(r"\(\s*\)|(?:[,:;]\s*)+(?=$|[,:;])")

_ORDERS = {
    Order.WHILE: "it was held on",
    Order.BEFORE: "it was over before",
    Order.AFTER: "it began after",
}
_TENSES = {
    Tense.FORMER: "is over",
    Tense.CURRENT: "is held",
    Tense.EVER: "had begun",
    Tense.FUTURE: "begins later",
    Tense.PROBABLY_FORMER: "is probably over",
}


def named(table: Table, column: str) -> str:
    """Give a column's title in lower case, or its name with spaces."""
    title = table.columns[column].title if column in table.columns else ""
    return title[:1].lower() + title[1:] if title else column.replace("_", " ")


def asks(table: Table, condition: Condition) -> str:
    """Say in words what a condition asks of a row: "branch is army or a kind of it"."""
    match condition:
        case Coded(column, ("yes",), _):
            return named(table, column)
        case Coded(column, ("no",), _):
            return f"not: {named(table, column)}"
        case Coded(column, _, words):
            return f"{named(table, column)} is {words}"
        case Dated(column, _, _, words):
            return f"{named(table, column)} is {words}"
        case Held(tense, first, last):
            day = f"{first}" if first == last else f"a day from {first} to {last}"
            on = "on" if tense is not Tense.EVER else "by"
            return f"it {_TENSES[tense]} {on} {day}"
        case Worded(column, _, words):
            return f"{named(table, column)} has the words {words!r}"
        case Blank(column):
            return f"{named(table, column)} is not recorded"
        case Otherwise(inner):
            return f"not: {asks(table, inner)}"
        case Either(several):
            return " or ".join(asks(table, inner) for inner in several)
        case Every(several):
            aged = len(several) > 1 and isinstance(several[1], Living)
            said = [asks(table, inner) for inner in several]
            return f"{said[0]}, living" if aged else " and ".join(said)
        case Living(_, on):
            return f"the person was alive on {on}"
        case Begun(by):
            return f"it had begun by {by}"
        case Published(by):
            return f"a source was out by {by}"


def all_asked(plan: Plan, part: Part) -> list[str]:
    """Say every condition of a part, in the order of the doubt mask's bits, ties at the end."""
    tables = plan.register.tables
    said = [asks(tables[part.table], c) for c in part.where]
    if part.second:
        second = tables[part.second.table]
        said += [f"{part.second.table}: {asks(second, c)}" for c in part.second.where]
        said += list(_ties(second, part.second))
    return said


def _ties(table: Table, second: Second) -> Iterator[str]:
    day = named(table, second.day) if second.day else ""
    if second.orders:
        yield " or ".join(f"{_ORDERS[order]} that {day}" for order in second.orders)
    yield from (f"{name} is the same" for name in second.same)
    yield from (f"{name} differs" for name in second.different)


def states(register: Register, table: Table, row: Mapping[str, str]) -> str:
    """Say what a row says, by its table's template, and when: "Commander; 2009 to 2011"."""
    template = table.says or ", ".join(f"{{{c}}}" for c in list(table.columns)[1:4])
    text = _SLOT.sub(lambda found: _shown(register, table, found[1], row), template)
    text = _EMPTY.sub("", _SPACES.sub(" ", text)).strip(" ,:;").removesuffix(".")
    spoken = set(_SLOT.findall(template))
    time = "; ".join(filter(None, _times(table.span, row))) if table.span else ""
    shown_already = table.span and table.span.start in spoken
    return "; ".join(part for part in (text, "" if shown_already else time) if part)


def _shown(register: Register, table: Table, name: str, row: Mapping[str, str]) -> str:
    column = table.columns.get(name, Column(name))
    vocabulary = register.vocabulary_of(column)
    text = row.get(name, "")
    return vocabulary.label(text) if vocabulary else text


def _times(span: Span, row: Mapping[str, str]) -> Iterator[str]:
    start, end = row.get(span.start, ""), row.get(span.end, "")
    if not span.end:
        if start:
            yield start
        return
    match bool(start), end:
        case True, "..":
            yield f"since {start}, known to go on"
        case False, "..":
            yield "known to go on"
        case True, "":
            yield f"from {start}, end not recorded"
        case False, "":
            yield "no dates recorded" if not _days(span, row) else ""
        case True, _:
            yield f"{start} to {end}"
        case _:
            yield f"until {end}"
    if row.get(span.held_on):
        yield f"held on {row[span.held_on]}"
    if row.get(span.ended_by):
        yield f"over by {row[span.ended_by]}"


def _days(span: Span, row: Mapping[str, str]) -> bool:
    return bool(row.get(span.held_on) or row.get(span.ended_by))


def doubted(plan: Plan, part: Part, mask: int, odds: tuple[str, str] = ("", "")) -> tuple[str, ...]:
    """Say the conditions whose bits are set in a doubt mask.

    `odds` says of both rows which of their dates contradict each other: there it is not in doubt
    when something was, but which of the dates are right.
    """
    further = part.second.where if part.second else ()
    rows = [*(0 for _ in part.where), *(1 for _ in further)]
    timed = [_is_timed(c) for c in (*part.where, *further)]
    if part.second and part.second.orders:
        rows.append(0)
        timed.append(True)
    said = {}
    for at, words in enumerate(all_asked(plan, part)):
        if mask >> at & 1:
            at_odds = odds[rows[at]] if at < len(timed) and timed[at] else ""
            said[
                f"its dates are right, for they contradict each other: {at_odds}"
                if at_odds
                else words
            ] = at
    return tuple(said)


def _is_timed(condition: Condition) -> bool:
    """Tell whether a condition asks when a fact began or ended."""
    match condition:
        case Held() | Begun():
            return True
        case Otherwise(inner):
            return _is_timed(inner)
        case Either(several) | Every(several):
            return any(map(_is_timed, several))
        case _:
            return False


def listed(words: Sequence[str], most: int = 3) -> str:
    """Join words as a sentence does: "a, b and c", with the rest counted."""
    shown = list(words[:most])
    if len(words) > most:
        shown.append(f"{len(words) - most} more")
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]])) if shown else ""


def because(
    plan: Plan,
    answer: Answer | None,
    verdict: Verdict,
    evidence: Sequence[Evidence],
    met: Collection[int] = (),
) -> str:
    """Say why a verdict is what it is; one sentence without a full stop.

    `met` numbers the parts of which some row is certain: what is lacking is elsewhere.
    """
    if answer is None:
        return "everyone in the register"
    rows = listed([e.says for e in evidence], 2)
    match verdict:
        case Verdict.MET:
            return _pairs(evidence) or rows or absent(plan, answer, certain=True)
        case Verdict.IN_DOUBT if evidence:
            doubts = listed(list(dict.fromkeys(d for e in evidence for d in e.doubts)))
            return f"{_pairs(evidence) or rows}: not known whether {doubts}" if doubts else rows
        case Verdict.NOT_MET:
            return (
                f"the record says otherwise: {rows}"
                if rows
                else absent(plan, lacking(plan, answer, met), certain=True)
            )
        case _:
            return absent(plan, lacking(plan, answer, met), certain=False)


def _pairs(evidence: Sequence[Evidence]) -> str:
    pairs = [f"{e.says}, with: {e.with_row.says}" for e in evidence if e.with_row]
    return listed(pairs, 1)


def absent(plan: Plan, answer: Answer, *, certain: bool) -> str:
    """Say what no row means: a no where the record is complete, otherwise nothing."""
    role = table_of(plan, answer)
    if role == "persons":
        return "the person's own row says otherwise" if certain else "nothing is recorded"
    if not certain:
        return _unspoken(plan, answer, role)
    said = [s.says for s in plan.register.tables[role].complete_for if s.says]
    because_of = f" ({said[0]})" if len(said) == 1 else ""
    return f"nothing in {role} meets it, and there {role} are complete{because_of}"


def _unspoken(plan: Plan, answer: Answer, role: str) -> str:
    """Say why silence is no "no": of whom, of what time, or of what day's record it is asked."""
    sides = list(sides_of(answer))
    gaps = next((s.coverage for s in sides if s.coverage.gaps), None)
    if gaps is not None and gaps.spoken:
        spoken = _time(*gaps.spoken)
        spoken = f"for {spoken}" if spoken[0].isdigit() else spoken
        times = [_time(gap.first, gap.last) for gap in gaps.gaps]
        open_ = listed([t if t[0].isdigit() else f"the time {t}" for t in times])
        return (
            f"nothing in {role} speaks to it: {role} are complete {spoken}, "
            f"and {open_} is not covered"
        )
    if any(side.hidden is not None for side in sides):
        return (
            f"nothing in {role} that was published by {plan.case.day} speaks to it, "
            "and the record of that day was not complete for this person"
        )
    return f"nothing in {role} speaks to it, and {role} are not complete for this person"


def sides_of(answer: Answer) -> Iterator[Best | Between]:
    """Give the looks at a table whose missing row may mean no, the first one first."""
    match answer:
        case Best() | Between():
            yield answer
        case BestPair(_, first, second):
            yield from (first, second)
        case Least(answers) | Greatest(answers) | Nth(_, answers):
            for inner in answers:
                yield from sides_of(inner)
        case Opposite(inner):
            yield from sides_of(inner)
        case _:
            return


def _time(first: date | None, last: date) -> str:
    """Say a stretch of days as shortly as it can be written: "up to 2010", "2011 to 2018-09-08"."""
    end = _shortest(last, (12, 31))
    if first is None or first == EARLIEST:
        return f"up to {end}" if last < LATEST else "at any time"
    if first == last:
        return f"on {first}"
    start = _shortest(first, (1, 1))
    if last == LATEST:
        return f"{start} and later"
    return start if start == end else f"{start} to {end}"


def _shortest(day: date, turn: tuple[int, int]) -> str:
    return f"{day.year}" if (day.month, day.day) == turn else day.isoformat()


def lacking(plan: Plan, answer: Answer, met: Collection[int]) -> Answer:
    """Give the part of an "all of" that no row meets, for the reason is there; else the whole."""
    if isinstance(answer, Least):
        for inner in answer.answers:
            parts = [part.number for part in plan.parts_of(inner)]
            if not any(number in met for number in parts):
                return lacking(plan, inner, met)
    return answer


def table_of(plan: Plan, answer: Answer) -> str:
    """Name the table that an answer looks at first."""
    match answer:
        case Least(answers) | Greatest(answers) | Nth(_, answers):
            return table_of(plan, answers[0])
        case Opposite(inner):
            return table_of(plan, inner)
        case Best() | BestPair() | Between() | Unrecorded() | OfPerson():
            return plan.parts[answer.part].table
