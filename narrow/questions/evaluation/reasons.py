"""Why a verdict is what it is, in one sentence, from the rows that decided it."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from narrow.compile import plan as plans
from narrow.model import rules
from narrow.model.cases import Case, Clue
from narrow.model.cells import JOINED_BY
from narrow.model.dates import EARLIEST, LATEST, parse
from narrow.model.evidence import OTHERWISE, Evidence
from narrow.model.registers import PERSONS, Column, Kind, Register, Span, Table, Values
from narrow.model.verdicts import Verdict

# One sentence per operator: what a condition asks, and what a row of the register says.


_SLOT = re.compile(r"\{(\w+)\}")
_SPACES = re.compile(r"\s+")
_MARK = re.compile(r"\s*[,:;(\[“\"‘/–—]|\s+-")  # where the words before a value begin
_LAST_WORD = re.compile(r"\s*\w+\s*$")
_OPENED = re.compile(r"[(\[“\"‘]")
_CLOSES = {"(": ")", "[": "]", "“": "”", '"': '"', "‘": "’"}
_UNIT = re.compile(r"^\s*[^\s,:;.()]+")
_AGED = re.compile(r"aged \d+ to \d+ on (.+)")  # the words of an age, as a rule's conditions say it
_BIRTH_AND_DEATH = {
    **dict.fromkeys(("birthDate", "birth date", "date of birth"), "born"),
    **dict.fromkeys(("deathDate", "death date", "date of death"), "died"),
}
MOST_SHOWN = 80  # signs of one value; who wants the whole opens the register
LEAST_SPEAKING = 3  # letters: a code of more than so many is a word that speaks for itself

_ORDERS = {
    rules.Order.WHILE: "it was held on",
    rules.Order.BEFORE: "it was over before",
    rules.Order.AFTER: "it began after",
}
_TENSES = {
    rules.Tense.FORMER: "is over",
    rules.Tense.CURRENT: "is held",
    rules.Tense.EVER: "had begun",
    rules.Tense.FUTURE: "begins later",
    rules.Tense.PROBABLY_FORMER: "is probably over",
}


def named(table: Table, column: str) -> str:
    """Give a column's title in lower case, or its name with spaces."""
    title = table.columns[column].title if column in table.columns else ""
    return title[:1].lower() + title[1:] if title else column.replace("_", " ")


def asks(table: Table, condition: rules.Condition) -> str:
    """Say in words what a condition asks of a row: "branch is army or a kind of it"."""
    match condition:
        case rules.Coded(column, ("yes",), _):
            return named(table, column)
        case rules.Coded(column, ("no",), _):
            return f"not: {named(table, column)}"
        case rules.Coded(column, _, words) | rules.Dated(column, _, _, words):
            return f"{named(table, column)} is {words}"
        case rules.Held(tense, first, last):
            day = f"{first}" if first == last else f"a day from {first} to {last}"
            on = "on" if tense is not rules.Tense.EVER else "by"
            return f"it {_TENSES[tense]} {on} {day}"
        case rules.Worded(column, _, words):
            return f"{named(table, column)} has the words {words!r}"
        case rules.Blank(column):
            return f"{named(table, column)} is not recorded"
        case rules.Otherwise(inner):
            return f"not: {asks(table, inner)}"
        case rules.Either(several):
            return " or ".join(asks(table, inner) for inner in several)
        case rules.Every(several):
            aged = len(several) > 1 and isinstance(several[1], rules.Living)
            said = [asks(table, inner) for inner in several]
            return f"{said[0]}, living" if aged else " and ".join(said)
        case rules.Living(_, on):
            return f"the person was alive on {on}"
        case rules.Begun(by):
            return f"it had begun by {by}"
        case rules.Published(by):
            return f"a source was out by {by}"


def all_asked(plan: plans.Plan, part: plans.Part) -> list[str]:
    """Say every condition of a part, in the order of the doubt mask's bits, ties at the end."""
    tables = plan.register.tables
    said = [asks(tables[part.table], c) for c in part.where]
    if part.second:
        second = tables[part.second.table]
        said += [f"{part.second.table}: {asks(second, c)}" for c in part.second.where]
        said += list(_ties(second, part.second))
    return said


def _ties(table: Table, second: rules.Second) -> Iterator[str]:
    day = named(table, second.day) if second.day else ""
    if second.orders:
        yield " or ".join(f"{_ORDERS[order]} that {day}" for order in second.orders)
    yield from (f"{name} is the same" for name in second.same)
    yield from (f"{name} differs" for name in second.different)


