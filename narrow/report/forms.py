"""Every result in every form: one document a question, and a renderer a form.

This room sets itself into `Result`, so that a result shows itself wherever it is made.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from narrow.errors import RequestError, nearest
from narrow.files import write_whole
from narrow.model.evidence import Answer
from narrow.model.result import Result
from narrow.report.document import Document, Picture

if TYPE_CHECKING:
    from pandas import DataFrame
    from rich.console import RenderableType

    from narrow.questions.kept_runs import Behind
    from narrow.questions.matrix import Matrix
    from narrow.questions.misses import Misses


TABLE, JSON = "table", "json"
FORMS = (TABLE, JSON, "csv", "md", "html", "xlsx")
FTM = "ftm"
RUN_FORMS = (*FORMS, FTM)
WIDTH = 100  # characters of a text in a file or a notebook


@dataclass(frozen=True, slots=True)
class Detail:
    """How much of a result is shown: everybody, everything, so many, every column in full."""

    everyone: bool = False
    most: int = 15
    full: bool = False


ALL = Detail(everyone=True, most=1_000, full=True)


# --- one document a question --------------------------------------------------------------------


def document(result: Result, detail: Detail = ALL) -> Document:  # noqa: C901 - a case each
    """Compose what a question gave; the composer is loaded when its question is asked."""
    given: Any = result
    kind, everyone = result.kind, detail.everyone
    match kind:
        case "answer" | "find":
            from narrow.report.compose import run

            say = run.compose if kind == "answer" else run.compose_find
            return say(given, everyone=everyone)
        case "why":
            from narrow.report.compose import why

            return why.compose(given)
        case "tally" | "figures":
            from narrow.report.compose import tally

            return tally.compose(given) if kind == "tally" else tally.compose_figures(given)
        case "funnel":
            from narrow.report.compose import funnel

            return funnel.compose(given)
        case "misses":
            from narrow.report.compose import misses

            return misses.compose(given, everyone=everyone)
        case "matrix":
            from narrow.report.compose import matrix

            return matrix.compose(given, everyone=everyone)
        case "flip" | "next":
            from narrow.report.compose import flip

            if kind == "next":
                return flip.compose_next(given, most=detail.most)
            return flip.compose(given, everyone=everyone)
        case "exposure":
            from narrow.report.compose import exposure

            return exposure.compose(given, everything=everyone)
        case "backtest":
            from narrow.report.compose import backtest

            return backtest.compose(given)
        case "diff" | "lock":
            from narrow.report.compose import diff

            if kind == "lock":
                return diff.compose_lock(given.case, given.lock)
            return diff.compose(given, everyone=everyone)
        case "list":
            from narrow.report.compose import rules

            return rules.compose_list(given.items)
        case "profile" | "twins" | "import" | "fetch" | "offers":
            from narrow.report.compose import registers

            return registers.compose(given, everyone=everyone, full=detail.full)
    raise RequestError(f"{kind!r} is kept as JSON alone")


def table(result: Result, detail: Detail = ALL) -> "RenderableType":
    """Give a result as it is drawn in a terminal."""
    from narrow.report.terminal import render

    return render(document(result, detail))


def render(result: Result, form: str, detail: Detail = ALL) -> str | bytes:
    """Give a result in one form; raises RequestError for a form that there is not."""
    if form == TABLE:
        return text(table(result, detail))
    if form == JSON:
        from narrow.report.data import to_json

        return to_json(result, everyone=detail.everyone)
    if form not in FORMS:
        raise RequestError(f"no format {form!r}{nearest(form, FORMS)}")
    return _written(document(result, ALL), form)


def _written(made: Document, form: str) -> str | bytes:
    """Give a document in the form of a file; what writes it is loaded when it is asked for."""
    match form:
        case "csv":
            from narrow.report import csv

            return csv.render(made)
        case "md":
            from narrow.report import markdown

            return markdown.render(made)
        case "html":
            from narrow.report import html

            return html.render(made)
    from narrow.report import xlsx

    return xlsx.render(made)


def text(drawn: "RenderableType") -> str:
    """Give what is drawn as plain text, without blanks at the ends of lines."""
    from rich.console import Console

    page = io.StringIO()
    Console(file=page, width=WIDTH, color_system=None, highlight=False, force_jupyter=False).print(
        drawn
    )
    lines = page.getvalue().rstrip("\n").split("\n")
    return "\n".join(line.rstrip() for line in lines)


# --- what a result does for itself ----------------------------------------------------------------


class _Shows:
    """Shows results in a notebook, and hands them on."""

    def text(self, result: Result) -> str:
        """Give a result as it stands in a terminal."""
        try:
            return text(table(result, Detail()))
        except RequestError:  # a record, or the table of the widget: nothing to look at
            return f"<{type(result).__name__}>"

    def fragment(self, result: Result) -> str:
        """Give a result as HTML that can do nothing: every character escaped, no script."""
        from rich.console import Console

        page = Console(
            file=io.StringIO(), width=WIDTH, record=True, highlight=False, force_jupyter=False
        )
        page.print(table(result, Detail()))
        drawn = page.export_html(inline_styles=True, code_format="{code}")
        style = "white-space:pre;overflow-x:auto;line-height:1.35;font-family:monospace"
        return f'<pre style="{style}">{drawn}</pre>'

    def frame(self, result: Result) -> "DataFrame":
        """Give a result's rows as a data frame."""
        from narrow.report.data import frame

        return frame(result)

    def write(self, result: Result, form: str, path: str | Path | None) -> str | bytes:
        """Give a result in a form, written to `path` if given."""
        return written(render(result, form), path)


