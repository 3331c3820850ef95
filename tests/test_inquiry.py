"""One inquiry carries its case out once, whatever is asked of it, and in whatever form."""

from collections import Counter
from dataclasses import asdict

import pytest

from narrow import inquiry
from narrow.engines.duckdb import DuckDB
from narrow.errors import RequestError
from narrow.inquiry import Inquiry
from narrow.registers.opening import open_case
from narrow.report import forms
from tests.questions.desk import SOLDIER, Desk, post

CASE = "wola-2018-former-commanders"


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each table was kept, and each register loaded, in whatever engine."""
    counted: Counter[str] = Counter()
    keep, load = DuckDB.keep, DuckDB.load

    def counting_keep(self: DuckDB, name: str, query: object) -> None:
        counted[name] += 1
        keep(self, name, query)  # type: ignore[arg-type]

    def counting_load(self: DuckDB, *given: object) -> None:
        counted["load"] += 1
        load(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(DuckDB, "keep", counting_keep)
    monkeypatch.setattr(DuckDB, "load", counting_load)
    return counted


def test_whatever_is_asked_the_case_is_carried_out_once(kept: Counter[str]) -> None:
    with inquiry.open(CASE) as asked:
        answer = asked.run()
        asked.page(answer)
        forms.workbook(asked)
        answer.to("md"), answer.to("csv")
        asked.flip(), asked.next(), asked.misses(), asked.matrix(), asked.funnel()
        assert asked.run().findings is answer.findings
    assert kept["masks"] == kept["verdicts"] == kept["load"] == 1


def test_what_is_carried_out_within_it_leaves_its_tables_alone(kept: Counter[str]) -> None:
    """A tally by a field and an exposure carry out other cases on the same register."""
    with inquiry.open(CASE) as asked:
        before = asked.tally(by="gender"), asked.exposure(), asked.figures()
        assert kept["load"] == 1
        assert asdict(asked.misses()) == asdict(inquiry.misses(CASE))
        assert asked.run().counts == inquiry.run(CASE).counts
        assert asdict(asked.tally(by="gender")) == asdict(before[0])
        assert asdict(asked.figures()) == asdict(before[2])


@pytest.mark.parametrize("first", ["run", "misses", "matrix", "next", "flip"])
def test_the_order_of_questions_changes_no_answer(first: str) -> None:
    case = "meridian-harbour-memo"
    with inquiry.open(case) as asked:
        getattr(asked, first)()
        who = asked.run().findings[0].person.id
        told = asked.why(who)
        assert told.place and asdict(told.place) == asdict(inquiry.why(case, who).place)  # type: ignore[arg-type]
        assert asdict(asked.misses()) == asdict(inquiry.misses(case))
        assert asdict(asked.flip()) == asdict(inquiry.flip(case))


def test_an_exclusion_of_nobody_is_refused_before_anything_is_carried_out(
    desk: Desk, kept: Counter[str]
) -> None:
    desk.people("ana")
    desk.posts(post("ana"))
    case = desk.case(SOLDIER, more="exclude: [{person: anna, reason: dead, source: s}]\n")
    with pytest.raises(RequestError, match="did you mean 'ana'"):
        inquiry.run(case)
    assert kept["evidence"] == 0


def test_a_closed_inquiry_opens_again() -> None:
    asked = inquiry.open(CASE)
    counts = asked.run().counts
    asked.close()
    assert asked.funnel().counts == counts


def test_the_engine_is_given_back_when_nobody_holds_the_inquiry() -> None:
    asked = Inquiry(open_case(CASE))
    asked.run()
    engine = asked.evaluation.engine
    del asked
    assert isinstance(engine, DuckDB)
    with pytest.raises(Exception, match="onnection"):
        engine.run("SELECT 1")
