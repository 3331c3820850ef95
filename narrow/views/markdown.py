"""A run as Markdown: tables that read as plain text, and a footnote for every source."""

from collections import defaultdict
from collections.abc import Iterator

from narrow.model.evidence import Answer, Finding, RuledOut
from narrow.model.verdicts import Verdict
from narrow.views.chances import weighs
from narrow.views.edits import lock_said
from narrow.views.markdown_notes import Notes
from narrow.views.markdown_pieces import escaped, table
from narrow.views.words import LEGEND, MARKS, SUBJECTS, WORDS, headline, many

COUNTED = ("met", "in doubt", "no record", "not met")
MOST_LATER = 200


def markdown(answer: Answer) -> str:
    """Give a run as Markdown; the same answer gives the same text."""
    notes = Notes()
    lines = [*_head(answer), *_funnel(answer), *_readings(answer, notes)]
    lines += _people(answer, notes, Verdict.MET, "Fits")
    lines += _people(answer, notes, Verdict.IN_DOUBT, "In doubt")
    lines += _people(answer, notes, Verdict.NO_RECORD, "Without record")
    lines += [*_by_hand(answer, notes), *_ruled_out(answer), *_later(answer), *_not_used(answer)]
    lines += ["---", "", f"*{escaped(answer.care)}*", "", *notes.lines()]
    return "\n".join(lines).rstrip() + "\n"


def _head(answer: Answer) -> Iterator[str]:
    about = answer.about
    yield from (f"# {escaped(about.title)}", "", f"**{headline(answer)}**", "")
    yield from (f"> {escaped(answer.care)}", "")
    doubt = answer.population_uncertain
    uncertain = f", {many(doubt)} of them not certainly" if doubt else ""
    yield f"- case {escaped(about.case)}, as of {about.as_of}, about {SUBJECTS[about.subject]}"
    register = f"- register {escaped(about.register)}: {many(about.persons)} persons"
    yield f"{register} (sha256 {about.sha256[:12]})"
    yield f"- population: {escaped(about.population_says)} ({many(answer.population)}{uncertain})"
    if answer.lock:
        yield f"- {escaped(lock_said(answer.lock))}"
    if answer.weighing and answer.weighing.no_chance:
        yield f"- {escaped(answer.weighing.no_chance)}"
    yield ""


def _funnel(answer: Answer) -> Iterator[str]:
    yield from ("## Funnel", "")
    rows = [(escaped(answer.about.population_says), "", "", "", "", many(answer.population))]
    for step in answer.funnel:
        c = step.counts
        said = map(many, (c.met, c.in_doubt, c.no_record, c.not_met, step.left))
        rows.append((escaped(f"then {step.clue} ({step.reading})"), *said))  # type: ignore[arg-type]
    yield from table(("", *COUNTED, "left"), rows)


def _readings(answer: Answer, notes: Notes) -> Iterator[str]:
    yield from ("## The phrases and how they are read", "")
    for clue in answer.clues:
        source = notes.cited([clue.source]) if clue.source else ""
        yield f"{escaped(clue.id)}, {clue.role}: “{escaped(clue.quote)}”{source}"
        yield ""
        rows = []
        for name, says in clue.readings.items():
            c = clue.counts[name]
            decides = " (decides)" if name == clue.deciding else ""
            numbers = map(many, (c.met, c.in_doubt, c.no_record, c.not_met))
            rows.append((escaped(f"{name}{decides}"), *numbers, escaped(says)))
        yield from table(("reading", *COUNTED, "what it takes"), rows)


