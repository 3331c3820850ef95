"""The answer to a question: one type a question, of which every form is made."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol, Self

from narrow.model.data import Json, to_data

if TYPE_CHECKING:
    from pandas import DataFrame

VERSION = 2


class Shows(Protocol):
    """What shows results: the room of reports, which sets itself here and which no model knows."""

    def text(self, result: "Result") -> str:
        """Give a result as it stands in a terminal, without colour."""

    def fragment(self, result: "Result") -> str:
        """Give a result as HTML for a notebook, in which nothing can run."""

    def frame(self, result: "Result") -> "DataFrame":
        """Give a result's rows as a data frame."""

    def write(self, result: "Result", form: str, path: str | Path | None) -> str | bytes:
        """Give a result in a form, written to `path` if given."""


class Result:
    """What a question gives; `kind` is the word of its command.

    It shows itself in a notebook, `frame()` and `data` hand it on, and `to` writes it in any form.
    """

    __slots__ = ()
    kind: ClassVar[str] = ""
    shows: ClassVar[Shows]

    def __init_subclass__(cls) -> None:
        # a dataclass keeps a repr that is there: a result reads as in a terminal
        cls.__repr__ = Result.__repr__  # type: ignore[method-assign]

    def __repr__(self) -> str:
        return self.shows.text(self)

    def _repr_html_(self) -> str:
        return self.shows.fragment(self)

    def frame(self) -> "DataFrame":
        """Give the rows as a data frame; inner keys stand as `counts.met`."""
        return self.shows.frame(self)

    def to(self, form: str, path: str | Path | None = None) -> str | bytes:
        """Give it as json, csv, md, html, xlsx or table, written to `path` if given."""
        return self.shows.write(self, form, path)

    @classmethod
    def schema_id_of(cls) -> str:
        """Give the id of the form, such as `narrow/tally/2`."""
        return f"narrow/{cls.kind}/{VERSION}"

    @property
    def schema_id(self) -> str:
        """The form of this JSON, as `narrow schema` describes it."""
        return self.schema_id_of()

    def named(self, *, everyone: bool) -> Self:
        """Give what is shown of it; without `everyone`, only whom it is about."""
        return self

    @property
    def data(self) -> Json:
        """All of it as what JSON can hold."""
        return to_data(self)
