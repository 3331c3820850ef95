"""The number coding makes `min` an and, `max` an or, and the swap of the ends a not."""

from itertools import product

import pytest

from narrow.model.verdicts import Verdict, all_of

# Negation swaps the two ends and leaves both kinds of "not known" where they are.
NEGATED = {
    Verdict.MET: Verdict.NOT_MET,
    Verdict.NOT_MET: Verdict.MET,
    Verdict.IN_DOUBT: Verdict.IN_DOUBT,
    Verdict.NO_RECORD: Verdict.NO_RECORD,
}

# Kleene's strong tables, written out: and, or.
TABLES = [
    ("met", "met", "met", "met"),
    ("met", "not-known", "not-known", "met"),
    ("met", "not-met", "not-met", "met"),
    ("not-known", "met", "not-known", "met"),
    ("not-known", "not-known", "not-known", "not-known"),
    ("not-known", "not-met", "not-met", "not-known"),
    ("not-met", "met", "not-met", "met"),
    ("not-met", "not-known", "not-met", "not-known"),
    ("not-met", "not-met", "not-met", "not-met"),
]

PAIRS = list(product(Verdict, repeat=2))
TRIPLES = list(product(Verdict, repeat=3))


def of_word(word: str) -> list[Verdict]:
    return [verdict for verdict in Verdict if verdict.word == word]


def test_the_numbers_are_the_ones_that_the_statement_uses() -> None:
    assert {v.name: int(v) for v in Verdict} == {
        "NOT_MET": -1,
        "NO_RECORD": 0,
        "IN_DOUBT": 1,
        "MET": 2,
    }


@pytest.mark.parametrize(
    ("verdict", "word", "cause", "key"),
    [
        (Verdict.MET, "met", None, "met"),
        (Verdict.IN_DOUBT, "not-known", "in_doubt", "in_doubt"),
        (Verdict.NO_RECORD, "not-known", "no_record", "no_record"),
        (Verdict.NOT_MET, "not-met", None, "not_met"),
    ],
)
def test_a_verdict_has_a_word_a_cause_and_a_key(
    verdict: Verdict, word: str, cause: str | None, key: str
) -> None:
    assert (verdict.word, verdict.cause, verdict.key) == (word, cause, key)


@pytest.mark.parametrize(("one", "other", "both", "either"), TABLES)
def test_min_and_max_are_kleenes_and_and_or(one: str, other: str, both: str, either: str) -> None:
    for a, b in product(of_word(one), of_word(other)):
        assert min(a, b).word == both
        assert max(a, b).word == either


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_de_morgan_holds_for_the_words(a: Verdict, b: Verdict) -> None:
    assert NEGATED[min(a, b)].word == max(NEGATED[a], NEGATED[b]).word
    assert NEGATED[max(a, b)].word == min(NEGATED[a], NEGATED[b]).word


@pytest.mark.parametrize(("a", "b", "c"), TRIPLES)
def test_and_distributes_over_or(a: Verdict, b: Verdict, c: Verdict) -> None:
    assert min(a, max(b, c)) is max(min(a, b), min(a, c))


def test_what_may_be_met_stands_above_what_has_no_record() -> None:
    assert max(Verdict.NO_RECORD, Verdict.IN_DOUBT) is Verdict.IN_DOUBT
    assert min(Verdict.NO_RECORD, Verdict.IN_DOUBT) is Verdict.NO_RECORD


@pytest.mark.parametrize(("a", "b", "c"), TRIPLES)
def test_all_of_is_the_least(a: Verdict, b: Verdict, c: Verdict) -> None:
    found = all_of(v for v in (a, b, c))
    assert found is Verdict(min(int(a), int(b), int(c)))
    assert (found is Verdict.MET) == (a is b is c is Verdict.MET)


def test_all_of_nothing_is_met() -> None:
    assert all_of([]) is Verdict.MET
