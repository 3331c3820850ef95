"""The door to a run: who fits, who is in doubt, who is ruled out, and why."""

from dataclasses import replace

from narrow.compile.plan import needed, plan
from narrow.engines.choice import EngineGiven
from narrow.model.evidence import Answer
from narrow.opening import CaseGiven, DataGiven, load_case
from narrow.questions import run as answer
from narrow.questions.locks import lock_of
from narrow.registers.locate import library
from narrow.rules.library import Library


def run(
    case: CaseGiven,
    *,
    data: DataGiven | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
    engine: EngineGiven | None = None,
) -> Answer:
    """Say who fits a case, ranked, with reasons; who is in doubt, and who is ruled out and why."""
    shelf = shelf or library()
    opened = load_case(case, data=data, as_of=as_of, shelf=shelf, engine=engine)
    wanted = needed(plan(opened.case, opened.content.register))
    with opened.open() as held:
        held.load(opened.content, wanted)
        found = answer.run(opened.case, opened.content, held)
    return replace(found, lock=lock_of(opened.case, opened.content, shelf))
