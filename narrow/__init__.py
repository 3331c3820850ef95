"""Who in a register fits a published description, and exactly why.

    import narrow
    answer = narrow.run("wola-2018-former-commanders")

The public names are found when they are first asked for, so that `import narrow` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from narrow.files import VERSION

if TYPE_CHECKING:
    from narrow.errors import EngineError, NarrowError, RegisterError, RequestError, RuleError
    from narrow.inquiry import (
        Answer,
        Inquiry,
        backtest,
        case,
        chart,
        exposure,
        figures,
        find,
        flip,
        funnel,
        lock,
        matrix,
        misses,
        next,
        open,
        rerun,
        run,
        sql,
        tally,
        why,
    )
    from narrow.lists.importing import ImportOptions, import_list
    from narrow.model.verdicts import Verdict
    from narrow.questions.diff import Difference
    from narrow.questions.exposure import Exposure
    from narrow.questions.figures import Figures
    from narrow.questions.kept_runs import diff
    from narrow.questions.rule_files import catalog, check, schema, test
    from narrow.questions.run import Look
    from narrow.questions.tally import Tally
    from narrow.questions.why import Why
    from narrow.registers.frames import register_from_frames
    from narrow.registers.opening import load_register
    from narrow.registers.profile import profile
    from narrow.registers.twins import twins


__version__ = VERSION

_HOMES = {
    "narrow.errors": ("EngineError", "NarrowError", "RegisterError", "RequestError", "RuleError"),
    "narrow.inquiry": (
        "Answer",
        "Inquiry",
        "backtest",
        "case",
        "chart",
        "exposure",
        "figures",
        "find",
        "flip",
        "funnel",
        "lock",
        "matrix",
        "misses",
        "next",
        "open",
        "rerun",
        "run",
        "sql",
        "tally",
        "why",
    ),
    "narrow.lists.importing": ("ImportOptions", "import_list"),
    "narrow.model.verdicts": ("Verdict",),
    "narrow.questions.diff": ("Difference",),
    "narrow.questions.exposure": ("Exposure",),
    "narrow.questions.figures": ("Figures",),
    "narrow.questions.run": ("Look",),
    "narrow.questions.kept_runs": ("diff",),
    "narrow.questions.rule_files": ("catalog", "check", "schema", "test"),
    "narrow.questions.tally": ("Tally",),
    "narrow.questions.why": ("Why",),
    "narrow.registers.frames": ("register_from_frames",),
    "narrow.registers.opening": ("load_register",),
    "narrow.registers.profile": ("profile",),
    "narrow.registers.twins": ("twins",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Answer",
    "Difference",
    "EngineError",
    "Exposure",
    "Figures",
    "ImportOptions",
    "Inquiry",
    "Look",
    "NarrowError",
    "RegisterError",
    "RequestError",
    "RuleError",
    "Tally",
    "Verdict",
    "Why",
    "backtest",
    "case",
    "catalog",
    "chart",
    "check",
    "diff",
    "exposure",
    "figures",
    "find",
    "flip",
    "funnel",
    "import_list",
    "load_register",
    "lock",
    "matrix",
    "misses",
    "next",
    "open",
    "profile",
    "register_from_frames",
    "rerun",
    "run",
    "schema",
    "sql",
    "tally",
    "test",
    "twins",
    "why",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'narrow' has no attribute {name!r}")
    import_module(
        "narrow.report.forms"
    )  # it sets itself into the results, which then show themselves
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return __all__


def load_ipython_extension(shell: Any) -> None:
    """Teach IPython the cell magic `%%narrow`; `%load_ext narrow` calls this."""
    import_module("narrow.notebook.magic").load(shell)
