"""The widget in a browser: switched by hand and by key, counts at once, names stay text."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from narrow import inquiry
from narrow.model.evidence import CARE
from narrow.questions.evaluation import patterns as table
from narrow.report import explore_table
from narrow.report.words import MARKS, outcome
from tests.notebook.chromium import CHROMIUM, Chromium
from tests.notebook.stage import stage
from tests.questions.desk import SOLDIER, Desk, person, post

CASE = "wola-2018-former-commanders"
NAMES = "[...document.querySelectorAll('[data-group={}] .name')].map((n) => n.textContent)"

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium here to mount the widget in")


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    with Chromium() as started:
        yield started


def mounted(browser: Chromium, folder: Path, data: dict[str, Any], **more: str) -> Chromium:
    browser.open(stage(folder, data, **more))
    browser.until("window.ready === true")
    return browser


@pytest.fixture
def page(browser: Chromium, tmp_path: Path) -> Iterator[Chromium]:
    """The worked example's widget on a page; nothing may be asked for or complained about."""
    browser.lay_out(1100)
    yield mounted(browser, tmp_path, explore_table.explore(inquiry.open(CASE).explore()).data)
    assert [url for url in browser.asked_for() if not url.startswith("blob:")] == []
    assert browser.complaints() == []


def switch(page: Chromium, clue: str, part: str, value: object) -> None:
    page.run(
        f"document.querySelector('[data-clue={clue}] .{part} input[value=\"{value}\"]').click()"
    )


def headline(page: Chromium) -> str:
    return str(page.run("document.querySelector('[role=status]').textContent"))


def names(page: Chromium, group: str) -> list[str]:
    found: list[str] = page.run(NAMES.format(group))
    return found


def expected(readings: dict[str, str]) -> str:
    found = inquiry.open(CASE).explore()
    return outcome(table.counts_under(found.case, found.patterns, readings))


# --- what it shows ------------------------------------------------------------------------------


def test_it_begins_as_the_answer(page: Chromium) -> None:
    assert headline(page) == expected({"commander": "broad", "graft": "program"})
    assert len(names(page, "met")) == 14
    assert names(page, "met")[0] == "Carlos Alberto Osorio Zambrano"
    assert page.run("document.querySelector('.care').textContent") == CARE
    text = page.run("document.getElementById('out').textContent")
    assert "Taken off by hand (1)" in text
    assert not any(word in text for word in ("chance", " bits", "weight"))


def test_switching_changes_list_funnel_and_counts_at_once(page: Chromium) -> None:
    switch(page, "commander", "readings", 0)
    assert headline(page) == expected({"commander": "strict", "graft": "program"})
    switch(page, "graft", "roles", "off")
    assert headline(page) == expected({"commander": "strict"})
    rows = page.run("[...document.querySelectorAll('tbody tr')].map((r) => r.textContent)")
    assert len(rows) == 2
    assert rows[1].startswith("commander strict")
    assert page.run("document.querySelector('[data-clue=graft] .readings').disabled") is True
    assert page.run("document.querySelector('.changed').textContent").startswith("Changed")
    assert json.loads(page.run("model.saved.at(-1)"))["graft"] == {"role": "off", "reading": 2}
    page.run("document.querySelector('.tools button').click()")
    assert headline(page) == expected({"commander": "broad", "graft": "program"})


def test_nothing_required_is_everybody(page: Chromium) -> None:
    switch(page, "commander", "roles", "supporting")
    switch(page, "graft", "roles", "off")
    assert headline(page).startswith("77 fit, 0 in doubt")
    assert "Everybody, for no clue is required" in page.run(
        "document.getElementById('out').textContent"
    )
    assert len(names(page, "met")) == 76  # one is taken off by hand


def test_a_choice_of_the_kernel_is_drawn(page: Chromium) -> None:
    page.run("model.set('chosen', {commander: {role: 'off', reading: 0}, graft: 7})")
    assert headline(page) == expected({"graft": "program"})
    page.run("leave()")
    page.run("model.set('chosen', {})")
    assert headline(page) == expected({"graft": "program"})


