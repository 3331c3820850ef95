"""All contenders of the benchmark make the same report; nothing is timed here."""

from pathlib import Path

import pytest

from tests.benchmarks import rivals
from tests.benchmarks.grown import register_of


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return register_of(2_000, tmp_path_factory.mktemp("bench"))


@pytest.fixture(scope="module")
def report(register: Path) -> rivals.Report:
    return rivals.Compiled(register)()


@pytest.mark.parametrize("kept", [True, False])
def test_the_hand_makes_the_same_report(kept: bool, register: Path, report: rivals.Report) -> None:
    assert rivals.ByHand(register, kept=kept)() == report
    assert len({counts[0] for counts in report["counts"]}) == 4  # every verdict occurs
    assert report["names"]


@pytest.mark.parametrize("name", rivals.OTHERS)
def test_another_tool_makes_the_same_report(
    name: str, register: Path, report: rivals.Report, tmp_path: Path
) -> None:
    if name in ("pandas", "polars"):
        pytest.importorskip("pyarrow")
        pytest.importorskip(name)
    exports = rivals.export(register, tmp_path / "exports")
    assert rivals.OTHERS[name](exports) == report


def test_a_larger_register_repeats_the_smaller(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tests.benchmarks.grown.BASE", 500)
    small, large = (rivals.Compiled(register_of(n, tmp_path))() for n in (500, 1500))
    assert [[*k, 3 * n] for *k, n in small["counts"]] == large["counts"]
