"""Counts by pattern: the funnel, every combination of readings, what each kind of clue does."""

from itertools import pairwise, product

import pytest

from narrow.model.evidence import Answer, Counts
from narrow.model.verdicts import Verdict
from tests.questions.desk import CHIEF, SOLDIER, Desk, of, person, post, statuses

KINDS = ("met", "in_doubt", "no_record", "not_met")
BORN = {"met": "1950", "in_doubt": "1950;1970", "no_record": "", "not_met": "1970"}
OLD = "{id: old, quote: old, source: s, person: {born: {before: '1960'}}}"
READINGS = """\
readings:
  strict: {some: posts, where: {sector: military, role: chief, tense: former}}
  middle: {some: posts, where: {sector: military, role: chief}}
  broad: {some: posts, where: {sector: military}}
"""
BY_RULE = "{id: soldier, quote: q, source: s, rule: x}"


def everyone(desk: Desk) -> None:
    """Put one person on the desk for every pair of verdicts on `soldier` and `old`."""
    people, posts = [], []
    for soldier, old in product(KINDS, KINDS):
        key = f"{soldier}-{old}"
        background = "" if soldier == "no_record" else "yes"
        people.append(person(key, background=background, born=BORN[old]))
        if soldier in ("met", "in_doubt"):
            posts.append(post(key, sector="military" if soldier == "met" else ""))
    desk.people(*people)
    desk.posts(*posts)


def numbers(counts: Counts) -> tuple[int, int, int, int]:
    return counts.met, counts.in_doubt, counts.no_record, counts.not_met


def test_a_list_holds_who_meets_all_clues_and_flags_the_not_known(desk: Desk) -> None:
    everyone(desk)
    found = statuses(desk.run(SOLDIER, OLD))
    for pair in product(KINDS, KINDS):
        worse = max(pair, key=KINDS.index)
        assert found["-".join(pair)] == worse, pair


def test_each_step_of_the_funnel_speaks_of_those_left_before_it(desk: Desk) -> None:
    everyone(desk)
    answer = desk.run(SOLDIER, OLD)
    first, second = answer.steps
    assert [first.clue, second.clue] == ["soldier", "old"]
    assert numbers(first.counts) == (4, 4, 4, 4)
    assert first.counts.total == answer.population == 16
    assert second.counts.total == first.left == 12
    assert numbers(second.counts) == (1, 3, 5, 3)
    assert second.left == answer.counts.high == 9
    assert numbers(answer.counts) == (1, 3, 5, 7)


def test_the_order_of_clues_moves_the_steps_and_not_the_end(desk: Desk) -> None:
    everyone(desk)
    one, other = desk.run(SOLDIER, OLD), desk.run(OLD, SOLDIER)
    assert [s.clue for s in other.steps] == ["old", "soldier"]
    assert numbers(one.counts) == numbers(other.counts)
    assert statuses(one) == statuses(other)


def test_a_clue_counts_over_the_whole_population_whatever_came_before_it(desk: Desk) -> None:
    everyone(desk)
    counts = {c.id: numbers(c.counts["stated"]) for c in desk.run(SOLDIER, OLD).clues}
    assert counts == {"soldier": (4, 4, 4, 4), "old": (4, 4, 4, 4)}


def strictly(clue: str) -> str:
    return clue.replace("source: s", "source: s, role: required-strictly")


def test_a_clue_required_strictly_drops_the_not_known(desk: Desk) -> None:
    everyone(desk)
    answer = desk.run(strictly(SOLDIER), OLD)
    first, second = answer.steps
    assert numbers(first.counts) == (4, 0, 0, 12)
    assert numbers(second.counts) == (1, 1, 1, 1)
    found = statuses(answer)
    assert {who for who, status in found.items() if status != "not_met"} == {
        "met-met",
        "met-in_doubt",
        "met-no_record",
    }
    assert found["in_doubt-met"] == found["no_record-met"] == "not_met"


