"""The door for notebooks: an answer that shows itself, and is asked further questions.

What an answer is asked is asked of the same case and register, which are read once.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from narrow.model import evidence as finding
from narrow.model.cases import Case
from narrow.model.evidence import About, Counts, Finding, RuledOut
from narrow.notebook.portable import Portable
from narrow.notebook.questions import Questions
from narrow.notebook.shown import as_page, as_text, view
from narrow.opening import CaseGiven, DataGiven, Opened, load_case
from narrow.registers.locate import library
from narrow.rules.library import Library

if TYPE_CHECKING:
    from pandas import DataFrame

    from narrow.engines.choice import EngineGiven


class Answer(Questions, Portable):
    """Who fits a case, who is in doubt, who does not; ask it on with its methods.

    >>> answer = run("wola-2018-former-commanders")
    >>> answer.counts.low, answer.counts.high
    (14, 30)
    """

    def __init__(self, found: finding.Answer, opened: Opened, shelf: Library) -> None:
        self._found, self._opened, self._shelf = found, opened, shelf

    # --- what was found ---------------------------------------------------------------------------

    @property
    def found(self) -> finding.Answer:
        """All that the run found, as the plain data that every view renders.

        >>> run("wola-2018-former-commanders").found.funnel[0].clue
        'commander'
        """
        return self._found

    @property
    def about(self) -> About:
        """Case, day, register and population.

        >>> run("wola-2018-former-commanders").about.as_of
        '2018-09-08'
        """
        return self.found.about

    @property
    def case(self) -> Case:
        """The case as it was understood.

        >>> run("wola-2018-former-commanders").case.day.year
        2018
        """
        return self._opened.case

    @property
    def counts(self) -> Counts:
        """Persons by verdict, with `low` and `high` where something is not known.

        >>> run("wola-2018-former-commanders").counts.met
        14
        """
        return self.found.counts

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Those who fit and those in doubt, ranked, each with every clue and its facts.

        >>> len(run("wola-2018-former-commanders").findings) >= 14
        True
        """
        return self.found.findings

    @property
    def ruled_out(self) -> tuple[RuledOut, ...]:
        """Those who do not fit, with the clue that rules them out.

        >>> all(one.because for one in run("wola-2018-former-commanders").ruled_out)
        True
        """
        return self.found.ruled_out

    @property
    def care(self) -> str:
        """What to keep in mind before naming anybody.

        >>> run("wola-2018-former-commanders").care.split(".")[0]
        'Fitting a description is no evidence of anything'
        """
        return self.found.care

    @property
    def sql(self) -> str:
        """The statements that were carried out, with their values, for a reader.

        >>> "SELECT" in run("wola-2018-former-commanders").sql
        True
        """
        made = import_module("narrow.asked").statement(self._opened)
        return str(view("statement").statement_text(made))

    # --- as data frames ---------------------------------------------------------------------------

    def frame(self) -> "DataFrame":
        """Give those who fit and those in doubt as a data frame, a verdict for each clue.

        >>> list(run("wola-2018-former-commanders").frame()["status"]).count("met")
        14
        """
        made: DataFrame = import_module("narrow.registers.frames").people(self.found)
        return made

    def evidence(self) -> "DataFrame":
        """Give every fact that decided a clue, with its sources, as a data frame.

        >>> "says" in run("wola-2018-former-commanders").evidence().columns
        True
        """
        made: DataFrame = import_module("narrow.registers.frames").evidence(self.found)
        return made

    # --- showing itself ---------------------------------------------------------------------------

    def __repr__(self) -> str:
        return as_text(view("terminal").answer_view(self.found))

    def _repr_html_(self) -> str:
        return as_page(view("terminal").answer_view(self.found))

    def __dir__(self) -> list[str]:
        mine = (*vars(Answer), *vars(Questions), *vars(Portable))
        return sorted({name for name in mine if not name.startswith("_")})


def run(
    case: CaseGiven,
    *,
    data: DataGiven | None = None,
    as_of: str | None = None,
    shelf: Library | None = None,
    engine: "EngineGiven | None" = None,
) -> Answer:
    """Say who fits a case, ranked, with reasons; who is in doubt, and who is ruled out and why.

    `case` is an id, a path or what `load_case` or `case` gave; `data` a register by folder, file or
    id, or what `load_register` or `register_from_frames` gave. `engine` carries it out, and all
    that is asked after: `duckdb`, `spark` or a SparkSession (extra `spark`).
    """
    shelf = shelf or library()
    opened = load_case(case, data=data, as_of=as_of, shelf=shelf, engine=engine)
    found = import_module("narrow.api").run(opened, shelf=shelf)
    return Answer(found, opened, shelf)
