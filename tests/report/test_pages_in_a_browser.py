"""The page of every question in a real browser: axe finds nothing, and nothing scrolls sideways."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from narrow.report import html as render_html
from tests.report import results
from tests.report.browser import PROGRAM, Chromium

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium here (apt: chromium)")
AXE = resources.files("axe_core_python") / "axe.min.js"  # it only holds the file of axe-core
OPEN_ALL = "for (const part of document.querySelectorAll('details')) part.open = true"
FOUND = "axe.run().then((r) => r.violations.map((v) => v.id + ': ' + v.nodes[0].html))"
WIDE = (
    "[...document.querySelectorAll('body *:not(.hidden, .hidden *, .skip, thead *)')]"
    ".filter((e) => e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML)"
)
# A run is looked at in more ways than these, and one with weights has hundreds of persons.
NAMES = [name for name in results.NAMES if name not in ("weighed", "workbook")]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with Chromium(tmp_path_factory.mktemp("profile")) as started:
        yield started


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("evil", [False, True])
def test_a_page_can_be_read_by_everybody(
    browser: Chromium, tmp_path: Path, name: str, evil: bool
) -> None:
    asked = next(a for a in results.every() if a.name == name)
    given = results.hostile(asked.result()) if evil else asked.result()
    file = tmp_path / "page.html"
    file.write_text(render_html.render(asked.compose(given, True)), encoding="utf-8")
    for scheme, width in (("light", 320), ("dark", 1000)):
        tab = browser.open(file, width=width)
        feature = {"name": "prefers-color-scheme", "value": scheme}
        tab.ask("Emulation.setEmulatedMedia", features=[feature])
        tab.js(OPEN_ALL)
        assert tab.js("document.documentElement.scrollWidth") <= width
        assert tab.js(WIDE) == []
        if not evil:
            tab.js(AXE.read_text(encoding="utf-8") + "; true")
            assert tab.js(FOUND) == []
        assert tab.complaints == []
