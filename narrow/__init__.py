"""Who in a register fits a published description, and exactly why.

    import narrow
    answer = narrow.run("wola-2018-former-commanders")

The public names are found when they are first asked for, so that `import narrow` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from narrow.files import VERSION

if TYPE_CHECKING:
    from narrow.asked import compare, statement, tally, why
    from narrow.errors import EngineError, NarrowError, RegisterError, RequestError, RuleError
    from narrow.exposing import exposure, find
    from narrow.following import funnel, matrix, misses
    from narrow.lists.importing import How, bring
    from narrow.locks import lock
    from narrow.model.inquiry import Tally, Why
    from narrow.model.verdicts import Verdict
    from narrow.notebook.answer import Answer, run
    from narrow.opening import case, load_case
    from narrow.questions.diff import Difference
    from narrow.questions.exposure import Exposure
    from narrow.questions.find import Look
    from narrow.records import diff, keep, rerun
    from narrow.registers.frames import register_from_frames
    from narrow.registers.locate import load_register
    from narrow.sensitivity import ask_next, flip
    from narrow.trialling import backtest
    from narrow.workshop import check, everything, schema, test


__version__ = VERSION

_HOMES = {
    "narrow.notebook.answer": ("Answer", "run"),
    "narrow.opening": ("case", "load_case"),
    "narrow.registers.frames": ("register_from_frames",),
    "narrow.lists.importing": ("How", "bring"),
    "narrow.registers.locate": ("load_register",),
    "narrow.errors": ("EngineError", "NarrowError", "RegisterError", "RequestError", "RuleError"),
    "narrow.model.inquiry": ("Tally", "Why"),
    "narrow.model.verdicts": ("Verdict",),
    "narrow.asked": ("compare", "statement", "tally", "why"),
    "narrow.exposing": ("exposure", "find"),
    "narrow.following": ("funnel", "matrix", "misses"),
    "narrow.locks": ("lock",),
    "narrow.questions.exposure": ("Exposure",),
    "narrow.questions.find": ("Look",),
    "narrow.questions.diff": ("Difference",),
    "narrow.records": ("diff", "keep", "rerun"),
    "narrow.sensitivity": ("ask_next", "flip"),
    "narrow.trialling": ("backtest",),
    "narrow.workshop": ("check", "everything", "schema", "test"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Answer",
    "Difference",
    "EngineError",
    "Exposure",
    "How",
    "Look",
    "NarrowError",
    "RegisterError",
    "RequestError",
    "RuleError",
    "Tally",
    "Verdict",
    "Why",
    "ask_next",
    "backtest",
    "bring",
    "case",
    "check",
    "compare",
    "diff",
    "everything",
    "exposure",
    "find",
    "flip",
    "funnel",
    "keep",
    "load_case",
    "load_register",
    "lock",
    "matrix",
    "misses",
    "register_from_frames",
    "rerun",
    "run",
    "schema",
    "statement",
    "tally",
    "test",
    "why",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'narrow' has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return __all__


def load_ipython_extension(shell: Any) -> None:
    """Teach IPython the cell magic `%%narrow`; `%load_ext narrow` calls this."""
    import_module("narrow.notebook.magic").load(shell)
