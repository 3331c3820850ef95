"""The door for notebooks: an answer that shows itself, and is asked further questions.

What an answer is asked is asked of the same case and register, which are read once.
"""

import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, Unpack

from narrow.errors import RequestError
from narrow.files import write_whole
from narrow.inquiry import Given, Inquiry, open
from narrow.model import evidence as finding
from narrow.model.cases import Case
from narrow.model.evidence import About, Counts, Finding, RuledOut
from narrow.model.result import Result
from narrow.registers.opening import CaseGiven

if TYPE_CHECKING:
    from pandas import DataFrame

    from narrow.notebook.explorer import Explorer
    from narrow.report.charts.draw import Chart


# An answer is written down in every form that the command line knows.


_Made = TypeVar("_Made", str, bytes)
_Place = str | Path | None


class Portable:
    """What an answer can be written as; each is given, and written to a file where one is named.

    With `redact`, a file for the key, codes stand for names (`--redact`); who is behind them goes
    into that file, which only its owner may read.
    """

    inquiry: Inquiry

    @property
    def found(self) -> finding.Answer:
        """All that the run found."""
        raise NotImplementedError

    def to_json(self, path: _Place = None, *, redact: _Place = None) -> str:
        """Give the answer as JSON, as `--format json` prints it; written to `path` if given.

        >>> run("wola-2018-former-commanders").to_json().startswith("{")
        True
        """
        from narrow.report.data import to_json

        return _written(to_json(self._edition(path, redact)), path)

    def to_html(self, path: _Place = None, *, charts: bool = False, redact: _Place = None) -> str:
        """Give the answer as one page that needs no network; written to `path` if given.

        With `charts` (extra `charts`) the funnel and three more are drawn in it.

        >>> "<!doctype html>" in run("wola-2018-former-commanders").to_html().lower()
        True
        """
        from narrow.report.forms import page

        made = self._edition(path, redact)
        redacted = redact is not None
        return _written(page(self.inquiry, made, charts=charts, redacted=redacted), path)

    def to_markdown(self, path: _Place = None, *, redact: _Place = None) -> str:
        """Give the answer as Markdown with footnotes to sources; written to `path` if given.

        >>> run("wola-2018-former-commanders").to_markdown().count("[^1]:")
        1
        """
        from narrow.report.forms import markdown

        return _written(markdown(self._edition(path, redact)), path)

    def to_xlsx(self, path: _Place = None, *, redact: _Place = None) -> bytes:
        """Give the answer as the bytes of a workbook (extra `xlsx`); written to `path` if given.

        >>> run("wola-2018-former-commanders").to_xlsx()[:2]
        b'PK'
        """
        from narrow.report.forms import workbook

        if redact is not None:
            _check_apart(path, redact)
        return _written(workbook(self.inquiry, keyfile=redact), path)

    def to_ftm(self, path: _Place = None) -> str:
        """Give those who fit as FollowTheMoney entities, JSON lines; written to `path` if given.

        >>> run("wola-2018-former-commanders").to_ftm().count('"schema": "Person"')
        14
        """
        from narrow.report.forms import ftm

        return _written(ftm(self.found), path)

    def _edition(self, path: _Place, redact: _Place) -> finding.Answer:
        """Give the answer, or with a file for the key the one without names."""
        if redact is None:
            return self.found
        _check_apart(path, redact)
        from narrow.report.forms import redacted

        return redacted(self.found, redact)


def _check_apart(path: _Place, redact: str | Path) -> None:
    if path is not None and Path(path).resolve() == Path(redact).resolve():
        raise RequestError("the key goes into a file of its own: name two")


def _written(made: _Made, path: str | Path | None) -> _Made:
    if path is not None:
        write_whole(Path(path), made)
    return made


# The answer to a further question shows itself in a notebook, and is handed on as data.


WIDTH = 100  # characters of a text that a notebook shows

Json = dict[str, Any]
Rows = Callable[[Json], Sequence[Json]]


class Shown:
    """The answer to one question: it shows itself, and `data` and `frame()` hand it on."""

    def __init__(self, result: Result, view: Callable[[], Any], rows: Rows) -> None:
        self.result: Any = result
        self._view, self._rows = view, rows

    @property
    def data(self) -> Json:
        """The answer as plain data, as `--format json` prints it."""
        from narrow.report.data import to_data

        return to_data(self.result, everyone=False)

    def frame(self) -> "DataFrame":
        """Give the answer's rows as a data frame; inner keys stand as `counts.met`."""
        rows = [flat(row) for row in self._rows(self.data)]
        from narrow.registers.frames import frame

        return frame(rows)

    def __repr__(self) -> str:
        return as_text(self._view())

    def _repr_html_(self) -> str:
        return as_page(self._view())

    def __dir__(self) -> list[str]:
        return ["data", "frame", "result"]


