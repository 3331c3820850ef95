"""The acts that a listing of the EU rests on are sources of their own, each written once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from narrow.imports.intake import Sink
from narrow.imports.written_dates import checked

PUBLISHER = "Official Journal of the European Union"
MOST = 100_000  # acts; whatever goes beyond is cited as the list
_NOT_WORDS = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class Acts:
    """Gives each act the id of its source; without a title and a number the list is cited."""

    sink: Sink
    otherwise: str
    _known: dict[tuple[str, str, str], str] = field(default_factory=dict)
    _ids: set[str] = field(default_factory=set)

    def cited(self, act: Mapping[str, str]) -> str:
        """Give the source of an act, which is written where it is new."""
        title, published = act.get("numbertitle", ""), act.get("publicationdate", "")
        url = act.get("publicationurl", "")
        bare = _NOT_WORDS.sub("-", title.lower()).strip("-")[:60]
        key = (title, published, url)
        if key in self._known:
            return self._known[key]
        if not bare or len(self._known) >= MOST:
            return self.otherwise
        self._known[key] = source = self._new(f"eu-act-{bare}")
        cells = {"source_id": source, "publisher": PUBLISHER, "title": title, "url": url}
        self.sink.row("sources", cells | {"published": checked(published)})
        return source

    def _new(self, bare: str) -> str:
        source, number = bare, 2
        while source in self._ids:
            source, number = f"{bare}-{number}", number + 1
        self._ids.add(source)
        return source
