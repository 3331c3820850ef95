"""An answer is written down in every form that the command line knows."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from narrow.errors import RequestError
from narrow.model import evidence as finding
from narrow.notebook.shown import view
from narrow.report.data import to_json

if TYPE_CHECKING:
    from narrow.opening import Opened
    from narrow.rules.library import Library


_Made = TypeVar("_Made", str, bytes)
_Place = str | Path | None


class Portable:
    """What an answer can be written as; each is given, and written to a file where one is named.

    With `redact`, a file for the key, codes stand for names (`--redact`); who is behind them goes
    into that file, which only its owner may read.
    """

    _opened: "Opened"
    _shelf: "Library"

    @property
    def found(self) -> finding.Answer:
        """All that the run found."""
        raise NotImplementedError

    def to_json(self, path: _Place = None, *, redact: _Place = None) -> str:
        """Give the answer as JSON, as `--format json` prints it; written to `path` if given.

        >>> run("wola-2018-former-commanders").to_json().startswith("{")
        True
        """
        return _written(to_json(self._edition(path, redact)), path)

    def to_html(self, path: _Place = None, *, charts: bool = False, redact: _Place = None) -> str:
        """Give the answer as one page that needs no network; written to `path` if given.

        With `charts` (extra `charts`) the funnel and three more are drawn in it.

        >>> "<!doctype html>" in run("wola-2018-former-commanders").to_html().lower()
        True
        """
        made = self._edition(path, redact)
        drawn = ()
        if charts:
            drawn = import_module("narrow.charting").charts(self._opened, named=not redact)
        if redact is not None:
            return _written(str(view("page").page(made, charts=drawn)), path)
        given = {"shelf": self._shelf, "charts": drawn}
        return _written(str(import_module("narrow.paging").page(made, self._opened, **given)), path)

    def to_markdown(self, path: _Place = None, *, redact: _Place = None) -> str:
        """Give the answer as Markdown with footnotes to sources; written to `path` if given.

        >>> run("wola-2018-former-commanders").to_markdown().count("[^1]:")
        1
        """
        made: str = view("markdown").markdown(self._edition(path, redact))
        return _written(made, path)

    def to_xlsx(self, path: _Place = None, *, redact: _Place = None) -> bytes:
        """Give the answer as the bytes of a workbook (extra `xlsx`); written to `path` if given.

        >>> run("wola-2018-former-commanders").to_xlsx()[:2]
        b'PK'
        """
        given = (self.found, self._opened)
        book = import_module("narrow.editions").book
        if redact is not None:
            _check_apart(path, redact)
            return _written(bytes(book(*given, keyfile=redact)), path)
        behind = import_module("narrow.paging").behind(*given, shelf=self._shelf)
        return _written(bytes(book(*given, behind=behind)), path)

    def to_ftm(self, path: _Place = None) -> str:
        """Give those who fit as FollowTheMoney entities, JSON lines; written to `path` if given.

        >>> run("wola-2018-former-commanders").to_ftm().count('"schema": "Person"')
        14
        """
        made: str = view("ftm_lines").lines(self.found)
        return _written(made, path)

    def _edition(self, path: _Place, redact: _Place) -> finding.Answer:
        """Give the answer, or with a file for the key the one without names."""
        if redact is None:
            return self.found
        _check_apart(path, redact)
        made: finding.Answer = import_module("narrow.editions").redacted(self.found, redact)
        return made


def _check_apart(path: _Place, redact: str | Path) -> None:
    if path is not None and Path(path).resolve() == Path(redact).resolve():
        raise RequestError("the key goes into a file of its own: name two")


def _written(made: _Made, path: str | Path | None) -> _Made:
    if path is not None:
        import_module("narrow.files").write_whole(Path(path), made)
    return made
