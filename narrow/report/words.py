"""The words and marks that every view shares; marks differ by shape and not by colour alone."""

import unicodedata

from narrow.model.cases import Source
from narrow.model.evidence import Answer, Counts
from narrow.model.verdicts import Verdict

# Characters that a terminal or page would obey instead of show, by their Unicode category.
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

MARKS = {
    Verdict.MET: "●",
    Verdict.IN_DOUBT: "◐",
    Verdict.NO_RECORD: "○",
    Verdict.NOT_MET: "✕",
}
WORDS = {
    Verdict.MET: "met",
    Verdict.IN_DOUBT: "in doubt",
    Verdict.NO_RECORD: "no record",
    Verdict.NOT_MET: "not met",
}
SUBJECTS = {
    "published-list": "a published list",
    "public-official": "a public official",
    "unnamed-source": "an unnamed source",
    "invented": "somebody invented",
}
LEGEND = "  ".join(f"{MARKS[v]} {WORDS[v]}" for v in MARKS)


def clean(text: str) -> str:
    """Give a text without anything that a terminal or page would obey instead of show.

    Control characters, escapes, direction overrides and line separators become a visible "�";
    runs of white space become one space.
    """
    shown = "".join(
        "�" if unicodedata.category(c) in HIDDEN and not c.isspace() else c for c in text
    )
    return " ".join(shown.split())


def read_as(verdict: Verdict, reading: str) -> str:
    """Name the reading that reaches a verdict, or the verdict where none does."""
    return reading if verdict in (Verdict.MET, Verdict.IN_DOUBT) else WORDS[verdict]


def headline(answer: Answer) -> str:
    """Say the count in its honest form: "14 fit, 9 in doubt, 7 without record, 47 do not"."""
    return outcome(answer.counts)


def outcome(c: Counts) -> str:
    """Say a count by verdict in its honest form, and as a range of all."""
    said = f"{c.met:,} fit, {c.in_doubt:,} in doubt, {c.no_record:,} without record"
    by_hand = f", {c.by_hand:,} taken off by hand" if c.by_hand else ""
    return f"{said}, {c.not_met:,} do not{by_hand}: {between(c)} of {c.total:,}"


def between(counts: Counts) -> str:
    """Say a count as a range where something is not known: "14", "14 to 30"."""
    return reaching(counts.low, counts.high)


def reaching(low: int, high: int) -> str:
    """Say a number that lies between two: "14", "14 to 30"."""
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def many(number: int) -> str:
    """Write a number of persons or rows with its thousands apart."""
    return f"{number:,}"


def share(low: float | None, high: float | None) -> str:
    """Say the share that meets it in whole per cent, as a range where something is not known."""
    if low is None or high is None:
        return "-"
    least, most = round(100 * low), round(100 * high)
    return f"{least} %" if least == most else f"{least} to {most} %"


def citation(source: Source) -> str:
    """Cite a source in one line: publisher, title, date."""
    title = f"“{source.title}”" if source.title else source.id
    parts = [source.publisher, title, source.published]
    return clean(", ".join(part for part in parts if part))


def clean_lines(text: str) -> str:
    """Clean a message line by line."""
    return "\n".join("  " * line.startswith("  ") + clean(line) for line in text.splitlines())