def states(register: Register, table: Table, row: Mapping[str, str]) -> str:
    """Say what a row says, by its table's template, and when: "Commander; 2009 to 2011".

    A column without a value takes the words before it along.
    """
    return _sentence(register, table, row)[0]


def values(
    register: Register, table: Table, row: Mapping[str, str], asked: Sequence[rules.Condition]
) -> str:
    """Say the values that were asked about: "male, born 1966-10-04: 58 on 2025-01-03".

    A value that the row's sentence holds is not said again.
    """
    spoken = _sentence(register, table, row)[1]
    return ", ".join(dict.fromkeys(_values(register, table, row, asked, spoken)))


def _sentence(
    register: Register, table: Table, row: Mapping[str, str]
) -> tuple[str, frozenset[str]]:
    """Give the sentence of a row and the columns whose values it holds.

    A person's own row has one only where its table has a template: the name stands beside it.
    """
    plain = "" if table.role == PERSONS else ", ".join(f"{{{c}}}" for c in [*table.columns][1:4])
    template = table.says or plain
    spoken = {name for name in _SLOT.findall(template) if _filled(table, row, name)}
    text = _composed(register, table, row, template)
    if not table.span or table.span.start in _SLOT.findall(template):
        return text, frozenset(spoken)
    time = "; ".join(filter(None, _times(table.span, row)))
    spoken |= {name for name in table.span.columns if _filled(table, row, name)}
    return "; ".join(part for part in (text, time) if part), frozenset(spoken)


def _composed(register: Register, table: Table, row: Mapping[str, str], template: str) -> str:
    """Fill in a template; a gap takes along the words from the mark before it, and its bracket.

    Of the words that a sentence begins with only the last one goes: "listed by EU on ..." becomes
    "listed on ...".
    """
    pieces = _SLOT.split(template)  # words, column, words, column, ..., words
    words, names = pieces[::2], pieces[1::2]
    said, closing = "", ""
    for at, (written, name) in enumerate(zip(words, names, strict=False)):
        before, closing = written.removeprefix(closing), ""
        if _filled(table, row, name):
            joins = said.strip() or at == 0 or _MARK.search(before)
            said += (before if joins else "") + _shown(register, table, name, row)
            continue
        mark = _MARK.search(before)
        kept = before[: mark.start()] if mark else _LAST_WORD.sub("", before) if at == 0 else ""
        closing = "".join(_CLOSES[mark] for mark in reversed(_OPENED.findall(before[len(kept) :])))
        said += kept
    after = words[-1].removeprefix(closing)
    if names and not _filled(table, row, names[-1]):
        after = _UNIT.sub("", after)
    return _SPACES.sub(" ", said + after).strip(" ,:;").removesuffix(".")


def _filled(table: Table, row: Mapping[str, str], name: str) -> bool:
    column = table.columns.get(name, Column(name))
    return row.get(name, "").strip() not in column.missing


def _shown(register: Register, table: Table, name: str, row: Mapping[str, str]) -> str:
    column = table.columns.get(name, Column(name))
    vocabulary = register.vocabulary_of(column)
    text = row.get(name, "")
    parts = [vocabulary.label(p) if vocabulary else p for p in _parts(column, text)]
    return (" and " if column.values is Values.SET else " or ").join(filter(None, parts))


def _values(
    register: Register,
    table: Table,
    row: Mapping[str, str],
    asked: Sequence[rules.Condition],
    spoken: frozenset[str],
) -> Iterator[str]:
    """Say the values of the columns that are asked about: "male", "born 1966-10-04: 58 on ..."."""
    for condition in (leaf for each in asked for leaf in _leaves(each)):
        for name in rules.columns_of(condition):
            column = table.columns.get(name)
            if column is None or not _applies(register, table, column, row):
                continue
            if isinstance(condition, rules.Living) and not _filled(table, row, name):
                continue  # of the living no day of death is wanting
            age = _age(column, condition, row.get(name, ""))
            if name not in spoken or age:
                yield _value(register, table, column, row) + age


def _leaves(condition: rules.Condition) -> Iterator[rules.Condition]:
    """Give the conditions that a condition is made of."""
    match condition:
        case rules.Otherwise(inner):
            yield from _leaves(inner)
        case rules.Either(several) | rules.Every(several):
            for inner in several:
                yield from _leaves(inner)
        case _:
            yield condition


