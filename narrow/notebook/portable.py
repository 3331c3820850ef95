"""An answer is written down in every form that the command line knows."""

import json
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from narrow.model import finding
from narrow.notebook.shown import view

if TYPE_CHECKING:
    from narrow.language.library import Library
    from narrow.opening import Opened

_Made = TypeVar("_Made", str, bytes)


class Portable:
    """What an answer can be written as; each is given, and written to a file where one is named."""

    _opened: "Opened"
    _shelf: "Library"

    @property
    def found(self) -> finding.Answer:
        """All that the run found."""
        raise NotImplementedError

    def to_json(self, path: str | Path | None = None) -> str:
        """Give the answer as JSON, as `--format json` prints it; written to `path` if given.

        >>> run("wola-2018-former-commanders").to_json().startswith("{")
        True
        """
        data = view("plain").answer(self.found, everyone=True)
        return _written(json.dumps(data, ensure_ascii=False, indent=2) + "\n", path)

    def to_html(self, path: str | Path | None = None, *, charts: bool = False) -> str:
        """Give the answer as one page that needs no network; written to `path` if given.

        With `charts` (extra `charts`) the funnel and three more are drawn in it.

        >>> "<!doctype html>" in run("wola-2018-former-commanders").to_html().lower()
        True
        """
        drawn = import_module("narrow.charting").charts(self._opened) if charts else ()
        given = {"shelf": self._shelf, "charts": drawn}
        page: str = import_module("narrow.paging").page(self.found, self._opened, **given)
        return _written(page, path)

    def to_markdown(self, path: str | Path | None = None) -> str:
        """Give the answer as Markdown with footnotes to sources; written to `path` if given.

        >>> run("wola-2018-former-commanders").to_markdown().count("[^1]:")
        1
        """
        made: str = view("markdown").markdown(self.found)
        return _written(made, path)

    def to_xlsx(self, path: str | Path | None = None) -> bytes:
        """Give the answer as the bytes of a workbook (extra `xlsx`); written to `path` if given.

        >>> run("wola-2018-former-commanders").to_xlsx()[:2]
        b'PK'
        """
        given = (self.found, self._opened)
        behind = import_module("narrow.paging").behind(*given, shelf=self._shelf)
        made: bytes = import_module("narrow.editions").book(*given, behind=behind)
        return _written(made, path)

    def to_ftm(self, path: str | Path | None = None) -> str:
        """Give those who fit as FollowTheMoney entities, JSON lines; written to `path` if given.

        >>> run("wola-2018-former-commanders").to_ftm().count('"schema": "Person"')
        14
        """
        made: str = view("ftm_lines").lines(self.found)
        return _written(made, path)


def _written(made: _Made, path: str | Path | None) -> _Made:
    if path is not None:
        target = Path(path)
        beside = target.with_name(target.name + ".part")
        beside.write_bytes(made.encode("utf-8") if isinstance(made, str) else made)
        beside.replace(target)
    return made
