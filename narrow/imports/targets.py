"""What a mapping may fill: the tables of an imported register, with the codes of each column."""

from collections.abc import Mapping

from narrow.imports.tables import SHAPES, Block, Shape
from narrow.model.mapping import ListMapping, Target, Targets
from narrow.model.vocabulary import Vocabulary

_OURS = ("person_id", "source_id", "left_over")
_FIXED = {
    "commands_unit": frozenset({"yes", "no", "unknown"}),
    "said_as": frozenset({"former", "current"}),
    "acting": frozenset({"yes", "no"}),
}
AS_GIVEN = "_as_given"


def targets(vocabularies: Mapping[str, Vocabulary]) -> Targets:
    """Give the tables and columns that a mapping may fill; ids and sources are made by narrow."""
    return {
        role: {
            name: _target(name, block, vocabularies)
            for name, block in shape.columns.items()
            if name not in _OURS and (name == "remarks_as_given" or not name.endswith(AS_GIVEN))
        }
        for role, shape in SHAPES.items()
        if role != "sources"
    }


def _target(name: str, block: Block, vocabularies: Mapping[str, Vocabulary]) -> Target:
    named = str(block.get("vocabulary", ""))
    known = vocabularies.get(named)
    codes = frozenset(known.terms) if known else _FIXED.get(name, frozenset())
    kind = "code" if named else str(block.get("kind", "text"))
    return Target(kind, block.get("values") in ("set", "rival"), named, codes)


def more_columns(mapping: ListMapping) -> Mapping[str, Shape]:
    """Give the columns that keep what the list itself says of every value that is converted."""
    found: dict[str, dict[str, Block]] = {}
    for sheet in mapping.sheets:
        for part in sheet.parts:
            for cell in part.cells:
                name = cell.target + AS_GIVEN
                if cell.converts and name not in SHAPES[part.table].columns:
                    found.setdefault(part.table, {})[name] = {}
    return {role: Shape(columns, {}) for role, columns in found.items()}
