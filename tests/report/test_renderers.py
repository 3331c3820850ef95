"""Every form shows any document of any question, and whatever a register or rule says stays text."""

import ast
import csv
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from narrow.errors import RequestError
from narrow.model.cases import Source
from narrow.report import csv as render_csv
from narrow.report import html as render_html
from narrow.report import markdown as render_markdown
from narrow.report import xlsx as render_xlsx
from narrow.report.compose import misses as compose_misses
from narrow.report.compose import run as compose_run
from narrow.report.document import (
    Cited,
    Code,
    Document,
    Gap,
    Named,
    Paragraph,
    Quoted,
    Row,
    Section,
    Style,
    Verbatim,
    Words,
)
from narrow.report.words import WORDS, clean, clipped, leads_to_web, plain, shown, spaced, verbatim
from tests.report import results
from tests.report.results import SHOWN

EMPTY = {"br", "img", "input", "meta"}
ALL = pytest.mark.parametrize("name", results.NAMES)


class Tree(HTMLParser):
    """The elements of a page as (name, attributes, text), read back by a parser of others."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str], list[str]]] = []
        self.all: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(markup)
        self.close()
        assert not self.open

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

    def of(self, name: str) -> Iterator[tuple[dict[str, str], str]]:
        for found, attributes, text in self.all:
            if found == name:
                yield attributes, " ".join("".join(text).split())


@cache
def document(name: str, *, evil: bool = False) -> Document:
    asked = next(a for a in results.every() if a.name == name)
    given = asked.result()
    return asked.compose(results.hostile(given) if evil else given, True)


def read(book: bytes) -> dict[str, list[list[Any]]]:
    found = CalamineWorkbook.from_filelike(io.BytesIO(book))
    return {name: found.get_sheet_by_name(name).to_python() for name in found.sheet_names}


# --- pages --------------------------------------------------------------------------------------


@ALL
@pytest.mark.parametrize("evil", [False, True])
def test_a_page_is_whole_and_asks_for_nothing(name: str, evil: bool) -> None:
    made = render_html.render(document(name, evil=evil))
    tree = Tree(made)
    assert not {c for c in made if not c.isprintable()} - {"\n"}
    names = [name for name, _, _ in tree.all]
    assert names.count("script") == names.count("style") == names.count("h1") == 1
    assert not set(names) & {"img", "link", "iframe", "object", "base"}
    for _, attributes, _ in tree.all:
        assert not [key for key in attributes if key.startswith("on") or key in ("style", "src")]
        assert attributes.get("href", "#").startswith(("#", "http"))
        if attributes.get("href", "#").startswith("http"):
            assert attributes["rel"] == "noopener noreferrer"


@ALL
def test_a_page_can_be_read_by_who_does_not_see_it(name: str) -> None:
    tree = Tree(render_html.render(document(name)))
    levels = [int(name[1]) for name, _, _ in tree.all if re.fullmatch(r"h[1-6]", name)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [a["id"] for _, a, _ in tree.all if "id" in a]
    assert len(ids) == len(set(ids))
    inside = {a["href"][1:] for a, _ in tree.of("a") if a["href"].startswith("#")}
    assert inside <= set(ids)
    assert all(a.get("scope") in ("col", "row") for a, _ in tree.of("th"))
    assert all(text for a, text in tree.of("th") if a["scope"] == "col")
    assert all(a["aria-labelledby"] in ids for a, _ in tree.of("section"))
    labelled = {a["for"] for a, _ in tree.of("label")}
    assert {a["id"] for n, a, _ in tree.all if n in ("input", "select")} == labelled


@ALL
def test_a_hostile_text_is_seen_as_it_is_on_a_page(name: str) -> None:
    text = " ".join("".join(Tree(render_html.render(document(name, evil=True))).all[0][2]).split())
    assert SHOWN in text


def test_the_policy_of_a_page_names_its_own_style_and_script() -> None:
    made = render_html.render(document("run"))
    policy = next(a["content"] for a, _ in Tree(made).of("meta") if "http-equiv" in a)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy


# --- Markdown -----------------------------------------------------------------------------------


@ALL
@pytest.mark.parametrize("evil", [False, True])
def test_markdown_obeys_no_text_of_others(name: str, evil: bool) -> None:
    made = render_markdown.render(document(name, evil=evil))
    assert not {c for c in made if not c.isprintable()} - {"\n"}
    fenced = re.sub(r"^(`{3,})\n.*?\n\1$", "", made, flags=re.MULTILINE | re.DOTALL)
    plain_text = re.sub(r"\\.", "", fenced)
    links = re.findall(r"<[^>\n]*>", plain_text)
    assert all(link.startswith(("<http://", "<https://")) for link in links)
    assert "](" not in plain_text
    assert "`" not in plain_text
    heads = [line for line in fenced.splitlines() if re.match(r"#{1,6} ", line)]
    assert heads[0].startswith("# ")
    assert sum(line.startswith("# ") for line in heads) == 1


@ALL
def test_every_footnote_that_is_cited_is_there_once(name: str) -> None:
    made = render_markdown.render(document(name))
    defined = re.findall(r"^\[\^(\d+)\]:", made, re.MULTILINE)
    cited = re.findall(r"\[\^(\d+)\](?!:)", made)
    assert defined == [str(at) for at in range(1, len(defined) + 1)]
    assert set(cited) == set(defined)


# --- workbooks and CSV --------------------------------------------------------------------------


@ALL
@pytest.mark.parametrize("evil", [False, True])
def test_a_workbook_calculates_nothing_and_links_to_the_web_alone(name: str, evil: bool) -> None:
    made = render_xlsx.render(document(name, evil=evil))
    files = zipfile.ZipFile(io.BytesIO(made))
    for part in files.namelist():
        text = files.read(part).decode("utf-8", errors="replace")
        assert "<f>" not in text
        if part.startswith("xl/worksheets/_rels/"):
            targets = re.findall(r'Type="[^"]*hyperlink" Target="([^"]*)"', text)
            assert all(target.startswith(("http://", "https://")) for target in targets)
    assert made == render_xlsx.render(document(name, evil=evil))
    if evil and name != "issues":
        assert any(SHOWN in str(c) for rows in read(made).values() for row in rows for c in row)


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(RequestError, match=r"pip install .*\[xlsx\]"):
        render_xlsx.render(document("misses"))


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    assert render_xlsx.fitting("x" * render_xlsx.LONGEST) == "x" * render_xlsx.LONGEST
    cut = render_xlsx.fitting("\U0001f600" * render_xlsx.LONGEST)
    assert cut.endswith(render_xlsx.CUT)
    assert len(cut.encode("utf-16-le")) // 2 <= render_xlsx.LONGEST


def test_a_sheet_with_too_many_rows_says_how_many_are_left_out() -> None:
    rows = (Row(("row",)),) * (render_xlsx.MOST_ROWS + 5)
    sheet = render_xlsx.Sheet("x", ("above",), ("head",), rows)
    assert sheet.head_row + 1 + len(sheet.kept) == render_xlsx.MOST_ROWS
    assert sheet.said[-1].startswith(f"{len(sheet.rows) - len(sheet.kept):,} more rows")


@pytest.mark.parametrize("name", ["run", "misses", "matrix", "exposure", "why", "difference"])
def test_nobody_is_named_in_a_workbook_without_the_care_text(name: str) -> None:
    care = document(name).care
    assert care
    for sheet, rows in read(render_xlsx.render(document(name))).items():
        assert care in [row[0] for row in rows], sheet


@ALL
@pytest.mark.parametrize("evil", [False, True])
def test_a_spreadsheet_calculates_with_no_cell_of_a_csv(name: str, evil: bool) -> None:
    made = render_csv.render(document(name, evil=evil))
    for row in csv.reader(io.StringIO(made)):
        for cell in row:
            number = re.fullmatch(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?|[+-]?inf", cell)
            assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert "\x1b" not in made
    assert "\u202e" not in made


def rows_of(name: str) -> list[dict[str, str]]:
    """Read the first table of a CSV back."""
    return list(csv.DictReader(io.StringIO(render_csv.render(document(name)).split("\n\n")[0])))


def test_a_csv_of_near_misses_says_what_would_change_it() -> None:
    told = {row["id"]: row["because"] for row in rows_of("misses")}
    found = [miss for group in results.misses(results.WORKED).groups for miss in group.people]
    changed = [miss for miss in found if miss.verdict in compose_misses.HELPS and miss.would_change]
    assert changed
    for miss in changed:
        assert clean(miss.because) in told[miss.person.id]
        assert clean(miss.would_change) in told[miss.person.id]


def test_a_csv_of_why_has_the_size_of_the_list_and_a_row_for_each_reading() -> None:
    first, *rows = rows_of("why")
    why = results.why(results.WORKED, results.people(results.WORKED)[0])
    assert f"{why.fits} fit, {why.in_doubt} are in doubt" in first["because"]
    assert [
        (row["clue"], row["reading"], row["because"], row["would change it"]) for row in rows
    ] == [
        (clue.clue, one.name, clean(one.because), clean(one.would_change))
        for clue in why.clues
        for one in clue.readings
    ]
    assert {(row["id"], row["name"]) for row in (first, *rows)} == {
        (why.person.id, why.person.name)
    }


def test_rows_of_a_profile_say_how_far_each_column_is_filled() -> None:
    given = results.result("profile", "venezuela-2018")
    filled = {(t.role, c.column.name): c.fill.filled for t in given.tables for c in t.columns}
    parts = render_csv.render(document("profile")).split("\n\n")
    tables = [list(csv.DictReader(io.StringIO(part))) for part in parts]
    rows = [row for table in tables for row in table if "filled" in row]
    told = {(row["part"], row["column"]): int(row["filled"]) for row in rows}
    assert told == filled
    sheets = read(render_xlsx.render(document("profile")))
    persons = [row for row in sheets["The columns of persons"] if len(row) > 4]
    shown = {str(row[0]): row[4] for row in persons}
    assert all(
        shown[name] == number for (role, name), number in filled.items() if role == "persons"
    )


def test_a_csv_of_the_matrix_names_clues_and_ids() -> None:
    rows, matrix = rows_of("matrix"), results.matrix(results.WORKED)
    assert [row["id"] for row in rows] == [row.person.id for row in matrix.rows]
    for row, found in zip(rows, matrix.rows, strict=True):
        for clue, verdict in found.verdicts.items():
            assert row[clue].endswith(WORDS[verdict])


def test_everybody_is_told_once_where_no_clue_is_required() -> None:
    made = compose_run.compose(results.run("meridian-lost-admiral"), everyone=True)
    titles = [block.title for block in made.blocks if isinstance(block, Section)]
    at = titles.index("In doubt (0)")
    everybody = "Everybody, for no clue is required (400)"
    assert titles[at - 1] == everybody
    assert [title for title in titles if str(title).startswith("Everybody")] == [everybody]


def test_a_csv_of_a_run_names_everybody_on_the_list_once() -> None:
    rows = list(csv.DictReader(io.StringIO(render_csv.render(document("weighed")))))
    answer = results.run(results.WEIGHED[0])
    ids = [finding.person.id for finding in answer.findings]
    assert [row["id"] for row in rows if row["rank"]] == ids
    assert {row["part"] for row in rows} >= {"Fits", "In doubt"}


def test_a_csv_without_a_list_holds_its_tables_below_each_other() -> None:
    blocks = render_csv.render(document("flip")).split("\n\n")
    heads = [block.split("\n", 1)[0] for block in blocks]
    assert heads[0].startswith("part,rank,name,id")
    assert heads[1] == "part,now,best,worst,fits in,name"
    assert heads[2] == "part,clue,from,to,by reading"


@pytest.mark.parametrize("name", ["difference", "exposure", "twins", "misses"])
def test_who_is_named_one_by_one_has_a_row(name: str) -> None:
    said = render_csv.render(document(name))
    sheets = read(render_xlsx.render(document(name)))
    rows = list(csv.DictReader(io.StringIO(said.split("\n\n")[0])))
    assert rows
    named = {cell for sheet in sheets.values() for row in sheet for cell in row}
    assert all(row["id"] in named and row["name"] in named for row in rows)


# --- who knows what -----------------------------------------------------------------------------


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_a_library_is_known_to_one_renderer_and_a_document_to_none() -> None:
    folder = Path(render_html.__file__).parent
    by_file = {path.name: imported(path) for path in folder.glob("*.py")}
    known = {
        library: {f for f, found in by_file.items() if library in {n.split(".")[0] for n in found}}
        for library in ("jinja2", "xlsxwriter", "rich")
    }
    assert known["jinja2"] == {"html.py"}
    assert known["xlsxwriter"] == {"xlsx.py"}
    # what a console is, and a sign of work, is no rendering
    assert known["rich"] == {"terminal.py", "forms.py", "progress.py"}
    inside = {name for name in by_file["document.py"] if name.startswith("narrow")}
    assert all(name.startswith(("narrow.model", "narrow.errors")) for name in inside)


# --- texts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://example.org/a?b=1&c=2", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,<script>", False),
        ("https://treasury.gov@example.org/", False),
        ("https:///nowhere", False),
        ("https://exa mple.org", False),
        ("https://example.org/\u202egpj", False),
        (" https://example.org", False),
        ("//example.org", False),
        ("file:///etc/passwd", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_only_an_address_of_the_web_becomes_a_link(url: str, good: bool) -> None:
    assert leads_to_web(url) is good
    cited = Paragraph((Cited((Source("s", "a title", url=url),)),))
    given = Document("t", (cited,))
    assert ("<a href=" in render_html.render(given).replace('<a class="skip" href=', "")) is good
    assert ("<http" in render_markdown.render(given).lower()) is good


@pytest.mark.parametrize(
    ("given", "escaped"),
    [
        ("a|b", r"a\|b"),
        ("`x`", r"\`x\`"),
        ("[a](javascript:b)", r"\[a\](javascript:b)"),
        ("<script>", r"\<script\>"),
        ("https://a.example", r"https\://a.example"),
        ("WWW.a.example", r"WWW\.a.example"),
        ("me@a.example", r"me\@a.example"),
        ("# no head", r"\# no head"),
        ("1. no list", r"1\. no list"),
        ("- no list", r"\- no list"),
        ("&amp;", r"\&amp;"),
        ("a\n\n# b\u202e\x1b", r"a \# b��"),
        ("[^1]", r"\[\^1\]"),
    ],
)
def test_a_text_stays_text_in_markdown(given: str, escaped: str) -> None:
    assert render_markdown.escaped(given) == escaped
    assert escaped in render_markdown.render(Document("t", (Paragraph(given),)))


def test_a_fence_is_longer_than_any_in_the_text() -> None:
    section = Section("t", (Verbatim("a\n````\n# b"),))
    made = render_markdown.render(Document("t", (section,)))
    assert "`````\na\n````\n# b\n`````" in made


@pytest.mark.parametrize(
    "text", ["a  b", " a", "a\n\tb ", "\u2028", "a\u202eb", "\xa0x\x0c", "é", ""]
)
def test_texts_are_cleaned_as_they_were(text: str) -> None:
    assert plain(text) == clean(text)
    assert spaced(text).strip(" ") == clean(text)


def test_parts_meet_with_one_space_and_gaps_stay() -> None:
    given = (" a ", " b", Gap(), Named(" c "), "", Quoted(" d "), Words(" e", Style.DIM), Code("f"))
    assert plain(given) == "a b  c “ d ” ef"


def test_lines_stay_and_what_is_hidden_is_seen() -> None:
    assert shown("a: 1\n\tb\r\u2066c\u200bd e") == "a: 1\n\tb��c�d e"
    assert verbatim("  a\t\x1bb") == "  a �b"


def test_a_text_of_a_million_characters_is_cut_and_that_is_said() -> None:
    assert clipped("x" * 1_000_000).endswith("… (998,000 characters more)")
    made = render_html.render(Document("x" * 1_000_000, (Paragraph("y" * 1_000_000),)))
    assert len(made) < 100_000
