"""What an engine cannot do, by what it would be asked for, and what to do instead."""

from collections.abc import Mapping

REFUSED: Mapping[str, Mapping[str, str]] = {
    "spark": {
        "names": "on Spark a person is found by id: comparing names would bring everybody's here",
        "backtest": "a back-test draws people from a whole register: ask it with DuckDB",
        "stored": "a .duckdb file is read by DuckDB alone; "
        "for Spark write it as Parquet: narrow export FILE --to parquet --into FOLDER",
    },
}
"""By engine. `names`: persons by name; `backtest`; `stored`: registers in a .duckdb file."""
