"""A stored register is asked as a loaded one is: on random registers and rules, and by the row."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from narrow.engines.duckdb import DuckDB
from narrow.engines.duckdb_file import Kept, Storing, codes_of, kept_in, sorted_by
from narrow.model.registers import Content, with_words
from narrow.questions.evaluation.reader import verdicts
from narrow.registers.loader import content_from_rows
from tests.oracle.evaluate import Verdicts, evaluate
from tests.oracle.strategies import Example, nested_bodies, single_pairs
from tests.records import REGISTER, content_of, on_record, row

_looking = settings(
    max_examples=max(1, int(os.environ.get("NARROW_EXAMPLES", "160")) // 16),
    deadline=None,
    database=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
        HealthCheck.function_scoped_fixture,
    ],
)


def stored(content: Content, path: Path) -> Content:
    path.unlink(missing_ok=True)
    kept = Kept("", content.sha256, content.persons, {}, codes_of(content.register))
    with Storing(path, content.register) as storing:
        for role, columns in content.tables.items():
            storing.take(role, columns)
        storing.finish(kept)
    register = replace(content.register, file=str(path), kept=kept_in(path))
    return Content(register, {}, content.sha256, content.persons, stored=True)


def computed(example: Example, path: Path) -> Mapping[str, Verdicts]:
    content = stored(content_from_rows(example.register, example.rows), path)
    with DuckDB() as engine:
        found = verdicts(example.case, content, engine)
    return {person: dict(columns) for person, columns in found.items()}


@_looking
@given(example=nested_bodies)
def test_bodies_inside_bodies(example: Example, tmp_path: Path) -> None:
    means = evaluate(example.case, example.register, example.rows)
    assert computed(example, tmp_path / "x.duckdb") == means


@_looking
@given(example=single_pairs)
def test_pairs_of_rows(example: Example, tmp_path: Path) -> None:
    means = evaluate(example.case, example.register, example.rows)
    assert computed(example, tmp_path / "x.duckdb") == means


def test_a_name_of_a_file_may_hold_a_quote(tmp_path: Path) -> None:
    content = stored(content_of({"p": on_record(row())}), tmp_path / "it's mine.duckdb")
    with DuckDB() as engine:
        engine.load(content)
        assert engine.texts("persons", "name") == {"p"}


def test_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    stored(content_of({"p": on_record(row())}), tmp_path / "x.duckdb")
    assert [path.name for path in tmp_path.iterdir()] == ["x.duckdb"]


def test_persons_lie_by_number_and_facts_by_code() -> None:
    assert sorted_by(REGISTER.persons) == ("person_no", "row_no")
    for table in REGISTER.tables.values():
        order = sorted_by(table)
        assert order[-2:] == ("person_no", "row_no")
        assert all(table.columns[name].vocabulary for name in order[:-2])


def test_words_are_stored_as_they_are_made_when_loaded() -> None:
    content = content_of({"p": on_record(row(title="Jefe, 4ª Zona"))})
    for role, columns in content.tables.items():
        whole = with_words(content.register.tables[role], columns)
        assert whole == {name: content.column(role, name) for name in whole}