def _applies(register: Register, table: Table, column: Column, row: Mapping[str, str]) -> bool:
    """Tell whether a column has a meaning on a row, or may have one, or holds something there."""
    return _filled(table, row, column.name) or all(
        _may_be(register, table.columns[name], row.get(name, ""), codes)
        for name, codes in column.applies_where.items()
    )


def _may_be(register: Register, column: Column, text: str, codes: Sequence[str]) -> bool:
    vocabulary = register.vocabulary_of(column)
    broader = vocabulary.broader_than(codes) if vocabulary else ()
    return any(part in (*codes, *broader, *column.missing) for part in _parts(column, text))


def _parts(column: Column, text: str) -> list[str]:
    """Give the values of a stored cell, whatever parts them in its file; `[1950,1970]` is two."""
    parts = [text] if column.values is Values.ONE else text.split(JOINED_BY)
    if column.kind is not Kind.DATE:
        return parts
    return [one.strip() for part in parts for one in part.strip("[]").split(",")]


def _value(register: Register, table: Table, column: Column, row: Mapping[str, str]) -> str:
    name = _BIRTH_AND_DEATH.get(column.property) or named(table, column.name)
    name = _BIRTH_AND_DEATH.get(name, name)
    text = row.get(column.name, "")
    if not _filled(table, row, column.name):
        return f"{name} not recorded"
    shown = _shown(register, table, column.name, row)
    if len(shown) > MOST_SHOWN:
        shown = f"{shown[:MOST_SHOWN]}…"
    if column.kind is Kind.CODE and text == "yes":
        return name
    speaks = text.replace("-", "").replace("_", "").isalpha() and len(text) > LEAST_SPEAKING
    alone = column.kind is Kind.CODE and (column.vocabulary or speaks) and text != "unknown"
    return shown if alone else f"{name} {shown}"


def _age(column: Column, condition: rules.Condition, text: str) -> str:
    """Say how old a person was on the day that was asked about: ": 58 on 2025-01-03"."""
    found = _AGED.fullmatch(condition.words) if isinstance(condition, rules.Dated) else None
    if found is None or column.kind is not Kind.DATE:
        return ""
    try:
        day = date.fromisoformat(found[1])
        parts = _parts(column, text)
        born = [parse(part) for part in parts if part.strip() and part not in column.missing]
    except ValueError:
        return ""
    if not born or any(b.first == EARLIEST or b.last == LATEST for b in born):
        return ""
    ages = [(_years(b.last, day), _years(b.first, day)) for b in born]
    said = [f"{least}" if least == most else f"{least} to {most}" for least, most in ages]
    return f": {' or '.join(dict.fromkeys(said))} on {day}"


def _years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


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
            told = row.get(span.held_on) or row.get(span.ended_by)
            yield "" if told else "no dates recorded"
        case True, _:
            yield f"{start} to {end}"
        case _:
            yield f"until {end}"
    if row.get(span.held_on):
        yield f"held on {row[span.held_on]}"
    if row.get(span.ended_by):
        yield f"over by {row[span.ended_by]}"


def doubted(
    plan: plans.Plan, part: plans.Part, mask: int, odds: tuple[str, str] = ("", "")
) -> tuple[str, ...]:
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


def _is_timed(condition: rules.Condition) -> bool:
    """Tell whether a condition asks when a fact began or ended."""
    match condition:
        case rules.Held() | rules.Begun():
            return True
        case rules.Otherwise(inner):
            return _is_timed(inner)
        case rules.Either(several) | rules.Every(several):
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
    plan: plans.Plan,
    answer: plans.Answer | None,
    verdict: Verdict,
    evidence: Sequence[Evidence],
    met: Collection[int] = (),
) -> str:
    """Say why a verdict is what it is; one sentence without a full stop.

    `met` numbers the parts of which some row is certain: what is lacking is elsewhere.
    """
    if answer is None:
        return "everyone in the register"
    rows = _several([e.told for e in evidence], 2)
    no = verdict is Verdict.NOT_MET
    lacks = lacking(plan, answer, met, certain=no)
    tables = {plan.parts[number].table for number in halves(lacks, certain=no)}
    few = [e.told for e in evidence if e.table in tables]
    match verdict:
        case Verdict.MET:
            return _pairs(evidence) or rows or absent(plan, answer, certain=True)
        case Verdict.NOT_MET | Verdict.NO_RECORD if few and not exceeds(lacks, evidence):
            said = absent(plan, lacks, certain=no, further=True)
            return f"{said}: {_several(few, 2)}"
        case Verdict.IN_DOUBT if evidence:
            doubts = listed(list(dict.fromkeys(d for e in evidence for d in e.doubts)))
            told = _pairs(evidence) or rows
            mark = ";" if any(e.values for e in evidence) else ":"
            return f"{told}{mark} not known whether {doubts}" if doubts else rows
        case Verdict.NOT_MET:
            return f"{OTHERWISE}: {rows}" if rows else absent(plan, lacks, certain=True)
        case _:
            own = [e.told for e in evidence if e.table == PERSONS]
            if own and (table_of(plan, lacks) == PERSONS or not isinstance(answer, plans.Least)):
                return listed(own)
            return absent(plan, lacks, certain=False)


