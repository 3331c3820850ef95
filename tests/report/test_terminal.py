"""What every question looks like in a terminal of eighty columns, kept as text.

`NARROW_REWRITE_GOLDEN=1 pytest tests/report/test_terminal.py` writes it anew: read the diff.
"""

import io
import os
import re
from pathlib import Path

import pytest
from rich.console import Console

from narrow.report.terminal import render
from tests.report import results

GOLDEN = Path(__file__).with_name("terminal")
OF_A_CASE = ("run", "misses", "funnel", "why", "tally", "matrix", "flip", "next", "exposure")
WHERE = [
    (name, case)
    for name in OF_A_CASE
    for case in results.CASES
    if (name, case) != ("next", results.SOURCE)  # refused there
] + [
    (name, results.WORKED)
    for name in results.NAMES
    if name not in (*OF_A_CASE, "workbook", "weighed", "list")
]


@pytest.mark.parametrize(("name", "case"), WHERE)
def test_a_question_looks_as_it_did(name: str, case: str) -> None:
    asked = next(one for one in results.every(case) if one.name == name)
    file = io.StringIO()
    console = Console(
        file=file, width=80, no_color=True, highlight=False, markup=False, emoji=False
    )
    console.print(render(asked.compose(asked.result(), False)))
    said = re.sub(r"/tmp/\S+/", "", file.getvalue())  # noqa: S108 - where two kept runs happened to lie
    told = "".join(f"{line.rstrip()}\n" for line in said.splitlines())
    path = GOLDEN / f"{name.replace(' ', '-')}.{case}.txt"
    if os.environ.get("NARROW_REWRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(told, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == told
