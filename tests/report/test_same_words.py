"""Terminal, JSON, page, Markdown and workbook render one answer, and say the same of it."""

import html
import io
import re
from functools import cache
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from rich.console import Console

from narrow import inquiry
from narrow.model.evidence import Answer, Finding
from narrow.model.verdicts import Verdict
from narrow.report import forms
from narrow.report.words import MARKS, WORDS, headline, many
from narrow.views.markdown import markdown
from narrow.views.page import page
from narrow.views.terminal import answer_view

CASES = ["wola-2018-former-commanders", "meridian-harbour-memo", "meridian-garrison-source"]
FORMS = ["terminal", "page", "markdown", "workbook"]


@cache
def asked(case: str) -> Answer:
    return inquiry.run(case)


@cache
def sheets(case: str) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(forms.workbook(inquiry.open(case))))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@cache
def text(case: str, form: str) -> str:
    """Give what a reader reads, as one line."""
    answer = asked(case)
    if form == "terminal":
        console = Console(file=io.StringIO(), width=20_000)
        console.print(answer_view(answer, everyone=True))
        assert isinstance(console.file, io.StringIO)
        said = console.file.getvalue()
    elif form == "page":
        said = html.unescape(re.sub(r"<[^>]*>", "", page(answer)))
    elif form == "markdown":
        said = re.sub(r"\\(.)", r"\1", markdown(answer))
    else:
        cells = (str(c) for rows in sheets(case).values() for row in rows for c in row)
        said = "\n".join(cells)
    return " ".join(said.split())


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("form", FORMS)
class TestSameFacts:
    def test_counts(self, case: str, form: str) -> None:
        answer, said = asked(case), text(case, form)
        assert headline(answer) in said
        assert many(answer.population) in said
        for step in answer.funnel:
            assert many(step.left) in said

    def test_names_and_ids(self, case: str, form: str) -> None:
        answer, said = asked(case), text(case, form)
        for person in (f.person for f in answer.findings):
            assert person.name in said
            assert person.id in said
        assert all(r.person.name in said for r in answer.ruled_out)

    def test_reasons(self, case: str, form: str) -> None:
        answer, said = asked(case), text(case, form)
        for finding in answer.findings:
            for clue in finding.clues.values():
                # the page says a fact once: as the fact itself, where the reason is made of facts
                told = clue.evidence[0].says if form == "page" and clue.evidence else clue.because
                assert " ".join(told.split()) in said
        assert all(r.because in said for r in answer.ruled_out)

    def test_care(self, case: str, form: str) -> None:
        assert asked(case).care in text(case, form)

    def test_sources(self, case: str, form: str) -> None:
        for finding in asked(case).findings:
            for clue in finding.clues.values():
                for source in (s for e in clue.evidence[:1] for s in e.sources[:1]):
                    assert (source.title if form == "page" else source.id) in text(case, form)


@pytest.mark.parametrize("case", CASES)
def test_json_and_workbook_give_everybody_the_same_place(case: str) -> None:
    data = asked(case).data
    by_json = [
        (f["rank"], f["person"]["id"], f["status"].replace("_", " "), list(verdicts(f).values()))
        for f in data["findings"]
    ]
    found = []
    for name in ("Fits", "In doubt"):
        rows = sheets(case)[name]
        at = next(i for i, row in enumerate(rows) if row[0] == "Stands")
        heads = rows[at]
        clues = [heads.index(c["id"]) for c in data["clues"]]
        for row in rows[at + 1 :]:
            if row[1] != "":
                marks = [row[c].split(" ", 1)[1] for c in clues]
                found.append((int(row[1]), row[3], row[0].split(" ", 1)[1], marks))
    assert found == by_json


def verdicts(found: dict[str, Any]) -> dict[str, str]:
    words = {v.key: WORDS[v] for v in Verdict}
    return {n: words[c["verdict"]] for n, c in found["clues"].items()}


@pytest.mark.parametrize("case", CASES)
def test_terminal_and_markdown_mark_every_clue_alike(case: str) -> None:
    for finding in asked(case).findings:
        for mark, said in marked(finding):
            assert f"{mark} {said}" in text(case, "terminal")
            assert f"{mark} {said}" in text(case, "markdown")


def marked(finding: Finding) -> list[tuple[str, str]]:
    known = (Verdict.MET, Verdict.IN_DOUBT)
    return [
        (
            MARKS[c.verdict],
            f"{c.clue} ({c.reading if c.verdict in known else WORDS[c.verdict]}): {c.because}",
        )
        for c in finding.clues.values()
    ]
