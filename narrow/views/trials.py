"""How the tests inside attributes fared, in lines: what failed, what no test would miss."""

from collections.abc import Iterator, Sequence

from narrow.questions.checks import Report
from narrow.views.words import WORDS, clean


def report_lines(reports: Sequence[Report]) -> Iterator[str]:
    """Give the lines of a test report; the last one sums up."""
    passed = failed = 0
    for report in reports:
        bad = [o for o in report.outcomes if not o.holds]
        passed, failed = passed + len(report.outcomes) - len(bad), failed + len(bad)
        state = "ok" if report.holds else "FAILED"
        yield f"{state:6} {report.attribute}: {len(report.outcomes)} verdicts"
        for o in bad:
            said = f"{o.reading} expected {o.expected}, is {WORDS[o.verdict]}"
            yield f"       {clean(o.test)}: {said}"
        for reading, kind in report.untested:
            yield f"       advice: no test expects {kind} of {reading}"
        for reading, left_out in report.unguarded:
            yield f"       advice: no test would miss it if {reading} lost: {clean(left_out)}"
    yield f"{passed} verdicts as expected, {failed} not"
