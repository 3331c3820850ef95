"""A session holds what was carried out: the kept tables are on its engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from narrow.compile.plan import Plan
from narrow.compile.query import Query, Value
from narrow.engines import Engine, Row


@dataclass(frozen=True, slots=True)
class Session:
    """A plan that has been carried out: its evidence and verdicts are kept on the engine."""

    plan: Plan
    engine: Engine
    statements: Mapping[str, Query]

    def fetch(self, name: str, **values: Value) -> Sequence[Row]:
        """Carry out one of the plan's statements by name."""
        return self.engine.fetch(self.statements[name].having(**values))

    def keep(self, table: str, name: str) -> None:
        """Carry out one of the plan's statements and keep its rows as a table."""
        self.engine.keep(table, self.statements[name])