def under(key: str) -> Rows:
    """Take the rows that stand under a key."""
    return lambda data: list(data[key])


def flat(row: Json, stem: str = "") -> Json:
    """Lay the inner keys of a row out beside the others."""
    laid: Json = {}
    for name, value in row.items():
        inner = isinstance(value, dict)
        laid |= flat(value, f"{stem}{name}.") if inner else {f"{stem}{name}": value}
    return laid


def inner(groups: Iterable[Json], key: str, *kept: str) -> list[Json]:
    """Give the rows inside groups, each with what is kept of its group."""
    return [{name: group[name] for name in kept} | row for group in groups for row in group[key]]


def as_text(drawn: Any) -> str:
    """Give what a view draws as plain text."""
    from rich.console import Console

    text = io.StringIO()
    Console(file=text, width=WIDTH, color_system=None, highlight=False, force_jupyter=False).print(
        drawn
    )
    lines = text.getvalue().rstrip("\n").split("\n")
    return "\n".join(line.rstrip() for line in lines)


def as_page(drawn: Any) -> str:
    """Give what a view draws as HTML that can do nothing: every character escaped, no script."""
    from rich.console import Console

    page = Console(
        file=io.StringIO(), width=WIDTH, record=True, highlight=False, force_jupyter=False
    )
    page.print(drawn)
    text = page.export_html(inline_styles=True, code_format="{code}")
    return f'<pre style="white-space:pre;overflow-x:auto;line-height:1.35">{text}</pre>'


# The questions that follow an answer, asked of the same case and register.


class Questions:
    """What can be asked of a case; each answer shows itself, and gives `.data` and `.frame()`."""

    inquiry: Inquiry

    def why(self, person: str) -> Shown:
        """Say why one person (an id or a name) is on the list or not, and what would change it.

        >>> answer = run("wola-2018-former-commanders")
        >>> answer.why(answer.findings[0].person.id).result.clues[0].clue
        'commander'
        """
        from narrow.views.reports import why_view as drawn

        found = self.inquiry.why(person)
        return Shown(found, lambda: drawn(found), under("clues"))

    def funnel(self, order: Sequence[str] = ()) -> Shown:
        """Narrow by the clues, in any order, with each one's share whatever the order.

        >>> "then" in repr(run("wola-2018-former-commanders").funnel())
        True
        """
        from narrow.views.narrowing import narrowing_view as drawn

        found = self.inquiry.funnel(order)
        return Shown(found, lambda: drawn(found), under("funnel"))

    def misses(self) -> Shown:
        """Say whom exactly one clue keeps from fitting, grouped by that clue.

        >>> run("wola-2018-former-commanders").misses().frame().empty
        False
        """
        from narrow.views.misses import misses_view as drawn

        found = self.inquiry.misses()
        return Shown(found, lambda: drawn(found), _near)

    def flip(self) -> Shown:
        """Say who enters or leaves under every other reading.

        >>> run("wola-2018-former-commanders").flip().data["case"]["id"]
        'wola-2018-former-commanders'
        """
        from narrow.views.sensitivity import flip_view as drawn

        found = self.inquiry.flip()
        return Shown(found, lambda: drawn(found), under("ranges"))

    def next(self) -> Shown:
        """Rank what is not known by how much it would narrow if it were found.

        >>> run("wola-2018-former-commanders").next().frame().empty
        False
        """
        from narrow.views.sensitivity import asking_view as drawn

        found = self.inquiry.next()
        return Shown(found, lambda: drawn(found), under("cells"))

    def matrix(self, sort: str = "rank") -> Shown:
        """Set persons against clues, and say which clue tells people apart.

        >>> len(run("wola-2018-former-commanders").matrix().frame()) > 14
        True
        """
        from narrow.views.matrix import matrix_view as drawn

        found = self.inquiry.matrix(sort)
        return Shown(found, lambda: drawn(found), under("rows"))

    def tally(self, by: str, *, clue: str = "", reading: str = "") -> Shown:
        """Count who meets the clues by a field (or "year"), the not known apart.

        >>> len(run("wola-2018-former-commanders").tally(by="gender").frame()) > 1
        True
        """
        from narrow.views.reports import tally_view as drawn

        found = self.inquiry.tally(by, clue=clue, reading=reading)
        return Shown(found, lambda: drawn(found), under("groups"))

    def exposure(self, at_least: int = 0) -> Shown:
        """Say how few people the description leaves, and what coarser words would leave.

        >>> run("wola-2018-former-commanders").exposure(20).data["case"]["id"]
        'wola-2018-former-commanders'
        """
        from narrow.views.exposure import exposure_view as drawn

        found = self.inquiry.exposure(at_least)
        return Shown(found, lambda: drawn(found), under("phrases"))

    def chart(self, kind: str = "funnel", person: str = "") -> "Chart":
        """Draw a funnel, overlap, flip or tornado; of one person a waterfall or timeline.

        >>> run("wola-2018-former-commanders").chart("overlap").kind
        'overlap'
        """
        from narrow.report.charts.draw import chart

        return chart(self.inquiry, kind, person)

    def explore(self) -> "Explorer":
        """Switch clues and readings in a widget; list, funnel and counts change at once.

        >>> run("wola-2018-former-commanders").explore().chosen["commander"]["role"]
        'required'
        """
        from narrow.notebook.explore import explorer

        return explorer(self.inquiry, self._repr_html_)

    def _repr_html_(self) -> str:
        raise NotImplementedError


