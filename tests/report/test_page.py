"""The page says what the terminal and the JSON say, escapes whatever it is given, asks for nothing."""

import base64
import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from narrow import inquiry
from narrow.inquiry import case
from narrow.model.cases import Source, Unused
from narrow.model.evidence import (
    CARE,
    Answer,
    ClueFinding,
    Counts,
    Evidence,
    Finding,
    Masked,
    Person,
    RuledOut,
)
from narrow.model.verdicts import Verdict
from narrow.registers.storing import store
from narrow.report.html import MOST_FACTS
from narrow.report.words import headline, shown
from tests.conftest import Told
from tests.report.forms_of import page, whole_page

CASE = "wola-2018-former-commanders"
WEIGHED = "meridian-harbour-memo"
SOURCE = "meridian-garrison-source"
GOLDEN = Path(__file__).parents[1] / "golden"
EMPTY = {"br", "input", "meta"}
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"' \u202emoc\x1b[31m\x00 &amp;"
TEXT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"' �moc�[31m� &amp;"


class Tree(HTMLParser):
    """The elements of a page as (name, attributes, text), read back by a parser of others."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str], list[str]]] = []
        self.all: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, name: str, given: list[tuple[str, str | None]]) -> None:
        element = (name, {key: value or "" for key, value in given}, list[str]())
        self.all.append(element)
        if name not in EMPTY:
            self.open.append(element)

    def handle_endtag(self, name: str) -> None:
        assert self.open, name
        assert self.open.pop()[0] == name

    def handle_data(self, data: str) -> None:
        for _, _, text in self.open:
            text.append(data)

    def of(self, name: str, **having: str) -> Iterator[tuple[dict[str, str], str]]:
        for found, attributes, text in self.all:
            wanted = all(
                attributes.get(key.rstrip("_").replace("_", "-")) == v for key, v in having.items()
            )
            if found == name and wanted:
                yield attributes, " ".join("".join(text).split())

    def text(self, name: str, **having: str) -> str:
        return next(self.of(name, **having))[1]


def read(markup: str) -> Tree:
    tree = Tree(markup)
    assert not tree.open
    return tree


@pytest.fixture(scope="module")
def found() -> Answer:
    return inquiry.run(CASE)


@pytest.fixture(scope="module")
def whole(found: Answer) -> str:
    return whole_page(inquiry.open(CASE))


@pytest.fixture(scope="module")
def tree(whole: str) -> Tree:
    return read(whole)


def person(number: int, status: Verdict = Verdict.MET, name: str = "") -> Finding:
    who = Person(number, f"p-{number}", name or f"Person {number}")
    source = Source("s", "A paper", "A publisher", "2018", "https://example.org/a?b=1&c=2")
    fact = Evidence("posts", number, f"Colonel of unit {number}", status, sources=(source,))
    clue = ClueFinding("c", status, "strict", fact.says, (fact,), {"strict": status})
    return Finding(number, who, status, {"c": clue}, sources=1)


# --- the same facts ---------------------------------------------------------------------------


@pytest.mark.parametrize("case", [CASE, WEIGHED, SOURCE])
def test_the_page_holds_what_the_json_holds(case: str) -> None:
    answer = inquiry.run(case)
    data = answer.data
    tree = read(whole_page(inquiry.open(case)))
    assert tree.text("p", class_="count") == headline(answer)
    assert answer.care in tree.text("header")
    people = [a for a, _ in tree.of("li", class_="person") if "data-rank" in a]
    assert [(int(a["data-rank"]), a["data-name"]) for a in people] == [
        (f["rank"], f["person"]["name"]) for f in data["findings"]
    ]
    said = tree.text("main")
    for finding in data["findings"]:
        assert finding["person"]["id"] in said
        for clue in finding["clues"].values():
            for fact in clue["evidence"][:MOST_FACTS]:
                assert " ".join(fact["says"].split()) in said
    for ruled in data["ruled_out"]:
        assert ruled["person"]["name"] in said
        assert ruled["person"]["id"] in said
        # what others share stands once, and with each name the value that rules them out
        for part in ruled["because"].split("otherwise: "):
            assert " ".join(part.split()) in said
    for clue in data["clues"]:
        assert all(says in said for says in clue["readings"].values())
    assert all(unused["why"] in said for unused in data["not_used"])


def test_every_verdict_of_every_person_stands_there_as_a_word(tree: Tree, found: Answer) -> None:
    items = [(a, text) for a, text in tree.of("li", class_="person") if "data-rank" in a]
    for finding, (_, text) in zip(found.findings, items, strict=True):
        for clue in finding.clues.values():
            word = {"met": "met", "in_doubt": "in doubt", "no_record": "no record"}.get(
                clue.verdict.key, "not met"
            )
            assert re.search(rf"{word}: {clue.clue}\b", text), (finding.person.id, clue.clue)
            for fact in clue.evidence:
                assert all(doubt in text for doubt in fact.doubts)


def test_nobody_is_named_in_the_page_with_another_verdict_than_in_the_terminal(
    tree: Tree, told: Told
) -> None:
    screen = " ".join(told("run", CASE, "--all").out.split())
    for key, title in (("fits", "Fits"), ("doubt", "In doubt"), ("unknown", "Without record")):
        heading = tree.text("h2", id=f"{key}-h")
        number = re.search(r"\((\d+)\)", heading)
        assert number
        assert f"{title} ({number[1]})" in screen
        mine = tree.text("section", id=key)
        for attributes, text in tree.of("li", class_="person"):
            if text in mine and "data-rank" in attributes:
                assert attributes["data-name"] in screen


def test_every_source_with_an_address_is_linked(tree: Tree, found: Answer) -> None:
    links = {a["href"] for a, _ in tree.of("a")}
    for finding in found.findings:
        for clue in finding.clues.values():
            for fact in clue.evidence:
                assert all(s.url in links for s in fact.sources if s.url)
    for attributes, _ in tree.of("a"):
        if not attributes["href"].startswith("#"):
            assert attributes["rel"] == "noopener noreferrer"


def test_the_worked_example_is_drawn_as_it_was(whole: str) -> None:
    """Fragments that are looked at by hand when they change; NARROW_REWRITE_GOLDEN=1 writes them."""
    head = re.search(r"<header>.*?</header>", whole, re.S)
    funnel = re.search(r'<section id="funnel".*?</section>', whole, re.S)
    first = re.search(r'<li data-who data-rank="1" .*?</details></li>', whole, re.S)
    assert head
    assert funnel
    assert first
    made = "\n".join(part[0].replace("><", ">\n<") for part in (head, funnel, first)) + "\n"
    path = GOLDEN / CASE / "page.html"
    if os.environ.get("NARROW_REWRITE_GOLDEN"):
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")


# --- what stands behind it --------------------------------------------------------------------


def test_the_rules_the_statements_and_the_record_are_there(tree: Tree, found: Answer) -> None:
    rules = tree.text("section", id="rules")
    for name in (CASE, "former-commander", "sanctioned-on-ground"):
        path = next(Path("rules").resolve().parent.glob(f"rules/*/{name}.yaml"))
        assert " ".join(path.read_text(encoding="utf-8").split()) in rules
    assert "SELECT" in tree.text("section", id="sql")
    record = tree.text("section", id="record")
    for said in (found.about.sha256, "version 0", found.about.as_of, f"narrow run {CASE}"):
        assert said in record


def test_no_folder_of_this_machine_stands_in_a_page(tmp_path: Path, found: Answer) -> None:
    root = Path(__file__).parents[2]
    path = root / "rules" / "cases" / f"{CASE}.yaml"
    made = whole_page(inquiry.open(path, data=root / "datasets" / "venezuela-2018"))
    assert str(root) not in made
    assert str(Path.home()) not in made


def test_without_what_stands_behind_it_no_rule_is_shown(found: Answer) -> None:
    tree = read(page(found))
    assert not list(tree.of("section", id="rules"))
    assert CARE in tree.text("header")


def test_the_same_answer_gives_the_same_page(found: Answer, whole: str) -> None:
    assert whole_page(inquiry.open(CASE)) == whole


def test_an_edit_since_a_lock_is_shown_at_the_top_and_in_full(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Path(__file__).parents[2]
    (tmp_path / "rules" / "cases").mkdir(parents=True)
    path = tmp_path / "rules" / "cases" / f"{CASE}.yaml"
    text = (root / "rules" / "cases" / path.name).read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert told("lock", CASE, "--note", "before we looked").code == 0
    path.write_text(text.replace('"former military commander"', '"former <b>commander"'), "utf-8")
    tree = read(told("run", CASE, "--format", "html").out)
    assert "edited since in 1 place" in tree.text("header")
    lock = tree.text("section", id="lock")
    assert "before we looked" in lock
    assert '+ quote: "former <b>commander"' in lock
    assert str(tmp_path) not in tree.text("html")


# --- hostile texts ----------------------------------------------------------------------------


def hostile(answer: Answer) -> Answer:
    """Put markup, controls and addresses that are none wherever a text can stand."""
    bad = Source("x", HOSTILE, HOSTILE, HOSTILE, "javascript:alert(3)")
    fact = Evidence(HOSTILE, 1, HOSTILE, Verdict.IN_DOUBT, (HOSTILE,), (bad,))
    fact = replace(fact, with_row=fact)
    clue = ClueFinding(HOSTILE, Verdict.IN_DOUBT, HOSTILE, f"so {HOSTILE}", (fact,),
                       {HOSTILE: Verdict.MET, "b": Verdict.NOT_MET})  # fmt: skip
    who = Person(1, HOSTILE, HOSTILE, (HOSTILE,))
    readings = {HOSTILE: HOSTILE}
    counts = {HOSTILE: Counts(1, 1)}
    clues = tuple(
        replace(c, id=HOSTILE, quote=HOSTILE, note=HOSTILE, source=bad, deciding=HOSTILE,
                readings=readings, counts=counts) for c in answer.clues
    )  # fmt: skip
    fits = Finding(1, who, Verdict.MET, {HOSTILE: clue})
    return replace(
        answer,
        about=replace(answer.about, title=HOSTILE, case=HOSTILE, purpose=HOSTILE,
                      register=HOSTILE, register_title=HOSTILE, population_says=HOSTILE),
        clues=clues,
        steps=tuple(replace(s, clue=HOSTILE, reading=HOSTILE) for s in answer.steps),
        combinations=tuple(replace(c, readings=readings) for c in answer.combinations),
        findings=(fits, replace(fits, status=Verdict.NO_RECORD)),
        ruled_out=(RuledOut(who, "", HOSTILE, bad, 1, Verdict.MET),
                   RuledOut(who, HOSTILE, HOSTILE)),
        masked=(Masked(who, HOSTILE, 1, HOSTILE),),
        masked_total=1,
        not_used=(Unused(HOSTILE, HOSTILE),),
    )  # fmt: skip


def test_whatever_a_register_or_rule_says_stays_text(found: Answer) -> None:
    made = page(hostile(found))
    tree = read(made)
    assert "<img" not in made
    assert len(re.findall("<script", made)) == 1
    assert not {c for c in made if not c.isprintable()} - {"\n"}
    assert not [a for _, a, _ in tree.all for key in a if key.startswith("on") or key == "style"]
    assert all(a["href"].startswith(("#", "http")) for a, _ in tree.of("a"))
    assert "javascript:alert(3)" in tree.text("section", id="fits")
    for key in ("fits", "doubt", "unknown", "by-hand", "out", "not-used", "later", "readings"):
        part = tree.text("section", id=key)
        assert key == "doubt" or TEXT in part, key
    assert tree.text("h1") == TEXT
    assert tree.text("title") == TEXT


def test_lines_stay_and_what_is_hidden_is_seen() -> None:
    assert shown("a: 1\n\tb\r\u2066c\u200bd e") == "a: 1\n\tb��c�d e"


def test_a_text_of_a_million_characters_is_cut_and_that_is_said(found: Answer) -> None:
    who = person(1, name="x" * 1_000_000)
    made = page(replace(found, findings=(who,), ruled_out=()))
    assert len(made) < 100_000
    assert "… (998,000 characters more)" in made


# --- what the page may do ---------------------------------------------------------------------


def test_the_policy_allows_its_own_style_and_script_and_nothing_else(whole: str) -> None:
    tree = read(whole)
    policy = next(tree.of("meta", http_equiv="Content-Security-Policy"))[0]["content"]
    for name in ("style", "script"):
        inside = re.findall(rf"<{name}>(.*?)</{name}>", whole, re.S)
        assert len(inside) == 1
        digest = base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_the_page_asks_for_nothing(whole: str) -> None:
    tree = read(whole)
    assert not {name for name, _, _ in tree.all} & {"img", "link", "iframe", "object", "base"}
    assert not [a for _, a, _ in tree.all if "src" in a]
    own = "".join(re.findall(r"<(?:style|script)>.*?</(?:style|script)>", whole, re.S))
    assert not re.search(r"url\(|@import|@font-face|fetch\(|XMLHttp|import\(|://", own)
    assert "innerHTML" not in own


def test_headings_are_in_order_and_tables_have_heads(tree: Tree) -> None:
    levels = [int(name[1]) for name, _, _ in tree.all if re.fullmatch(r"h[1-6]", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert next(tree.of("html"))[0]["lang"] == "en"
    assert all(a.get("scope") in ("col", "row") for a, _ in tree.of("th"))
    ids = [a["id"] for _, a, _ in tree.all if "id" in a]
    assert len(ids) == len(set(ids))
    inside = {a["href"][1:] for a, _ in tree.of("a") if a["href"].startswith("#")}
    assert inside <= set(ids)
    labelled = {a["for"] for a, _ in tree.of("label")}
    assert {a["id"] for n, a, _ in tree.all if n in ("input", "select")} == labelled


def light_of(colour: str) -> float:
    """Give the relative luminance of a colour, 0 to 1 (WCAG 2)."""
    whole = colour if len(colour) == 6 else "".join(2 * c for c in colour)
    parts = [int(whole[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(share * p for share, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_every_ink_can_be_read_on_every_paper(whole: str) -> None:
    palettes = re.findall(r":root \{(.*?)\}", whole, re.S)
    assert len(palettes) == 3  # light, dark, print
    for palette in palettes:
        colours = dict(re.findall(r"--([a-z-]+): #([0-9a-f]+)", palette))
        for ink in ("ink", "soft", "link", "met", "doubt", "none", "not"):
            for paper in ("paper", "raised"):
                low, high = sorted(light_of(colours[name]) for name in (ink, paper))
                assert (high + 0.05) / (low + 0.05) >= 4.5, (ink, paper)
        low, high = sorted(light_of(colours[name]) for name in ("ink", "care"))
        assert (high + 0.05) / (low + 0.05) >= 7


def test_no_chance_stands_where_none_may(found: Answer) -> None:
    for name in (CASE, SOURCE):
        said = read(page(inquiry.run(name))).text("body")
        assert not re.search(r"\b\d+ in \d+\b|\bbits\b|\bchance", said), name
        assert "suspect" not in said.lower()
    fits = read(page(inquiry.run(WEIGHED))).text("section", id="fits")
    assert re.search(r"[+-]\d+\.\d bits", fits)
    assert "that the person meant is not in this register at all" in fits


# --- size -------------------------------------------------------------------------------------


def test_ten_thousand_persons_make_no_page_that_cannot_be_mailed(found: Answer) -> None:
    total = 12_345
    people = tuple(person(n) for n in range(1, 10_001))
    made = page(replace(found, findings=people, counts=Counts(met=total), ruled_out=()))
    assert len(made.encode()) < 8_000_000
    tree = read(made)
    assert len(list(tree.of("li", class_="person"))) == 10_000
    fits = tree.text("section", id="fits")
    assert "9,000 of them are named with their verdicts only" in fits
    assert "2,345 more are counted and not named on this page." in fits
    assert "Colonel of unit 1000 " in fits
    assert "Colonel of unit 1001 " not in fits
    assert "Person 10000" in fits


def test_a_few_persons_with_endless_facts_make_no_endless_page(found: Answer) -> None:
    many = tuple(replace(person(n), clues={"c": endless(n)}) for n in range(1, 501))
    made = page(replace(found, findings=many, counts=Counts(met=500), ruled_out=()))
    assert len(made.encode()) < 25_000_000
    assert re.search(r"375 of them are named with their verdicts only: the first 125 persons", made)


def endless(number: int) -> ClueFinding:
    """A clue with a hundred facts of a million characters each."""
    fact = Evidence("posts", number, "y" * 1_000_000, Verdict.MET)
    return ClueFinding("c", Verdict.MET, "strict", "so", (fact,) * 100, {"strict": Verdict.MET})


def test_whom_the_answer_does_not_list_is_counted(found: Answer) -> None:
    counts = replace(found.counts, not_met=100_000)
    out = read(page(replace(found, counts=counts))).text("section", id="out")
    assert "Ruled out (100,000)" in out
    assert "99,953 more are counted and not named on this page." in out


def test_our_own_style_cannot_end_itself_early(whole: str) -> None:
    assert whole.count("</style>") == whole.count("</script>") == 1


# --- the command ------------------------------------------------------------------------------


def test_the_command_writes_a_page(told: Told, tmp_path: Path, whole: str) -> None:
    out = tmp_path / "page.html"
    ended = told("run", CASE, "--format", "html", "--out", str(out))
    assert (ended.code, ended.out) == (0, "")
    assert out.read_text(encoding="utf-8") == whole


def test_other_commands_have_a_page_too(told: Told) -> None:
    assert told("tally", CASE, "--by", "year", "--format", "html").out.startswith("<!doctype html>")


def test_a_case_written_in_a_notebook_has_a_page_without_rules() -> None:
    path = Path(__file__).parents[2] / "rules" / "cases" / f"{CASE}.yaml"
    opened = case(path.read_text(encoding="utf-8"))
    tree = read(whole_page(opened))
    assert "lies in no file" in tree.text("section", id="rules")
    assert "SELECT" in tree.text("section", id="sql")
    assert "version 0" in tree.text("section", id="record")


def test_a_stored_register_has_the_same_page_but_for_its_file(tmp_path: Path, whole: str) -> None:
    register = Path(__file__).parents[2] / "datasets" / "venezuela-2018"
    store(register, tmp_path / "v.duckdb")
    data = tmp_path / "v.duckdb"
    made = read(whole_page(inquiry.open(CASE, data=data)))
    plain_one = read(whole)
    for key in ("fits", "doubt", "unknown", "out", "readings", "funnel"):
        assert made.text("section", id=key) == plain_one.text("section", id=key)
    assert "v.duckdb" in made.text("section", id="record")
    assert str(tmp_path) not in made.text("html")
