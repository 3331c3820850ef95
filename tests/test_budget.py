"""The sizes of the rooms: `tests/style_metrics.py` is the ruler."""

from pathlib import Path

import pytest

from tests.style_metrics import measure

ROW, MODULES = measure(Path(__file__).parent.parent / "narrow")

LIMITS = {"cycles": 0, "cycles_hidden_too": 0}


@pytest.mark.parametrize(("figure", "limit"), LIMITS.items(), ids=str)
def test_no_figure_is_over_its_limit(figure: str, limit: int) -> None:
    assert getattr(ROW, figure) <= limit


def test_everything_is_annotated_and_nearly_everything_told() -> None:
    assert ROW.annotated_pct == 100
    assert ROW.documented_pct >= 90


def test_every_module_says_what_it_is() -> None:
    import ast

    for name, module in MODULES.items():
        tree = ast.parse(module.path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), name
