"""Published numbers stand beside ours, with what follows from the difference and nothing more."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import ClassVar

from narrow.model.cases import POPULATION, Figure, Source
from narrow.model.evidence import Counts
from narrow.model.result import Result, called
from narrow.questions.evaluation import patterns as table
from narrow.questions.evaluation.evaluate import Evaluation
from narrow.questions.tally import field_of, patterns_within


@dataclass(frozen=True, slots=True)
class Compared:
    """A published number beside ours: the words, their number, our range, and what follows.

    Ours are `low` to `high` of a group of `of_low` to `of` persons.
    """

    says: str
    quote: str
    published: str
    low: int
    high: int
    of_low: int
    of: int
    verdict: str = field(metadata=called("so"))
    remark: str
    source: Source | None
    where: str = field(metadata=called("group"))
    case: str = field(default="", metadata=called("case_id"))


@dataclass(frozen=True, slots=True)
class Figures(Result):
    """Published numbers beside ours, case by case."""

    kind: ClassVar[str] = "figures"

    figures: tuple[Compared, ...]

    @classmethod
    def of(cls, found: Iterable[tuple[str, Compared]]) -> "Figures":
        """Gather the figures of several cases, each with the name that its case was asked by."""
        return cls(tuple(replace(one, case=case) for case, one in found))


def compare(evaluation: Evaluation) -> tuple[Compared, ...]:
    """Set every published figure of a case beside our count of the same thing."""
    return tuple(_compared(evaluation, figure) for figure in evaluation.case.published)


def _compared(evaluation: Evaluation, figure: Figure) -> Compared:
    case, found = evaluation.case, evaluation.patterns
    if figure.by:
        field = field_of(case, evaluation.content, figure.by)
        found = patterns_within(evaluation, field, figure.group)
    by_id = {c.id: c for c in case.clues}
    names = {name: reading or by_id[name].deciding for name, reading in figure.clues.items()}
    counts = table.counts_under(case, found, names)
    members = table.count((p.verdicts[POPULATION, ""], p.persons) for p in found)
    if figure.counts == "population":
        counts = members
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
    )


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