def test_a_name_opens_to_its_clues_and_sources(page: Chromium) -> None:
    page.run("document.querySelector('[data-group=met] .person summary').click()")
    page.until("document.querySelectorAll('[data-group=met] .facts > li').length === 2")
    told = page.run("document.querySelector('[data-group=met] .facts').textContent")
    assert "met, commander: “former military commander”" in told
    links = page.run("[...document.querySelectorAll('.facts a')].map((a) => [a.href, a.rel])")
    assert links
    assert all(href.startswith("http") and "noopener" in rel for href, rel in links)
    switch(page, "graft", "roles", "off")
    page.until("document.querySelectorAll('[data-group=met] .facts > li').length === 1")


# --- hands, eyes, ears --------------------------------------------------------------------------


def test_keys_alone_switch_it(page: Chromium) -> None:
    page.run("document.querySelector('.tools button').focus()")
    page.press("Tab")
    focused = "document.activeElement.value + ' ' + document.activeElement.closest('fieldset').dataset.clue"
    assert page.run(focused) == "required commander"
    page.press("ArrowUp")
    assert headline(page) == expected({"graft": "program"})
    assert page.run(focused) == "supporting commander"  # what is drawn anew leaves the focus alone
    page.press("Tab")
    assert page.run("document.activeElement.value") == "1"
    page.run("document.querySelector('[data-group=met] summary').focus()")
    page.press("Enter")
    page.until("document.querySelector('[data-group=met] details').open")


def test_every_control_has_a_name_and_counts_are_announced(page: Chromium) -> None:
    tree = page.ask("Accessibility.getFullAXTree")["nodes"]
    found = [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in tree
        if not node["ignored"]
    ]
    roles = {"radio", "radiogroup", "button", "form", "table", "link", "heading", "region"}
    unnamed = [(role, name) for role, name in found if role in roles and not name.strip()]
    assert unnamed == []
    assert ("radiogroup", "What commander does") in found
    assert ("group", "“former military commander” commander") in found
    assert ("radio", "off") in found
    live = page.run("document.querySelector('[role=status]').getAttribute('aria-live')")
    assert live == "polite"


def test_marks_differ_by_shape_and_have_a_word(page: Chromium) -> None:
    key = page.run("[...document.querySelectorAll('.key li')].map((li) => li.textContent.trim())")
    assert key == ["● met 14", "◐ in doubt 9", "○ no record 7", "✕ not met 47"]
    for mark in MARKS.values():
        hidden = f"[...document.querySelectorAll('.mark')].find((m) => m.textContent === '{mark}')"
        assert page.run(f"{hidden}.getAttribute('aria-hidden')") == "true"
        assert page.run(f"{hidden}.nextSibling.textContent.trim().length > 2") is True


CONTRAST = """
(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (css) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = css; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (at) => { for (let n = at; n; n = n.parentElement) {
    const c = rgb(getComputedStyle(n).backgroundColor); if (c[3] === 255) return c; } return [255, 255, 255, 255]; };
  let least = 99, worst = "";
  for (const at of document.querySelectorAll(".narrow-explore *")) {
    if (![...at.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) || at.closest(":disabled")) continue;
    const [a, b] = [light(rgb(getComputedStyle(at).color)), light(behind(at))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < least) { least = ratio; worst = `${at.className} ${at.textContent.slice(0, 40)}`; }
  }
  return [least, worst, light(behind(document.querySelector(".narrow-explore h3")))];
})()
"""


@pytest.mark.parametrize(
    ("theme", "scheme", "dark"),
    [
        ("", "light", False),
        ("", "dark", True),
        ('data-jp-theme-light="false"', "light", True),
        ('data-jp-theme-light="true"', "dark", False),
        ('class="vscode-dark"', "light", True),
        ('class="vscode-light"', "dark", False),
    ],
)
def test_it_follows_the_notebook_and_can_be_read(
    browser: Chromium, tmp_path: Path, theme: str, scheme: str, dark: bool
) -> None:
    browser.lay_out(1100, scheme=scheme)
    data = explore_table.explore(inquiry.open(CASE).explore()).data
    page = mounted(browser, tmp_path, data, theme=theme)
    least, worst, paper = page.run(CONTRAST)
    assert least >= 4.5, worst
    assert (paper < 0.2) is dark


