"""Is-a and order in a vocabulary, and that a circle of kinds comes to an end."""

import pytest

from narrow.model.registers import Term, Vocabulary


def vocabulary(*terms: tuple[str, ...], ordered: bool = False) -> Vocabulary:
    """Make a vocabulary of (code, broader code, ...)."""
    by_code = {code: Term(code, f"the {code}", tuple(broader)) for code, *broader in terms}
    return Vocabulary("v", "V", ordered, by_code)


BRANCHES = vocabulary(
    ("marines", "navy", "infantry"),
    ("military",),
    ("army", "military"),
    ("navy", "military"),
    ("infantry", "army"),
    ("police",),
)
RANKS = vocabulary(("major",), ("colonel",), ("general",), ordered=True)


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("military", ("marines", "military", "army", "navy", "infantry")),
        ("army", ("marines", "army", "infantry")),
        ("navy", ("marines", "navy")),
        ("marines", ("marines",)),
        ("police", ("police",)),
        ("nothing", ()),
    ],
)
def test_kinds_reach_all_the_way_down_in_file_order(code: str, kinds: tuple[str, ...]) -> None:
    assert BRANCHES.kinds_of(code) == kinds


def test_a_kind_is_never_what_it_is_a_kind_of() -> None:
    assert "military" not in BRANCHES.kinds_of("army")


def test_a_circle_of_kinds_comes_to_an_end() -> None:
    circle = vocabulary(("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"), ("e", "e"))
    assert circle.kinds_of("a") == ("a", "b", "c", "d")
    assert circle.kinds_of("e") == ("e",)


def test_a_long_chain_of_kinds_is_followed() -> None:
    chain = vocabulary(("c0",), *((f"c{n}", f"c{n - 1}") for n in range(1, 300)))
    assert len(chain.kinds_of("c0")) == 300
    assert chain.kinds_of("c299") == ("c299",)


@pytest.mark.parametrize(
    ("code", "upwards", "down"),
    [
        ("major", ("major", "colonel", "general"), ("major",)),
        ("colonel", ("colonel", "general"), ("major", "colonel")),
        ("general", ("general",), ("major", "colonel", "general")),
    ],
)
def test_at_least_and_at_most_include_the_bound(
    code: str, upwards: tuple[str, ...], down: tuple[str, ...]
) -> None:
    assert RANKS.at_least(code) == upwards
    assert RANKS.at_most(code) == down


def test_a_code_that_is_not_there_has_no_place_in_the_order() -> None:
    with pytest.raises(ValueError):
        RANKS.at_least("corporal")
    with pytest.raises(ValueError):
        RANKS.at_most("corporal")


def test_a_label_is_the_terms_or_the_code_itself() -> None:
    assert RANKS.label("major") == "the major"
    assert RANKS.label("corporal") == "corporal"
