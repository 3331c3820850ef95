"""Every notebook runs from a clean kernel within a minute, and is stored without output."""

import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def text_of(cell: Any) -> str:
    return "\n".join(
        str(output.get("text") or output.get("data", {}).get("text/plain", ""))
        for output in cell.get("outputs", ())
    )


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_a_clean_kernel(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONWARNINGS", "default")
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    client = NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(FOLDER)}})
    client.execute()
    told = [text_of(cell) for cell in notebook.cells if cell.cell_type == "code"]
    assert any(told)
    assert not any("Traceback" in text or text.startswith("narrow:") for text in told)
    streams = [o for c in notebook.cells for o in c.get("outputs", ()) if o.get("name") == "stderr"]
    assert streams == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_output(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        assert not cell.get("outputs") and cell.get("execution_count") is None
    prose = " ".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    assert 40 < len(re.findall(r"\w+", prose)) < 400


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) >= 4
