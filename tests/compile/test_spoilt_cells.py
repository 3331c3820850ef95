"""What nobody sees in a cell changes no verdict: a blank behind a code, a zero width in an id."""

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narrow.engines.duckdb import DuckDB
from narrow.model.cells import is_cleaned
from narrow.questions.evaluation.reader import verdicts
from narrow.registers.loader import content_from_rows
from tests.oracle.evaluate import evaluate
from tests.oracle.strategies import Example, Rows, nested_bodies

WRAPS = (" {}", "{}\u00a0", "\ufeff{}", "{}\u200b ", "\u200f{}\u202c", "\t{}\u2060")


def spoilt(example: Example, wraps: list[str]) -> Rows:
    """Put what nobody sees around every cell that is compared whole."""
    found = {}
    for role, rows in example.rows.items():
        columns = example.register.tables[role].columns
        found[role] = [
            {
                name: wraps[(at + len(text)) % len(wraps)].format(text)
                if is_cleaned(columns[name])
                else text
                for name, text in row.items()
            }
            for at, row in enumerate(rows)
        ]
    return found


@settings(
    max_examples=max(1, int(os.environ.get("NARROW_EXAMPLES", "160")) // 8),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(example=nested_bodies, wraps=st.lists(st.sampled_from(WRAPS), min_size=1, max_size=3))
def test_what_nobody_sees_changes_no_verdict(example: Example, wraps: list[str]) -> None:
    content = content_from_rows(example.register, spoilt(example, wraps))
    with DuckDB() as engine:
        found = verdicts(example.case, content, engine)
    means = evaluate(example.case, example.register, example.rows)
    assert {person: dict(columns) for person, columns in found.items()} == means
