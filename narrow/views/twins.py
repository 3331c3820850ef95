"""Pairs of persons who may be one, with what speaks for it and against."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from narrow.registers.twins import Suspected, Twins
from narrow.report.words import clean, many
from narrow.views.pieces import heading, line

MOST = 40


def twins_view(found: Suspected, *, everyone: bool = False) -> Group:
    """Lay the pairs out, the likeliest first; the first forty unless `everyone`."""
    shown = found.pairs if everyone else found.pairs[:MOST]
    parts: list[RenderableType] = [Text(clean(found.register_title), style="bold")]
    about = f"register {found.register}: {many(found.persons)} persons"
    parts.append(line(f"{about} (sha256 {found.sha256[:12]})"))
    parts.append(heading(f"{_pairs(len(found.pairs))} may be one person each"))
    if not shown:
        parts.append(line("no pair", 2, "dim"))
    for pair in shown:
        parts += _pair(pair)
    if len(found.pairs) > len(shown):
        parts.append(line(f"and {many(len(found.pairs) - len(shown))} more, with --all", 2, "dim"))
    parts += [Text(), *_looked(found), Text(), line(found.care, style="italic")]
    return Group(*parts)


def _pair(pair: Twins) -> Iterator[RenderableType]:
    yield Text()
    for person in (pair.first, pair.second):
        name = Text(f"  {clean(person.name)}", style="bold")
        name.append(f"  {clean(person.id)}", style="dim not bold")
        yield name
    for said in pair.speaks_for:
        yield line(f"+ {said}", 4)
    for said in pair.against:
        yield line(f"- {said}", 4)


def _looked(found: Suspected) -> Iterator[RenderableType]:
    yield line(f"{_pairs(found.compared)} met by a number, a name or a birthday and were compared")
    for what, count in found.passed_over.items():
        yield line(f"{many(count)} {what} were passed over: too many people share each")
    if not found.spelling:
        said = "names in other letters and spellings were not compared: pip install 'narrow[names]'"
        yield line(said)


def _pairs(count: int) -> str:
    return "1 pair" if count == 1 else f"{many(count)} pairs"