def _pairs(evidence: Sequence[Evidence]) -> str:
    pairs = [f"{e.told}, with: {e.with_row.told}" for e in evidence if e.with_row]
    return _several(pairs, 1)


def _several(rows: Sequence[str], most: int) -> str:
    """Say several rows, each with commas and semicolons of its own; those beyond are counted."""
    more = [f"and {len(rows) - most} more"] if len(rows) > most else []
    return "; ".join([*rows[:1], *(f"also {row}" for row in rows[1:most]), *more])


def absent(plan: plans.Plan, answer: plans.Answer, *, certain: bool, further: bool = False) -> str:
    """Say what no row means, or no `further` one: a no where the record is complete, or nothing."""
    role = table_of(plan, answer)
    if role == "persons":
        return "the person's own row says otherwise" if certain else "nothing is recorded"
    row = f"nothing in {role}"
    if further:
        pair = isinstance(answer, plans.BestPair)
        row = "no pair of such rows" if pair else f"no further row of {role}"
    if isinstance(answer, plans.Unrecorded):
        return f"{row} is known to meet it"
    if not certain:
        return row + _unspoken(plan, answer, role)
    if isinstance(answer, plans.BestPair) and answer.first.coverage.nobody:
        role = plan.parts[answer.second.part].table
    said = [s.says for s in plan.register.tables[role].complete_for if s.says]
    because_of = f" ({said[0]})" if len(said) == 1 else ""
    return f"{row} meets it, and there {role} are complete{because_of}"


def halves(answer: plans.Answer, *, certain: bool) -> tuple[int, ...]:
    """Number the parts whose rows are shown though they are not enough: of a count, of a pair.

    The rows of a pair tell nothing where another row of either may be lacking.
    """
    match answer:
        case plans.Between(part):
            return (part,)
        case plans.BestPair(_, first, second) if certain:
            return (first.part, second.part)
    return ()


def exceeds(answer: plans.Answer, rows: Sequence[object]) -> bool:
    """Tell rows that are too many, and so speak against a count, from those that are too few."""
    match answer:
        case plans.Between(_, _, at_least, at_most):
            return at_least is None or (at_most is not None and len(rows) > at_most)
    return False


def _unspoken(plan: plans.Plan, answer: plans.Answer, role: str) -> str:
    """Say why silence is no "no": of whom, of what time, or of what day's record it is asked."""
    sides = list(sides_of(answer))
    gaps = next((s.coverage for s in sides if s.coverage.gaps), None)
    if gaps is not None and gaps.spoken:
        spoken = _time(*gaps.spoken)
        spoken = f"for {spoken}" if spoken[0].isdigit() else spoken
        times = [_time(gap.first, gap.last) for gap in gaps.gaps]
        open_ = listed([t if t[0].isdigit() else f"the time {t}" for t in times])
        return f" speaks to it: {role} are complete {spoken}, and {open_} is not covered"
    if any(side.hidden is not None for side in sides):
        return (
            f" that was published by {plan.case.day} speaks to it, "
            "and the record of that day was not complete for this person"
        )
    return f" speaks to it, and {role} are not complete for this person"


def sides_of(answer: plans.Answer) -> Iterator[plans.Best | plans.Between]:
    """Give the looks at a table whose missing row may mean no, the first one first."""
    match answer:
        case plans.Best() | plans.Between():
            yield answer
        case plans.BestPair(_, first, second):
            yield from (first, second)
        case plans.Least(answers) | plans.Greatest(answers) | plans.Nth(_, answers):
            for inner in answers:
                yield from sides_of(inner)
        case plans.Opposite(inner):
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


