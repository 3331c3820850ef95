"""The door for a quick look at clues in one line each, and for an editor with a draft."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from narrow.compile.plan import needed, plan
from narrow.errors import RequestError
from narrow.model.registers import Content, Register
from narrow.opening import CaseGiven, DataGiven, Opened, load_case
from narrow.questions import exposure as exposures
from narrow.questions import run as answer
from narrow.questions.checks import unseen
from narrow.questions.exposure import Exposure
from narrow.questions.find import Look
from narrow.registers.locate import content_of, find_register, library, usual_register
from narrow.rules.library import Library
from narrow.rules.one_line import lower_lines

QUICK = "find"

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


def find(
    clues: Sequence[str],
    *,
    data: DataGiven | None = None,
    as_of: str | None = None,
    name: str = QUICK,
    shelf: Library | None = None,
) -> Look:
    """Answer clues typed in one line each, and give the case file (called `name`) they stand for.

    Without `data`, asks the only register in ./datasets, or else the worked example.
    """
    opened, file, chosen = _typed(clues, data, as_of, name, shelf or library())
    case, content = opened.case, opened.content
    wanted = needed(plan(case, content.register))
    with opened.open() as engine:
        engine.load(content, wanted)
        found = answer.run(case, content, engine)
        remarks = tuple(unseen(case, content.register, engine))
    return Look(found, file, content.register.id, chosen, remarks)


def exposure(
    case: CaseGiven | None = None,
    *,
    clues: Sequence[str] = (),
    at_least: int = 0,
    names: bool = False,
    data: DataGiven | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
) -> Exposure:
    """Say how few people a draft leaves, which phrase does it, and what coarser words would leave.

    The draft is a case or clues in one line each. `at_least` is how many must fit for certain.
    """
    shelf = shelf or library()
    if bool(case) == bool(clues):
        raise RequestError("give a case, or clues with --clue, and not both")
    if at_least < 0:
        raise RequestError("at least how many? a number of people, 1 or more")
    if case:
        opened, chosen = load_case(case, data=data, as_of=as_of, shelf=shelf), ""
    else:
        opened, _, chosen = _typed(clues, data, as_of, QUICK, shelf)
    draft = exposures.drafted(opened.case, opened.content.register)
    with opened.open() as engine:
        engine.load(opened.content, needed(plan(draft.case, opened.content.register)))
        found = exposures.expose(draft, opened.content, engine, wanted=at_least, names=names)
    return replace(found, chosen=chosen)


def _typed(
    clues: Sequence[str],
    data: DataGiven | None,
    as_of: str | None,
    name: str,
    shelf: Library,
) -> tuple[Opened, str, str]:
    """Read typed clues and their register; gives their case file, and why that register."""
    if not clues:
        raise RequestError("give at least one clue, such as 'posts: role=minister former'")
    if not _ID.fullmatch(name):
        said = "begins with a letter or figure and holds only a-z, 0-9, - and _"
        raise RequestError(f"a case cannot be called {name!r}; its name {said}")
    if isinstance(data, Content):
        named, chosen, register = data.register.id, "", data.register
    else:
        named, chosen = (str(data), "") if data else usual_register(shelf)
        register = find_register(named, shelf)
    head = {"id": name, "register": named, "as_of": _day(as_of, register)}
    typed = lower_lines(shelf, register, clues, head)
    content = data if isinstance(data, Content) else content_of(register)
    return Opened(typed.case, content), typed.file, chosen


def _day(as_of: str | None, register: Register) -> str:
    if as_of is None:
        if register.known_until is None:
            said = "does not say how far it goes (known_until)"
            raise RequestError(f"{register.id} {said}; say the day with --as-of")
        return register.known_until.isoformat()
    try:
        return date.fromisoformat(as_of).isoformat()
    except ValueError:
        raise RequestError(f"{as_of!r} is no day; expected YYYY-MM-DD") from None
