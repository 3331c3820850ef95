"""A message names what is known and near, and how to have what is missing."""

import json
from types import SimpleNamespace

import pytest

from narrow.errors import install

REQUIRES = ["duckdb>=1.2", "XlsxWriter>=3.2; extra == 'xlsx'", 'altair>=6; extra == "charts"']
GIT = {"url": "https://example.org/n.git", "vcs_info": {"vcs": "git", "commit_id": "0" * 40}}


@pytest.mark.parametrize(
    ("origin", "line"),
    [
        ({"url": "file:///a/n", "dir_info": {"editable": True}}, "pip install -e '/a/n[xlsx]'"),
        ({"url": "file:///a%20b/n", "dir_info": {}}, "pip install '/a b/n[xlsx]'"),
        (GIT, "pip install 'narrow[xlsx] @ git+https://example.org/n.git'"),
        ({"url": "file:///a/n.whl", "archive_info": {}}, "pip install 'XlsxWriter>=3.2'"),
        (None, "pip install 'XlsxWriter>=3.2'"),
    ],
)
def test_an_extra_is_installed_the_way_narrow_was(
    monkeypatch: pytest.MonkeyPatch, origin: dict[str, object] | None, line: str
) -> None:
    told = None if origin is None else json.dumps(origin)
    found = SimpleNamespace(read_text=lambda name: told, requires=REQUIRES)
    monkeypatch.setattr("importlib.metadata.distribution", lambda name: found)
    assert install("xlsx") == line
