"""What every importer writes alike: a title becomes posts, a list's file becomes a source."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from narrow.imports.intake import Intake, Sink


class Post(Protocol):
    """A post that a title names, as `imports/titles.py` gives it; blank where it does not say."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def sector(self) -> str:
        """The sector's code."""

    @property
    def branch(self) -> str:
        """The branch's code."""

    @property
    def role(self) -> str:
        """The role's code."""

    @property
    def commands_unit(self) -> str:
        """yes, no or unknown."""

    @property
    def echelon(self) -> str:
        """The echelon's code."""

    @property
    def rank(self) -> str:
        """The rank's code."""

    @property
    def tense(self) -> str:
        """former, current or blank."""

    @property
    def acting(self) -> bool:
        """Whether it is held for another."""

    @property
    def since(self) -> str:
        """A year."""

    @property
    def until(self) -> str:
        """A year."""


class Understood(Protocol):
    """What was understood of a title. Importers are handed the reader, and know no lexicon."""

    @property
    def posts(self) -> Sequence[Post]:
        """The posts it names."""

    @property
    def ranks(self) -> Sequence[str]:
        """The ranks it names."""

    @property
    def left(self) -> Sequence[str]:
        """The texts that gave no post."""


Titles = Callable[[str], Understood]


@dataclass(frozen=True, slots=True)
class _Text:
    posts: tuple[Post, ...]
    ranks: tuple[str, ...]
    left: tuple[str, ...]


def nothing_understood(text: str) -> Understood:
    """Read no title at all: each stays text, as where no lexicon is at hand."""
    return _Text((), (), (text,))


def joined(values: Iterable[str]) -> str:
    """Join several values of a cell, each once, in their order."""
    return ";".join(dict.fromkeys(value.replace(";", ",") for value in values if value.strip()))


def write_posts(
    sink: Sink, intake: Intake, person: str, text: str, told: Understood, source: str
) -> None:
    """Write a row for each post of a title, and one with unknown codes for each text left over."""
    same = {"person_id": person, "title_as_given": text, "source_id": source}
    for post in told.posts:
        # a post that the list calls former was over on the day of the list
        over = intake.known_until if post.tense == "former" else ""
        sink.row("posts", post_cells(post) | {"ended_by": over} | same)
    for left in told.left:
        intake.not_understood("title", left)
        sink.row("posts", {"title": left, "commands_unit": "unknown"} | same)


def post_cells(post: Post) -> dict[str, str]:
    """Give the cells of a post that a title names."""
    return {
        "title": post.text,
        "sector": post.sector,
        "branch": post.branch,
        "role": post.role,
        "commands_unit": post.commands_unit or "unknown",
        "echelon": post.echelon,
        "rank": post.rank,
        "said_as": post.tense,
        "acting": "yes" if post.acting else "",
        "start": post.since,
        "end": post.until,
    }


def write_source(
    sink: Sink, source: str, path: Path, publisher: str, title: str, published: str = ""
) -> None:
    """Write the row of a file that was imported."""
    cells = {"source_id": source, "publisher": publisher, "title": title, "published": published}
    sink.row("sources", cells | {"file": path.name})
