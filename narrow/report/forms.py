"""Every result in every form: one document a question, and a renderer a form.

This room sets itself into `Result`, so that a result shows itself wherever it is made.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from narrow.errors import RequestError, nearest
from narrow.files import write_whole
from narrow.model.evidence import Answer
from narrow.model.result import Json, Result
from narrow.report.document import Document, Picture
from narrow.report.words import between

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


def document(result: Result, detail: Detail = ALL) -> Document:  # noqa: C901, PLR0912 - a case each
    """Compose what a question gave; the composer is loaded when its question is asked."""
    given: Any = result
    everyone = detail.everyone
    match result.kind:
        case "answer":
            from narrow.report.compose.run import compose as of_run

            return of_run(given, everyone=everyone)
        case "find":
            from narrow.report.compose.run import compose_find

            return compose_find(given, everyone=everyone)
        case "why":
            from narrow.report.compose.why import compose as of_why

            return of_why(given)
        case "tally":
            from narrow.report.compose.tally import compose as of_tally

            return of_tally(given)
        case "figures":
            from narrow.report.compose.tally import compose_figures

            return compose_figures(given)
        case "funnel":
            from narrow.report.compose.funnel import compose as of_funnel

            return of_funnel(given)
        case "misses":
            from narrow.report.compose.misses import compose as of_misses

            return of_misses(given, everyone=everyone)
        case "matrix":
            from narrow.report.compose.matrix import compose as of_matrix

            return of_matrix(given, everyone=everyone)
        case "flip":
            from narrow.report.compose.flip import compose as of_flip

            return of_flip(given, everyone=everyone)
        case "next":
            from narrow.report.compose.flip import compose_next

            return compose_next(given, most=detail.most)
        case "exposure":
            from narrow.report.compose.exposure import compose as of_exposure

            return of_exposure(given, everything=everyone)
        case "backtest":
            from narrow.report.compose.backtest import compose as of_backtest

            return of_backtest(given)
        case "diff":
            from narrow.report.compose.diff import compose as of_diff

            return of_diff(given, everyone=everyone)
        case "lock":
            from narrow.report.compose.diff import compose_lock

            return compose_lock(given.case, given.lock)
        case "profile":
            from narrow.report.compose.registers import compose_profile as of_profile

            return of_profile(given, full=detail.full)
        case "twins":
            from narrow.report.compose.registers import compose_twins as of_twins

            return of_twins(given, everyone=everyone)
        case "import":
            from narrow.report.compose.registers import compose_import as of_import

            return of_import(given, made=given.made, everything=everyone)
        case "fetch":
            from narrow.report.compose.registers import compose_fetch

            return compose_fetch(given)
        case "offers":
            from narrow.report.compose.registers import compose_offers

            return compose_offers(given.lists)
        case "list":
            from narrow.report.compose.rules import compose_list

            return compose_list(given.items)
    raise RequestError(f"{result.kind!r} is kept as JSON alone")


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
    if form not in _RENDERERS:
        raise RequestError(f"no format {form!r}{nearest(form, FORMS)}")
    return _RENDERERS[form](document(result, ALL))


def _csv(made: Document) -> str:
    from narrow.report.csv import render

    return render(made)


def _markdown(made: Document) -> str:
    from narrow.report.markdown import render

    return render(made)


def _html(made: Document) -> str:
    from narrow.report.html import render

    return render(made)


def _xlsx(made: Document) -> bytes:
    from narrow.report.xlsx import render

    return render(made)


_RENDERERS: Mapping[str, Callable[[Document], str | bytes]] = {
    "csv": _csv,
    "md": _markdown,
    "html": _html,
    "xlsx": _xlsx,
}


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

_ROWS = {
    "why": "clues",
    "tally": "groups",
    "funnel": "funnel",
    "matrix": "rows",
    "flip": "ranges",
    "next": "cells",
    "exposure": "phrases",
}
"""Under which word of its JSON the rows of a result lie."""


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
        from narrow.report.frames import frame, people

        if isinstance(result, Answer):
            return people(result)
        made = frame([_flat(row) for row in _rows(result)])
        given: Any = result
        if hasattr(result, "care"):
            made.attrs["care"] = given.care
        if hasattr(result, "counts"):
            made.attrs["fit"] = between(given.counts)
        return made

    def write(self, result: Result, form: str, path: str | Path | None) -> str | bytes:
        """Give a result in a form, written to `path` if given."""
        return written(render(result, form), path)


Result.shows = _Shows()


def _rows(result: Result) -> Sequence[Json]:
    from narrow.report.data import to_data

    data = to_data(result, everyone=False)
    if result.kind == "misses":
        groups = data["groups"]
        return [{"clue": group["clue"]} | row for group in groups for row in group["people"]]
    if result.kind in _ROWS:
        return cast(Sequence[Json], data[_ROWS[result.kind]])
    lists = [value for value in data.values() if isinstance(value, list)]
    return lists[0] if lists else [data]


def _flat(row: Json, stem: str = "") -> Json:
    """Lay the inner keys of a row out beside the others."""
    laid: Json = {}
    for name, value in row.items():
        inner = isinstance(value, dict)
        laid |= _flat(value, f"{stem}{name}.") if inner else {f"{stem}{name}": value}
    return laid


_Made = TypeVar("_Made", str, bytes, str | bytes)


def written(made: _Made, path: str | Path | None) -> _Made:
    """Write what was made to a file, whole or not at all, where one is named; and give it."""
    if path is not None:
        write_whole(Path(path), made)
    return made


# --- the forms that only a run has ----------------------------------------------------------------


class Asked(Protocol):
    """A case that can be asked for what a page and a workbook show beside the answer.

    Where it `hides` names, all that it gives has codes in their place.
    """

    hides: bool

    def redacted(self, keyfile: str | Path) -> Answer:
        """Give the answer with codes for names, and write the key."""

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
    from narrow.report.compose.run import compose

    behind = None if bare else asked.provenance()
    return _html(compose(answer, everyone=True, behind=behind, pictures=pictures))


def workbook(asked: Asked, *, keyfile: str | Path | None = None) -> bytes:
    """Give an answer as a workbook, with near misses and the matrix; redacted with a `keyfile`."""
    from narrow.report.compose.workbook import Book, compose

    answer, misses, matrix = asked.run(), asked.misses(), asked.matrix()
    if asked.hides:
        if keyfile is not None:
            asked.redacted(keyfile)
        return _xlsx(compose(Book(answer, misses, matrix)))
    if keyfile is None:
        return _xlsx(compose(Book(answer, misses, matrix, asked.provenance())))
    from narrow.questions.redaction import Redaction, write_key

    redaction = Redaction(answer, misses, matrix)
    write_key(Path(keyfile), redaction.key)
    hidden = redaction.shown(answer), redaction.shown(misses), redaction.shown(matrix)
    return _xlsx(compose(Book(*hidden)))


def ftm(answer: Answer) -> str:
    """Give those who fit as FollowTheMoney entities, one JSON object a line."""
    from narrow.report.ftm import lines

    return lines(answer)