def _near(data: Json) -> list[Json]:
    return inner(data["groups"], "people", "clue")


class Answer(Questions, Portable):
    """Who fits a case, who is in doubt, who does not; ask it on with its methods.

    >>> answer = run("wola-2018-former-commanders")
    >>> answer.counts.low, answer.counts.high
    (14, 30)
    """

    def __init__(self, inquiry: Inquiry) -> None:
        self.inquiry = inquiry

    # --- what was found ---------------------------------------------------------------------------

    @property
    def found(self) -> finding.Answer:
        """All that the run found, as the plain data that every view renders.

        >>> run("wola-2018-former-commanders").found.funnel[0].clue
        'commander'
        """
        return self.inquiry.run()

    @property
    def about(self) -> About:
        """Case, day, register and population.

        >>> run("wola-2018-former-commanders").about.as_of
        '2018-09-08'
        """
        return self.found.about

    @property
    def case(self) -> Case:
        """The case as it was understood.

        >>> run("wola-2018-former-commanders").case.day.year
        2018
        """
        return self.inquiry.case

    @property
    def counts(self) -> Counts:
        """Persons by verdict, with `low` and `high` where something is not known.

        >>> run("wola-2018-former-commanders").counts.met
        14
        """
        return self.found.counts

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Those who fit and those in doubt, ranked, each with every clue and its facts.

        >>> len(run("wola-2018-former-commanders").findings) >= 14
        True
        """
        return self.found.findings

    @property
    def ruled_out(self) -> tuple[RuledOut, ...]:
        """Those who do not fit, with the clue that rules them out.

        >>> all(one.because for one in run("wola-2018-former-commanders").ruled_out)
        True
        """
        return self.found.ruled_out

    @property
    def care(self) -> str:
        """What to keep in mind before naming anybody.

        >>> run("wola-2018-former-commanders").care.split(".")[0]
        'Fitting a description is no evidence of anything'
        """
        return self.found.care

    @property
    def sql(self) -> str:
        """The statements that were carried out, with their values, for a reader.

        >>> "SELECT" in run("wola-2018-former-commanders").sql
        True
        """
        from narrow.report.compose.rules import statement_text

        return statement_text(self.inquiry.sql())

    # --- as data frames ---------------------------------------------------------------------------

    def frame(self) -> "DataFrame":
        """Give those who fit and those in doubt as a data frame, a verdict for each clue.

        >>> list(run("wola-2018-former-commanders").frame()["status"]).count("met")
        14
        """
        from narrow.registers.frames import people

        return people(self.found)

    def evidence(self) -> "DataFrame":
        """Give every fact that decided a clue, with its sources, as a data frame.

        >>> "says" in run("wola-2018-former-commanders").evidence().columns
        True
        """
        from narrow.registers.frames import evidence

        return evidence(self.found)

    # --- showing itself ---------------------------------------------------------------------------

    def __repr__(self) -> str:
        from narrow.views.terminal import answer_view

        return as_text(answer_view(self.found))

    def _repr_html_(self) -> str:
        from narrow.views.terminal import answer_view

        return as_page(answer_view(self.found))

    def __dir__(self) -> list[str]:
        mine = (*vars(Answer), *vars(Questions), *vars(Portable))
        return sorted({name for name in mine if not name.startswith("_")})


def run(case: CaseGiven | Inquiry, **given: Unpack[Given]) -> Answer:
    """Say who fits a case, ranked, with reasons; who is in doubt, and who is ruled out and why.

    `case` is an id, a path or what `open` or `case` gave; `data` a register by folder, file or
    id, or what `load_register` or `register_from_frames` gave. `engine` carries it out, and all
    that is asked after: `duckdb`, `spark` or a SparkSession (extra `spark`).
    """
    inquiry = open(case, **given)
    inquiry.run()
    return Answer(inquiry)
