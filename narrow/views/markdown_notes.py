"""Footnotes of Markdown: a number for each source, in the order in which they are cited."""

from collections.abc import Iterable, Iterator

from narrow.model.cases import Source
from narrow.report.words import citation
from narrow.views.markdown_pieces import address, escaped
from narrow.views.page_markup import leads_to_web

MOST = 10  # sources cited behind one reason; the first are of the strongest rows


class Notes:
    """The sources cited so far, each once."""

    def __init__(self) -> None:
        self._numbers: dict[Source, int] = {}

    def cited(self, sources: Iterable[Source]) -> str:
        """Cite sources by their numbers: " [^1] [^4]", and how many more there are."""
        each = list(dict.fromkeys(sources))
        marks = [f"[^{self._numbers.setdefault(s, len(self._numbers) + 1)}]" for s in each[:MOST]]
        more = [f"and {len(each) - MOST:,} more"] if len(each) > MOST else []
        return "".join(f" {mark}" for mark in (*marks, *more))

    def lines(self) -> Iterator[str]:
        """Give the footnotes; only an address of the web becomes a link."""
        for source, number in self._numbers.items():
            grade = f", grade {source.grade.code}" if source.grade else ""
            where = ""
            if leads_to_web(source.url):
                where = f" <{address(source.url)}>"
            elif source.url:
                where = f" ({escaped(source.url)})"
            yield f"[^{number}]: {escaped(citation(source))}{grade}, id {escaped(source.id)}{where}"