@pytest.mark.parametrize("width", [320, 500, 900])
def test_no_width_scrolls_sideways(browser: Chromium, tmp_path: Path, width: int) -> None:
    browser.lay_out(width)
    page = mounted(
        browser,
        tmp_path,
        explore_table.explore(inquiry.open("meridian-lost-admiral").explore()).data,
    )
    page.run("document.querySelector('[data-clue=woman] input[value=required]').click()")
    page.run("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert page.run("document.documentElement.scrollWidth") <= width


# --- what is read is hostile --------------------------------------------------------------------

HOSTILE = "<img src=x onerror='window.hit=1'><script>window.hit=1</script>\u202e"


def test_markup_in_names_and_texts_stays_text(
    browser: Chromium, tmp_path: Path, desk: Desk
) -> None:
    desk.people(person("ana", name=HOSTILE))
    desk.posts(post("ana", title=f"Post {HOSTILE}"))
    quote = HOSTILE.replace("'", "").replace("\u202e", "")
    case = desk.case(SOLDIER.replace("quote: a soldier", f"quote: '{quote}'"))
    page = mounted(browser, tmp_path, explore_table.explore(inquiry.open(case).explore()).data)
    page.run("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    page.until("document.querySelectorAll('.facts > li').length > 0")
    assert names(page, "met") == [HOSTILE.replace("\u202e", "�")]
    assert page.run("document.querySelectorAll('#out img, #out script').length") == 0
    assert page.run("window.hit") is None
    assert page.complaints() == []


def test_an_address_that_is_no_web_is_no_link(browser: Chromium, tmp_path: Path) -> None:
    data = explore_table.explore(inquiry.open(CASE).explore()).data
    for source in data["sources"]:
        source["url"] = "javascript:window.hit=1"
    page = mounted(browser, tmp_path, data)
    page.run("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    page.until("document.querySelectorAll('.facts > li').length > 0")
    assert page.run("document.querySelectorAll('#out a').length") == 0


# --- more than is handed over -------------------------------------------------------------------


def test_who_is_not_handed_over_is_counted_and_said(browser: Chromium, tmp_path: Path) -> None:
    data = explore_table.explore(inquiry.open(CASE).explore()).data
    data["people"] = data["people"][:20]
    page = mounted(browser, tmp_path, data)
    shown = sum(len(names(page, group)) for group in ("met", "in_doubt", "no_record", "not_met"))
    text = page.run("document.getElementById('out').textContent")
    assert headline(page) == expected({"commander": "broad", "graft": "program"})
    assert shown <= 20
    assert "more are counted and not named here: of 77 persons, 20 were handed" in text
    assert "Ranks are those among the persons named here" in text


def test_a_long_list_is_drawn_in_parts(browser: Chromium, tmp_path: Path) -> None:
    page = mounted(
        browser,
        tmp_path,
        explore_table.explore(inquiry.open("meridian-lost-admiral").explore()).data,
    )
    assert len(names(page, "met")) == 100
    page.run("document.querySelector('[data-group=met] button').click()")
    assert len(names(page, "met")) == 400
    assert page.run("document.activeElement.tagName") == "SUMMARY"


def test_a_weighed_case_says_how_it_is_ordered(browser: Chromium, tmp_path: Path) -> None:
    opened = inquiry.open("meridian-harbour-memo")
    page = mounted(browser, tmp_path, explore_table.explore(inquiry.open(opened).explore()).data)
    text = "document.querySelector('.follows > .note').textContent"
    assert page.run(text).startswith("Ranked by weight, as in the answer.")
    clue = next(c.id for c in opened.case.clues if c.role.value == "supporting")
    switch(page, clue, "roles", "off")
    assert "not used here" in page.run(text)
