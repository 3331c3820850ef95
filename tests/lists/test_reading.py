"""Dates, remarks and rows as lists write them; whatever comes in, no fault but a told one."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narrow.errors import NarrowError
from narrow.lists.import_log import MOST_REFUSALS, MOST_VALUES, Intake
from narrow.lists.ofac.person import in_order, read_remarks
from narrow.lists.persons import edtf
from narrow.lists.readers.csv_rows import rows
from narrow.lists.readers.xml_records import records
from narrow.model.dates import parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31 Jan 1939", "1939-01-31"),
        ("1 Sept 1939", "1939-09-01"),
        ("Jan 1939", "1939-01"),
        ("Nov. 1973", "1973-11"),
        ("Novemb 1973", "1973-11"),
        ("Decade 1960", ""),
        ("12 Marxist 1960", ""),
        ("Mayor 1960", ""),
        ("1939", "1939"),
        ("circa 1939", "1939~"),
        ("circa 09 Apr 1939", "1939-04-09~"),
        ("1958 to 1963", "1958/1963"),
        ("01 Jan 1958 to 31 Dec 1963", "1958-01-01/1963-12-31"),
        ("circa 1965-1970", "1965~/1970~"),
        ("1963 to 1958", ""),
        ("29 Feb 1939", ""),
        ("31 Foo 1939", ""),
        ("01/02/1939", ""),
        ("0999", ""),
        ("", ""),
    ],
)
def test_written_dates_become_edtf_or_nothing(text: str, expected: str) -> None:
    assert edtf(text) == expected


@given(st.text(max_size=40))
def test_a_date_that_is_given_can_be_read(text: str) -> None:
    parse(edtf(text))


def test_clauses_that_are_not_understood_are_left_over() -> None:
    told = read_remarks(
        "POB Paris, France; alt. POB Rome, Italy; nationality Iran; alt. Passport A-1 (Iran) "
        "expires 01 Jan 2020; Passport lost; wife of John Doe; born under a bad sign."
    )
    assert told.places == ["Paris, France", "Rome, Italy"]
    assert [(p.kind, p.number, p.country) for p in told.papers] == [("Passport", "A-1", "Iran")]
    assert told.linked == [("wife", "John Doe")]
    assert told.left == ["Passport lost", "born under a bad sign"]


def test_the_title_said_again_is_not_left_over() -> None:
    assert read_remarks("Chief; Deputy.", "chief; deputy").left == []


def test_a_name_is_turned_round_where_it_has_one_comma() -> None:
    assert in_order("DOE, John") == "John DOE"
    assert in_order("DOE, John, Jr.") == "John DOE Jr."
    assert in_order("DOE, John, Esquire of X") == "DOE, John, Esquire of X"
    assert in_order("DOE,") == "DOE,"


def test_complaints_are_capped_and_counted() -> None:
    intake = Intake()
    for number in range(MOST_VALUES + 5):
        intake.not_understood("c", str(number))
        intake.refuse(Path("f"), number, "r")
    found = intake.report("f", "t", "i", {})
    assert (found.unread_total, len(found.unread)) == (MOST_VALUES + 5, MOST_VALUES)
    assert (found.refused, len(found.refusals)) == (MOST_VALUES + 5, MOST_REFUSALS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.binary(max_size=200) | st.text('",\n\r\0x1', max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(tmp_path: Path, given: bytes) -> None:
    path = tmp_path / "f"
    path.write_bytes(given)
    intake = Intake()
    taken = list(rows(path, 2, intake))
    assert intake.read["f"] == len(taken) + intake.refused
    with contextlib.suppress(NarrowError):
        list(records(path, frozenset({"a"}), intake))
