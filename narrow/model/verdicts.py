"""A verdict has three values, and "not known" carries its cause.

In SQL a verdict is a small integer that is never NULL: `and` is LEAST, `or` is GREATEST, "some
row" is MAX. The cause rides in the same number, so that one column answers both questions.
Negation swaps the two ends and leaves the two kinds of "not known" where they are.
"""

from collections.abc import Iterable
from enum import IntEnum


class Verdict(IntEnum):
    """How far the record meets a phrase: met, not met, or not known with the reason why."""

    NOT_MET = -1
    NO_RECORD = 0
    IN_DOUBT = 1
    MET = 2

    @property
    def word(self) -> str:
        """The three-valued word: `met`, `not-met` or `not-known`."""
        return {Verdict.MET: "met", Verdict.NOT_MET: "not-met"}.get(self, "not-known")

    @property
    def cause(self) -> str | None:
        """Why it is not known: `in_doubt` (a row may meet it), `no_record` (nothing is there)."""
        return {Verdict.IN_DOUBT: "in_doubt", Verdict.NO_RECORD: "no_record"}.get(self)

    @property
    def key(self) -> str:
        """The name such persons are counted under: `met`, `in_doubt`, `no_record`, `not_met`."""
        return self.name.lower()


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Everything must be met: the least of the verdicts, met where there is none."""
    return min(verdicts, default=Verdict.MET)