def _people(answer: Answer, notes: Notes, status: Verdict, title: str) -> Iterator[str]:
    counts = answer.counts
    total = {
        Verdict.MET: counts.met,
        Verdict.IN_DOUBT: counts.in_doubt,
        Verdict.NO_RECORD: counts.no_record,
    }[status]
    mine = [f for f in answer.findings if f.status is status]
    if not any(clue.role != "supporting" for clue in answer.clues):
        title, total = "Everybody, for no clue is required", len(mine)
        if status is not Verdict.MET:
            return
    yield from (f"## {title} ({many(len(mine))})", "")
    if not mine:
        yield from ("nobody", "")
    elif status is Verdict.MET:
        order = "weighed in bits" if answer.weighing else "equal ranks are equally documented"
        yield from (f"{LEGEND}; {order}", "")
    elif status is Verdict.NO_RECORD:
        said = "Nothing on record says either way, and the record is not complete for them."
        yield from (said, "")
    for finding in mine:
        yield from _person(finding, notes)
    more = total - len(mine)
    if more > 0:
        yield from (f"{many(more)} more are counted and not named here.", "")


def _person(finding: Finding, notes: Notes) -> Iterator[str]:
    grade = f", grade {finding.grade.code}" if finding.grade else ""
    plural = "" if finding.sources == 1 else "s"
    weight = f", {escaped(weighs(finding.weight))}" if finding.weight else ""
    person = f"**{escaped(finding.person.name)}** (id {escaped(finding.person.id)})"
    documented = f"{finding.sources} source{plural}{grade}{weight}"
    yield f"{finding.rank}\\. {person}, {documented}"
    yield ""
    for clue in finding.clues.values():
        known = clue.verdict in (Verdict.MET, Verdict.IN_DOUBT)
        reading = clue.reading if known else WORDS[clue.verdict]
        cited = notes.cited(s for e in clue.evidence for s in e.sources)
        said = escaped(f"{clue.clue} ({reading}): {clue.because}")
        yield f"- {MARKS[clue.verdict]} {said}{cited}"
    yield ""


def _by_hand(answer: Answer, notes: Notes) -> Iterator[str]:
    mine = [r for r in answer.ruled_out if r.would_be is not None]
    if not mine:
        return
    yield from (f"## Taken off by hand ({many(len(mine))})", "")
    for r in mine:
        would = WORDS[r.would_be or Verdict.NOT_MET]
        source = notes.cited([r.source]) if r.source else ""
        person = f"**{escaped(r.person.name)}** (id {escaped(r.person.id)})"
        yield f"- {person}: {escaped(r.because)}{source}; would be {would}, rank {r.would_rank}"
    yield ""


def _ruled_out(answer: Answer) -> Iterator[str]:
    yield from (f"## Ruled out ({many(answer.counts.not_met)})", "")
    groups: dict[tuple[str, str], list[RuledOut]] = defaultdict(list)
    for r in answer.ruled_out:
        if r.would_be is None:
            groups[r.clue, r.because].append(r)
    for (clue, because), mine in sorted(groups.items(), key=lambda g: -len(g[1])):
        names = ", ".join(f"{escaped(r.person.name)} ({escaped(r.person.id)})" for r in mine)
        said = f"{escaped(clue or 'population')} ({many(len(mine))}): {escaped(because)}"
        yield from (f"- {MARKS[Verdict.NOT_MET]} {said}", f"  {names}", "")
    more = answer.counts.not_met - sum(map(len, groups.values()))
    if more > 0:
        yield from (f"{many(more)} more are counted and not named here.", "")


def _later(answer: Answer) -> Iterator[str]:
    if not answer.masked_total:
        return
    late = f"Later than {answer.about.as_of}, so not looked at"
    yield from (f"## {late} ({many(answer.masked_total)})", "")
    for m in answer.masked[:MOST_LATER]:
        where = f"{m.table}, row {m.row}"
        yield f"- {escaped(m.person.name)}: {escaped(f'{m.says} ({where})')}"
    more = answer.masked_total - len(answer.masked[:MOST_LATER])
    if more > 0:
        yield f"- and {many(more)} more"
    yield ""


def _not_used(answer: Answer) -> Iterator[str]:
    if answer.not_used:
        yield from ("## Words of the text that no clue renders", "")
        yield from (f"- “{escaped(u.quote)}”: {escaped(u.why)}" for u in answer.not_used)
        yield ""