def test_the_clue_itself_stays_not_known_where_it_drops_somebody(desk: Desk) -> None:
    everyone(desk)
    answer = desk.run(strictly(SOLDIER), OLD)
    (soldier, _) = answer.clues
    assert numbers(soldier.counts["stated"]) == (4, 4, 4, 4)
    out = {r.person.id: r.clue for r in answer.ruled_out}
    assert out["in_doubt-met"] == "soldier"


def test_a_supporting_clue_informs_and_takes_nobody_off(desk: Desk) -> None:
    everyone(desk)
    aside = OLD.replace("source: s", "source: s, role: supporting")
    answer = desk.run(SOLDIER, aside)
    assert [s.clue for s in answer.steps] == ["soldier"]
    assert numbers(answer.counts) == (4, 4, 4, 4)
    assert all(set(c.readings) == {"soldier"} for c in answer.combinations)
    assert of(answer, "met-not_met").clues["old"].verdict is Verdict.NOT_MET


def chiefs(desk: Desk) -> Answer:
    """Run a clue of three readings over four people, who reach one reading more each."""
    desk.people("none", "broad", "middle", "strict")
    desk.posts(
        post("broad", role="clerk"),
        post("middle", role="chief", end=".."),
        post("strict", role="chief"),
    )
    desk.attribute(READINGS)
    return desk.run(BY_RULE, OLD.replace("source: s", "source: s, role: supporting"))


def test_narrower_readings_count_as_well(desk: Desk) -> None:
    answer = chiefs(desk)
    assert statuses(answer) == {
        "strict": "met",
        "middle": "met",
        "broad": "met",
        "none": "not_met",
    }
    (clue, _) = answer.clues
    assert {name: c.met for name, c in clue.counts.items()} == {
        "strict": 1,
        "middle": 2,
        "broad": 3,
    }


def test_what_lies_beyond_the_deciding_reading_is_shown_and_does_not_count(desk: Desk) -> None:
    chiefs(desk)
    answer = desk.run(BY_RULE.replace("rule: x", "rule: x, reading: middle"))
    assert statuses(answer)["broad"] == "not_met"
    (clue,) = answer.clues
    assert clue.deciding == "middle"
    assert clue.counts["broad"].met == 3
    assert answer.counts.met == 2


def test_every_choice_of_readings_is_counted_narrowest_first(desk: Desk) -> None:
    chiefs(desk)
    second = CHIEF.replace("some: posts, where: {role: chief}", "rule: x").replace("chief", "again")
    answer = desk.run(BY_RULE, second)
    names = ["strict", "middle", "broad"]
    assert [tuple(c.readings.values()) for c in answer.combinations] == list(product(names, names))
    found = {tuple(c.readings.values()): c.counts.met for c in answer.combinations}
    assert found["strict", "broad"] == found["broad", "strict"] == 1
    assert found["middle", "broad"] == 2
    assert found["broad", "broad"] == answer.counts.met == 3


def test_a_looser_combination_never_has_fewer(desk: Desk) -> None:
    answer = chiefs(desk)
    for narrow_, broad in pairwise(answer.combinations):
        assert narrow_.counts.low <= broad.counts.low
        assert narrow_.counts.high <= broad.counts.high
        assert narrow_.counts.total == broad.counts.total == answer.population


POPULATION = "population: {says: men, person: {gender: male}}\n"


def test_only_the_population_is_counted(desk: Desk) -> None:
    desk.people(person("man", gender="male"), person("woman", gender="female"), "blank")
    desk.posts(*map(post, ("man", "woman", "blank")))
    answer = desk.run(SOLDIER, more=POPULATION)
    assert (answer.population, answer.population_uncertain) == (2, 1)
    assert statuses(answer) == {"man": "met", "blank": "no_record"}
    assert answer.about.persons == 3


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [(Counts(3, 0, 0, 9), 3, 3), (Counts(3, 2, 1, 9), 3, 6), (Counts(0, 0, 0, 4), 0, 0)],
)
def test_a_count_is_a_range_of_the_met_and_the_not_known(
    counts: Counts, low: int, high: int
) -> None:
    assert (counts.low, counts.high) == (low, high)
    assert counts.total == sum(numbers(counts))
