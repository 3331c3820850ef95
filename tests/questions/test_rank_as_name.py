"""A rank on the list is a name for `why`, where one person has it."""

import narrow
from narrow import inquiry
from tests.conftest import Told
from tests.questions.desk import SOLDIER, Desk, person, post


def test_a_rank_on_the_list_is_a_name(desk: Desk, told: Told) -> None:
    desk.people(*map(person, ("ana", "bea", "cleo", "7")))
    blank = [post(one, sector="") for one in ("bea", "cleo")]
    desk.posts(post("ana"), *blank, post("7", sector="civil"))
    name = desk.case(SOLDIER)
    ranks = {f.person.id: f.rank for f in inquiry.run(name).findings}
    shared = ranks["bea"]
    assert (ranks["ana"], shared, ranks["cleo"]) == (1, 2, 2)
    assert narrow.why(name, str(ranks["ana"])).person.id == "ana"
    assert narrow.why(name, "7").person.id == "7"  # an id comes before a rank
    ended = told("why", name, str(shared))
    assert ended.code == 2
    assert f"2 share rank {shared}; name one by id:" in ended.err
    assert "bea" in ended.err
    ended = told("why", name, "99")
    assert (ended.code, "called '99' or at that rank" in ended.err) == (2, True)