Result.shows = _Shows()


_Made = TypeVar("_Made", str, bytes, str | bytes)


def written(made: _Made, path: str | Path | None) -> _Made:
    """Write what was made to a file, whole or not at all, where one is named; and give it."""
    if path is not None:
        write_whole(Path(path), made)
    return made


# --- the forms that only a run has ----------------------------------------------------------------


class Asked(Protocol):
    """A case that can be asked for what a page and a workbook show beside the answer."""

    def run(self) -> Answer:
        """Say who fits."""

    def misses(self) -> "Misses":
        """Say who is nearly in."""

    def matrix(self, sort: str = "rank") -> "Matrix":
        """Set persons against clues."""

    def provenance(self) -> "Behind":
        """Give what stands behind the answer."""


def check_edition(
    form: str, path: str | Path | None, keyfile: str | Path | None, *, charts: bool
) -> None:
    """Refuse, before a key is written, a form that there is not or that would give names away."""
    if form not in RUN_FORMS:
        raise RequestError(f"no format {form!r}{nearest(form, RUN_FORMS)}")
    if charts and form != "html":
        raise RequestError("--charts is for --format html; one by itself: narrow chart CASE")
    if keyfile is None:
        return
    if form == FTM:
        raise RequestError("FollowTheMoney entities are made to be matched: none are redacted")
    if path is not None and Path(path).resolve() == Path(keyfile).resolve():
        raise RequestError("the key goes into a file of its own: name two")


def redacted(answer: Answer, keyfile: str | Path) -> Answer:
    """Give the answer with codes for names, and write who they are to a file for its owner."""
    from narrow.questions.redaction import redact, write_key

    made, key = redact(answer)
    write_key(Path(keyfile), key)
    return made


def page(asked: Asked, answer: Answer, pictures: Sequence[Picture] = (), *, bare: bool) -> str:
    """Give an answer as one page of HTML that needs nothing else.

    A `bare` one shows no rules, no statements and no record: they may name whom it redacts.
    """
    from narrow.report import html
    from narrow.report.compose.run import compose

    behind = None if bare else asked.provenance()
    return html.render(compose(answer, everyone=True, behind=behind, pictures=pictures))


def workbook(asked: Asked, *, keyfile: str | Path | None = None) -> bytes:
    """Give an answer as a workbook, with near misses and the matrix; redacted with a `keyfile`."""
    from narrow.report import xlsx
    from narrow.report.compose.workbook import Book, compose

    answer, misses, matrix = asked.run(), asked.misses(), asked.matrix()
    if keyfile is None:
        return xlsx.render(compose(Book(answer, misses, matrix, asked.provenance())))
    from narrow.questions.redaction import Redaction, write_key

    redaction = Redaction(answer, misses, matrix)
    write_key(Path(keyfile), redaction.key)
    hidden = redaction.answer(answer), redaction.misses(misses), redaction.matrix(matrix)
    return xlsx.render(compose(Book(*hidden)))


def ftm(answer: Answer) -> str:
    """Give those who fit as FollowTheMoney entities, one JSON object a line."""
    from narrow.report.ftm import lines

    return lines(answer)
