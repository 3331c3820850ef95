"""The questions that follow an answer, asked of the same case and register."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from narrow.notebook.shown import Json, Rows, Shown, inner, under, view
from narrow.report.data import to_data
from narrow.rules.library import Library

if TYPE_CHECKING:
    from narrow.notebook.explorer import Explorer
    from narrow.opening import Opened
    from narrow.views.chart import Chart


def _near(data: Json) -> list[Json]:
    return inner(data["groups"], "people", "clue")


@dataclass(frozen=True, slots=True)
class Way:
    """The door that a question goes through, the view that draws it, and what its rows are."""

    door: str
    drawn: tuple[str, str]
    rows: Rows


WAYS = {
    "why": Way("asked", ("reports", "why_view"), under("clues")),
    "tally": Way("asked", ("reports", "tally_view"), under("groups")),
    "funnel": Way(
        "following",
        ("narrowing", "narrowing_view"),
        under("funnel"),
    ),
    "misses": Way("following", ("misses", "misses_view"), _near),
    "matrix": Way("following", ("matrix", "matrix_view"), under("rows")),
    "flip": Way("sensitivity", ("sensitivity", "flip_view"), under("ranges")),
    "ask_next": Way(
        "sensitivity",
        ("sensitivity", "asking_view"),
        under("cells"),
    ),
    "exposure": Way(
        "exposing",
        ("exposure", "exposure_view"),
        under("phrases"),
    ),
}


class Questions:
    """What can be asked of a case; each answer shows itself, and gives `.data` and `.frame()`."""

    _opened: "Opened"
    _shelf: Library

    def why(self, person: str) -> Shown:
        """Say why one person (an id or a name) is on the list or not, and what would change it.

        >>> answer = run("wola-2018-former-commanders")
        >>> answer.why(answer.findings[0].person.id).result.clues[0].clue
        'commander'
        """
        return self._ask("why", person)

    def funnel(self, order: Sequence[str] = ()) -> Shown:
        """Narrow by the clues, in any order, with each one's share whatever the order.

        >>> "then" in repr(run("wola-2018-former-commanders").funnel())
        True
        """
        return self._ask("funnel", order=order)

    def misses(self) -> Shown:
        """Say whom exactly one clue keeps from fitting, grouped by that clue.

        >>> run("wola-2018-former-commanders").misses().frame().empty
        False
        """
        return self._ask("misses")

    def flip(self) -> Shown:
        """Say who enters or leaves under every other reading.

        >>> run("wola-2018-former-commanders").flip().data["case"]["id"]
        'wola-2018-former-commanders'
        """
        return self._ask("flip")

    def next(self) -> Shown:
        """Rank what is not known by how much it would narrow if it were found.

        >>> run("wola-2018-former-commanders").next().frame().empty
        False
        """
        return self._ask("ask_next")

    def matrix(self, sort: str = "rank") -> Shown:
        """Set persons against clues, and say which clue tells people apart.

        >>> len(run("wola-2018-former-commanders").matrix().frame()) > 14
        True
        """
        return self._ask("matrix", sort=sort)

    def tally(self, by: str, *, clue: str = "", reading: str = "") -> Shown:
        """Count who meets the clues by a field (or "year"), the not known apart.

        >>> len(run("wola-2018-former-commanders").tally(by="gender").frame()) > 1
        True
        """
        return self._ask("tally", by=by, clue=clue, reading=reading)

    def exposure(self, at_least: int = 0) -> Shown:
        """Say how few people the description leaves, and what coarser words would leave.

        >>> run("wola-2018-former-commanders").exposure(20).data["case"]["id"]
        'wola-2018-former-commanders'
        """
        return self._ask("exposure", at_least=at_least)

    def chart(self, kind: str = "funnel", person: str = "") -> "Chart":
        """Draw a funnel, overlap, flip or tornado; of one person a waterfall or timeline.

        >>> run("wola-2018-former-commanders").chart("overlap").kind
        'overlap'
        """
        made: Chart = import_module("narrow.charting").chart(self._opened, kind, person)
        return made

    def explore(self) -> "Explorer":
        """Switch clues and readings in a widget; list, funnel and counts change at once.

        >>> run("wola-2018-former-commanders").explore().chosen["commander"]["role"]
        'required'
        """
        made: Explorer = import_module("narrow.notebook.explore").explorer(
            self._opened, self._shelf, self._repr_html_
        )
        return made

    def _repr_html_(self) -> str:
        raise NotImplementedError

    def _ask(self, question: str, *given: Any, **more: Any) -> Shown:
        way = WAYS[question]
        asked = getattr(import_module(f"narrow.{way.door}"), question)
        found = asked(self._opened, *given, shelf=self._shelf, **more)
        return Shown(
            found,
            lambda: getattr(view(way.drawn[0]), way.drawn[1])(found),
            lambda: to_data(found, everyone=False),
            way.rows,
        )
