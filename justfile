# What a contributor types; `just` alone lists it. Every recipe also runs by hand as it stands here.
python := ".venv/bin/python"

_list:
    @just --list --unsorted

# make the environment that everything below uses
setup:
    python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]'

# the fast tests: no browser, no Spark, no process of its own; a minute on two cores
test *ARGS:
    {{python}} -m pytest -m "not slow" --spark none {{ARGS}}

# every test, one in twenty-four of those on Spark
test-all *ARGS:
    {{python}} -m pytest {{ARGS}}

# what must hold of the code without running it
lint:
    .venv/bin/ruff check .
    .venv/bin/ruff format --check .
    .venv/bin/mypy

# the pages under docs/ and the README, every block run and compared
docs:
    {{python}} -m pytest tests/test_readme.py

# the pages as a site, in site/; a link that leads nowhere stops it
site:
    {{python}} docs/pictures/make.py
    .venv/bin/pip install -q -e '.[docs]' && .venv/bin/mkdocs build --strict

# goals of speed, printed as held or missed
bench *ARGS:
    {{python}} -m tests.benchmarks {{ARGS}}
