"""A query takes further values and stays as it is itself."""

from narrow.compile.query import Query


def test_having_adds_values_to_a_copy() -> None:
    query = Query("SELECT $a, $b", {"a": 1})
    assert query.having(b="x") == Query("SELECT $a, $b", {"a": 1, "b": "x"})
    assert query.values == {"a": 1}


def test_having_replaces_a_value() -> None:
    assert Query("SELECT $a", {"a": 1}).having(a=2).values == {"a": 2}
