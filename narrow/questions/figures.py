"""Published numbers stand beside ours, with what follows from the difference and nothing more."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from narrow.model.cases import POPULATION, Case, Figure
from narrow.model.evidence import Compared, Counts, Person
from narrow.model.result import Result
from narrow.model.verdicts import Verdict
from narrow.questions.evaluation import patterns as table
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.evaluation.patterns import Pattern


@dataclass(frozen=True, slots=True)
class Figures(Result):
    """Published numbers beside ours, case by case."""

    kind: ClassVar[str] = "figures"

    figures: tuple[Compared, ...]

    @classmethod
    def of(cls, found: Iterable[tuple[str, Compared]]) -> "Figures":
        """Gather the figures of several cases, each with the name that its case was asked by."""
        return cls(tuple(replace(one, case=case) for case, one in found))


def compare(evaluation: Evaluation, *, names: bool = False) -> tuple[Compared, ...]:
    """Set every published figure of a case beside our count of the same thing.

    With `names`, those in doubt are named, of a figure that is about the whole population.
    """
    return tuple(_compared(evaluation, figure, names=names) for figure in evaluation.case.published)


def _compared(evaluation: Evaluation, figure: Figure, *, names: bool) -> Compared:
    case, found = evaluation.case, evaluation.patterns
    if figure.by:
        from narrow.questions.tally import field_of, patterns_within

        field = field_of(case, evaluation.content, figure.by)
        found = patterns_within(evaluation, field, figure.group)
    by_id = {c.id: c for c in case.clues}
    read = {name: reading or by_id[name].deciding for name, reading in figure.clues.items()}
    counts = table.counts_under(case, found, read)
    members = table.count((p.verdicts[POPULATION, ""], p.persons) for p in found)
    if figure.counts == "population":
        counts, read = members, {}
    named = names and not figure.by
    return Compared(
        says=figure.says,
        quote=figure.quote,
        published=_published(figure),
        low=counts.low,
        high=counts.high,
        of_low=members.low,
        of=members.high,
        verdict=_held_against(figure, counts, members),
        remark=figure.remark,
        source=figure.source,
        where=figure.group or "all",
        counts=counts,
        reached=_reached(figure, counts, _open(case, found, read)),
        in_doubt=tuple(_in_doubt(evaluation, read)) if named else (),
    )


# What would have to be so for a published number to come out: arithmetic, and no guess at how its
# author counted.


Open = Mapping[Verdict, frozenset[str]]


def _open(case: Case, found: Sequence[Pattern], read: Mapping[str, str]) -> Open:
    """Name the clues that are not known of those in doubt, and of those without record."""
    seen: dict[Verdict, set[str]] = {Verdict.IN_DOUBT: set(), Verdict.NO_RECORD: set()}
    for p in found:
        each = {clue: table.verdict_under(case, p, {clue: name}) for clue, name in read.items()}
        each[POPULATION] = p.verdicts[POPULATION, ""]
        if (stands := min(each.values())) in seen:
            seen[stands] |= {name for name, verdict in each.items() if verdict is not Verdict.MET}
    return {stands: frozenset(names) for stands, names in seen.items()}


def _reached(figure: Figure, counts: Counts, unknown: Open) -> str:
    """Say how many of the not known, and which of them, would have to be a yes."""
    number = figure.exactly if figure.at_least is None else figure.at_least
    if number is None or number < counts.low or counts.low == counts.high:
        return ""
    if figure.at_least is not None and number == counts.low:
        return ""
    wanted, left = number - counts.low, counts.high - number
    none_else = " and nobody else not known does" if figure.at_least is None and left else ""
    if not wanted:
        return f"{number} are certain; it is reached if none of the {left} not known do"
    if left < 0:
        return f"{number} is not reached even if all {counts.high - counts.low} not known do"
    sure = min(wanted, counts.in_doubt)
    rest = wanted - sure
    who = " and ".join(
        part
        for part, some in (
            (_some(sure, counts.in_doubt, "in doubt"), sure),
            (_some(rest, counts.no_record, "without record"), rest),
        )
        if some
    )
    asked = unknown[Verdict.IN_DOUBT] if sure else frozenset[str]()
    asked |= unknown[Verdict.NO_RECORD] if rest else frozenset[str]()
    one = "s" if wanted == 1 else ""
    meet = f"meet{one} {next(iter(asked))}" if len(asked) == 1 else f"fit{one}"
    meet = f"belong{one} to those counted" if asked == {POPULATION} else meet
    return f"{number} is above the {counts.low} certain; it is reached if {who} {meet}{none_else}"


def _some(number: int, of: int, stands: str) -> str:
    if number < of:
        return f"{number} of the {of} {stands}"
    return f"the {of} {stands}" if of > 1 else f"the one {stands}"


def _in_doubt(evaluation: Evaluation, read: Mapping[str, str]) -> Iterator[Person]:
    case, off = evaluation.case, {one.person for one in evaluation.case.exclude}
    whole = table.is_whole(case, read)
    for judged in evaluation.listed.judged:
        finding = judged.finding
        like = Pattern(finding.verdicts, finding.status, 1)
        stands = min(judged.population, table.verdict_under(case, like, read))
        if stands is Verdict.IN_DOUBT and not (whole and finding.person.id in off):
            yield finding.person


def _published(figure: Figure) -> str:
    number = f"at least {figure.at_least}" if figure.at_least is not None else f"{figure.exactly}"
    return f"{number} of {figure.of}" if figure.of is not None else number


def _held_against(figure: Figure, counts: Counts, members: Counts) -> str:
    said = []
    if figure.at_least is not None:
        said.append(_at_least(figure.at_least, counts))
    elif figure.exactly is not None:
        said.append(_exactly(figure.exactly, counts))
    if figure.of is not None and not members.low <= figure.of <= members.high:
        ours = (
            f"{members.high}" if members.low == members.high else f"{members.low} to {members.high}"
        )
        said.append(f"of {ours}, not of {figure.of}")
    return "; ".join(said)


def _at_least(number: int, counts: Counts) -> str:
    if counts.low >= number:
        return "borne out"
    return "within our range" if counts.high >= number else "above our range"


def _exactly(number: int, counts: Counts) -> str:
    if counts.low == counts.high == number:
        return "the same"
    if counts.low <= number <= counts.high:
        return "our least number" if number == counts.low else "within our range"
    return "below our range" if number < counts.low else "above our range"