def lacking(
    plan: plans.Plan, answer: plans.Answer, met: Collection[int], *, certain: bool
) -> plans.Answer:
    """Give the part of an answer that no row meets, for the reason is there; else the whole.

    Where the verdict is not `certain`, a part whose missing row means no for everyone is none.
    """
    if not isinstance(answer, plans.Least if certain else plans.Least | plans.Greatest | plans.Nth):
        return answer
    for inner in answer.answers:
        parts = [part.number for part in plan.parts_of(inner)]
        sides = [side.coverage.everyone for side in sides_of(inner)]
        sure = not certain and bool(sides) and all(sides) and not any(plan.of_person(inner))
        if not sure and not any(number in met for number in parts):
            return lacking(plan, inner, met, certain=certain)
    return next((side for side in sides_of(answer) if isinstance(side, plans.Between)), answer)


def table_of(plan: plans.Plan, answer: plans.Answer) -> str:
    """Name the table that an answer looks at first."""
    match answer:
        case plans.Least(answers) | plans.Greatest(answers) | plans.Nth(_, answers):
            return table_of(plan, answers[0])
        case plans.Opposite(inner):
            return table_of(plan, inner)
        case (
            plans.Best()
            | plans.BestPair()
            | plans.Between()
            | plans.Unrecorded()
            | plans.OfPerson()
        ):
            return plan.parts[answer.part].table


# What a clue asks, where the rule itself has no sentence for it.


def worded(case: Case, register: Register) -> Case:
    """Say in words what each clue asks that was written into the case with its quote alone."""
    silent = [c for c in case.clues if any(r.says in ("", c.quote) for r in c.readings)]
    if not silent:
        return case
    made = plans.plan(case, register)
    told = {
        clue.id: replace(
            clue,
            says=clue.says if clue.says not in ("", clue.quote) else "",
            readings=tuple(_worded(made, clue, reading) for reading in clue.readings),
        )
        for clue in silent
    }
    told = {
        key: clue if clue.says else replace(clue, says=clue.readings[-1].says)
        for key, clue in told.items()
    }
    return replace(case, clues=tuple(told.get(clue.id, clue) for clue in case.clues))


def _worded(made: plans.Plan, clue: Clue, reading: rules.Reading) -> rules.Reading:
    answer = made.column(clue.id, reading.name).answer
    if answer is None or reading.says not in ("", clue.quote):
        return reading
    return replace(reading, says=wanted(made, answer))


def wanted(plan: plans.Plan, answer: plans.Answer) -> str:
    """Say what an answer asks: "some row of posts: sector is military and role is chief"."""
    match answer:
        case plans.Least(answers):
            return "; and ".join(wanted(plan, inner) for inner in answers)
        case plans.Greatest(answers):
            return "; or ".join(wanted(plan, inner) for inner in answers)
        case plans.Nth(number, answers):
            several = "; ".join(wanted(plan, inner) for inner in answers)
            return f"at least {number} of these: {several}"
        case plans.Opposite(plans.Best(part)):
            return _rows(plan, part, "no row of {}")
        case plans.Opposite(inner):
            return f"not ({wanted(plan, inner)})"
        case plans.Best(part) | plans.BestPair(part):
            return _rows(plan, part, "some row of {}")
        case plans.Unrecorded(part):
            return _rows(plan, part, "nothing is recorded in {}")
        case plans.OfPerson(part):
            return " and ".join(_unmasked(plan, plan.parts[part]))
        case plans.Between(part, _, at_least, at_most):
            counted = plan.parts[part].item
            bounds = [f"at least {at_least}"] if at_least is not None else []
            bounds += [f"at most {at_most}"] if at_most is not None else []
            what = f"different {counted} in {{}}" if counted else "rows of {}"
            return _rows(plan, part, f"{' and '.join(bounds) or 'any number of'} {what}")


def _rows(plan: plans.Plan, number: int, form: str) -> str:
    part = plan.parts[number]
    said = form.format(part.table)
    asked = " and ".join(_unmasked(plan, part))
    return f"{said}: {asked}" if asked else said


def _unmasked(plan: plans.Plan, part: plans.Part) -> list[str]:
    """Say what a part asks, without the masks of later facts."""
    masks = [isinstance(c, rules.Begun | rules.Published) for c in part.conditions]
    said = all_asked(plan, part)
    masks += [False] * (len(said) - len(masks))
    return [words for words, mask in zip(said, masks, strict=True) if not mask]
