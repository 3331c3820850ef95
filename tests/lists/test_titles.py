"""Titles become posts: what is read, what is left, and how often the machine is right."""

import time

import pytest

from narrow.lists.titles import FIELDS, LONGEST, Hit, Lexicon, Post, Understood, understand
from narrow.rules.library import Library
from tests.lists import score


def read(text: str) -> Understood:
    return understand(text, score.lexicon())


def one(text: str) -> Post:
    (post,) = read(text).posts
    return post


def brief(text: str) -> list[str]:
    return [f"{p.sector}/{p.role}/{p.tense}" for p in read(text).posts]


# --- the hand and the machine -------------------------------------------------------------------

# What was measured, a little below. `first` was read while the words were written; `second` was
# coded when they were done, so it is the one that says how good they are on other titles.
FLOORS = {
    "first": dict.fromkeys(score.FIELDS, 0.98),
    "second": {"commands_unit": 0.90, "role": 0.95, "post": 0.97, "tense": 0.97}
    | dict.fromkeys(("sector", "branch", "echelon", score.YES), 0.99),
}
RECALL = {"first": 0.85, "second": 0.75}  # of posts, sectors and roles; the rest is in the README

here = pytest.mark.skipif(
    score.sdn() is None,
    reason="the titles are in ../shared/lists/ofac-2019-01-sdn.csv, which is not here",
)


@here
@pytest.mark.parametrize("name", FLOORS)
def test_what_is_said_is_right(name: str) -> None:
    for said, found in score.scores(name).items():
        for code, floor in FLOORS[name].items():
            assert found.precision(code) >= floor, f"{name}, {said}: {code}"


@here
@pytest.mark.parametrize("name", RECALL)
def test_most_of_what_stands_there_is_found(name: str) -> None:
    for said, found in score.scores(name).items():
        for code in ("post", "sector", "role"):
            assert found.recall(code) >= RECALL[name], f"{name}, {said}: {code}"


@here
@pytest.mark.parametrize(("name", "size"), [("first", 200), ("second", 100)])
def test_a_sample_holds_every_title_that_was_drawn(name: str, size: int) -> None:
    assert list(score.sample(name)) == score.drawn(name)
    assert len(score.sample(name)) == size


def test_the_codes_of_the_hand_and_of_the_words_are_codes_of_the_vocabularies() -> None:
    vocabularies = Library((score.RULES,), ()).vocabularies()
    for name in ("role", "sector", "branch", "echelon"):
        assert vocabularies[f"title-{name}"].terms.keys() <= vocabularies[name].terms.keys()
    for name in ("title-rank", "title-rank-alone"):
        assert vocabularies[name].terms.keys() <= vocabularies["officer-rank"].terms.keys()
    for name in ("role", "sector", "branch", "echelon"):
        for sample in ("first", "second"):
            given = {post[name] for posts in score.sample(sample).values() for post in posts}
            assert given - {""} <= vocabularies[name].terms.keys()


@pytest.mark.parametrize(
    ("text", "ranks"),
    [
        ("General; Director of Customs", ("general",)),
        ("Lieutenant General, Minister of Defense", ("lieutenant general",)),
        ("Colonel-General", ("colonel general",)),  # and no colonel
        ("Marshal; Vice Chairman of the Commission", ("marshal",)),
        ("Admiral of the Fleet, Commander of the Fleet", ("admiral of the fleet",)),
        ("Colonel; Secretary General of the Union", ("colonel",)),
        ("Inspector General of the Police", ()),
        ("Director of the General Bureau", ()),
        ("Army General", ("army general",)),
    ],
)
def test_a_title_never_becomes_a_lower_rank(text: str, ranks: tuple[str, ...]) -> None:
    assert read(text).ranks == ranks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Adviser at the Royal Court", ["executive/adviser/current"]),
        ("Judge of the Royal Court of Justice", ["judiciary/judge/current"]),
        (
            "President of the Tide Trading Corporation, of the Ministry of Energy",
            ["/president/current"],
        ),
        ("President of the Republic of Meridia", ["executive/president/current"]),
        ("Deputy (Cultural) Minister", ["executive/vice-minister/current"]),
        ("Deputy Prime Minister", ["executive/other/current"]),
        ("Designated for taking part in running a fund of the Minister", []),
    ],
)
def test_a_court_may_be_a_household_and_a_president_of_a_firm(text: str, found: list[str]) -> None:
    assert brief(text) == found


def test_the_ruler_counts_a_wrong_code_a_missing_post_and_one_too_many() -> None:
    right = dict.fromkeys(score.CODES, "x")
    wrong = right | {"role": "y"}
    found = score.score([([right, right], [wrong]), ([], [right])])
    assert (found.right["role"], found.given["role"], found.wanted["role"]) == (0, 2, 2)
    assert (found.right["sector"], found.given["sector"], found.wanted["sector"]) == (1, 2, 2)
    assert found.precision("post") == 0.5
    assert found.recall("branch") == 0.5


# --- splitting ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("Minister of Interior, Justice, and Peace", 1),
        ("Minister of Economy and Foreign Trade", 1),
        ("Minister of Trade; Senator", 2),
        ("Minister of Trade and Senator", 2),
        ("Chairman, Managing Director, Harbour Ltd", 2),
        ("Harbour Ltd, Managing Director", 1),
        ("President and Speaker of the House of Representatives", 1),
        ("Director (ports; roads, and bridges), Harbour Ltd", 1),
        ("Director (ports; Senator", 2),  # a bracket never closed holds nothing together
        ("Comandante de la Guardia Nacional y Ministro de Energía", 2),
        ("Minister of Trade\nSenator", 2),
    ],
)
def test_a_title_is_split_only_where_another_post_begins(text: str, posts: int) -> None:
    assert len(read(text).posts) == posts
    assert read(text).left == ()


def test_a_bare_post_has_the_body_of_the_next() -> None:
    assert brief("Chairman and Secretary of the Electoral Council") == [
        "electoral/president/current",
        "electoral/other/current",
    ]


# --- ranks, forms of address, kin ---------------------------------------------------------------


@pytest.mark.parametrize("text", ["Colonel", "General", "Haji or Mullah", "Lt. Col.", "", " ; ,"])
def test_a_rank_or_a_form_of_address_is_no_post_and_nothing_is_left(text: str) -> None:
    assert read(text).posts == read(text).left == ()


def test_a_rank_goes_with_the_post_beside_it() -> None:
    for text in (
        "Colonel, Commander of the 3rd Brigade, Army",
        "Colonel and Commander of the Army",
    ):
        post = one(text)
        assert (post.rank, post.role, post.branch) == ("colonel", "commander", "army")
    apart = read("Colonel; Director of Customs")
    assert apart.ranks == ("colonel",)
    assert [(p.role, p.rank) for p in apart.posts] == [("director", "")]


def test_a_rank_in_a_force_is_a_post() -> None:
    for text in ("Major General, Air Force", "Air Force Major General"):
        post = one(text)
        found = (post.sector, post.branch, post.role, post.commands_unit)
        assert found == ("military", "air-force", "officer", "unknown")
    assert one("Police Colonel").commands_unit == "no"
    assert read("Major General, Hero of the Harbour").left == (
        "Major General, Hero of the Harbour",
    )


def test_a_rank_word_is_not_taken_for_a_role() -> None:
    assert read("Mayor General").posts == ()
    assert one("Mayor of Harbour").role == "mayor"


@pytest.mark.parametrize(
    "text",
    [
        "Spouse of the President",
        "Wife of former Minister of Trade",
        "Minister's brother",
        "Office of the President",
        "Assistant to the Minister of Finance",
        "Loan officer",
    ],
)
def test_whoever_stands_beside_a_post_does_not_hold_it(text: str) -> None:
    assert read(text) == Understood(left=(text,))


# --- tense, acting, years -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tenses"),
    [
        ("Minister of Trade", ["current"]),
        ("former Minister of Trade", ["former"]),
        ("Minister of Trade (former)", ["former"]),
        ("Minister of Trade, former", ["former"]),
        ("Exministro de Finanzas", ["former"]),
        ("Ex-Minister of Trade", ["former"]),
        ("Minister for Former Miners", [""]),
        ("former Minister of Trade; Senator", ["former", "current"]),
        ("former Minister of Trade, Senator", ["former", ""]),  # may go with both
        ("former Minister of Trade, current Senator", ["former", "current"]),
        ("current or former Senator", [""]),
        ("Senator until 2012", [""]),
    ],
)
def test_a_tense_is_said_or_stays_blank(text: str, tenses: list[str]) -> None:
    assert [post.tense for post in read(text).posts] == tenses


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Senator since 2010", ("2010", "")),
        ("Senator (2008-2012)", ("2008", "2012")),
        ("Senator from 1 May 2008 to June 2012", ("2008", "2012")),
        ("Senador desde mayo de 2008 hasta 2012", ("2008", "2012")),
        ("Senator until May 2015", ("", "2015")),
        ("Senator since 2010, since 2012", ("", "")),
        ("Senator (2012-2008)", ("", "")),
        ("Senator for Harbour 2000", ("", "")),
        ("Senator since 20100", ("", "")),
        ("Senator since ٢٠١٠", ("", "")),
    ],
)
def test_years_are_read_where_they_are_stated(text: str, years: tuple[str, str]) -> None:
    assert (one(text).since, one(text).until) == years


def test_acting_and_alternate_keep_the_role_and_deputy_does_not() -> None:
    assert (one("Acting Minister of Trade").role, one("Acting Minister of Trade").acting) == (
        "minister",
        True,
    )
    assert one("Alternate Rector of the Electoral Council").role == "rector"
    assert one("Deputy Finance Director of Harbour Ltd").role == "other"
    assert one("Deputy Minister of Trade").role == "vice-minister"
    assert one("Deputy for Harbour, National Assembly").role == "legislator"


# --- sector, branch, command --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Commander of the 41st Brigade, Army", "military/army/commander/yes/brigade"),
        (
            "Comandante general de la Guardia Nacional",
            "military/national-guard/commander/yes/service",
        ),
        ("Commander of the Defense Forces", "military/joint/commander/yes/"),
        ("Commander of the Military Academy", "military//commander/unknown/"),
        ("Commander of personnel of the Navy", "military/navy/commander/unknown/"),
        ("Commander of the 41st Brigade", "//commander/unknown/"),
        ("Commander of the Taliban 2nd Brigade", "other//commander/unknown/brigade"),
        ("Commander of the Riot Police", "police//commander/no/"),
        ("Commander of the Army and Navy", "military//commander/yes/service"),
        ("Minister of Defence", "military/ministry-of-defence/minister/no/"),
        ("Minister of Police", "executive//minister/no/"),
        ("Head of Air Force Intelligence", "intelligence//director/unknown/"),
        ("Chief of the General Staff, Army", "military/army/chief-of-staff/unknown/"),
        ("Director of the Printing Division, Harbour Ltd", "//director/no/"),
        ("Governor of the Central Bank", "state-enterprise//other/no/"),
        ("Member of the Politburo", "party//board-member/no/"),
        ("Member of the Senate Committee on Trade", "legislature//legislator/no/"),
        ("Vice president", "//vice-president/no/"),
    ],
)
def test_a_code_is_said_by_a_word_or_blank(text: str, expected: str) -> None:
    post = one(text)
    codes = (post.sector, post.branch, post.role, post.commands_unit, post.echelon)
    assert "/".join(codes) == expected


def test_a_member_of_an_unknown_thing_is_left() -> None:
    assert read("Member of the Harbour Circle").left == ("Member of the Harbour Circle",)


# --- the lexicon --------------------------------------------------------------------------------


def test_the_longest_phrase_counts_and_only_whole_folded_words() -> None:
    lexicon = Lexicon.of({"role": {"a": ["chief"], "b": ["Chief of  STÁFF"]}})
    assert lexicon.find("role", ("chief", "of", "staff")) == (Hit("b", 0, 3),)
    assert lexicon.find("role", ("chiefs", "chief", "of")) == (Hit("a", 1, 2),)


def test_a_pattern_in_the_data_is_only_words() -> None:
    lexicon = Lexicon.of({"role": {"a": [".*", "(x+x+)+y", ""]}})
    assert understand("xxxxxxxxxxxxxxxxxxxxxxxxxxxx of .*", lexicon).posts == ()


def test_a_lexicon_without_words_leaves_everything() -> None:
    empty = Lexicon.of_vocabularies({})
    assert set(empty.phrases) == set(FIELDS)
    assert understand("Minister of Trade; Senator", empty).left == ("Minister of Trade", "Senator")


# --- hostile text -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "\x00\x01\x1b Minister\x07 of\u202e Trade",
        "Mínïstér of Trade",
        "ＭＩＮＩＳＴＥＲ of Trade",
    ],
)
def test_control_characters_and_odd_letters_do_not_hide_a_word(text: str) -> None:
    assert brief(text) == ["executive/minister/current"]


@pytest.mark.parametrize(
    "text", ["Министр обороны", "وزير الدفاع", "国防部长", "Μinister", "İ & İ"]
)
def test_another_script_is_left_as_it_stands(text: str) -> None:
    found = read(text)
    assert found.posts == ()
    assert "".join(found.left).replace(" ", "") == text.replace(" ", "")


def test_ten_megabytes_are_left_unread() -> None:
    text = "Minister; " * 1_000_000
    started = time.perf_counter()
    assert read(text).left == (text,)
    assert time.perf_counter() - started < 0.1
    assert read("x" * LONGEST).left == ("x" * LONGEST,)


@pytest.mark.parametrize(
    "part", ["Minister and ", "and ", "(", ");", ",", "deputy ", "former ", "Colonel & ", "y Juez "]
)
def test_no_repetition_takes_long(part: str) -> None:
    started = time.perf_counter()
    read((part * LONGEST)[:LONGEST])
    assert time.perf_counter() - started < 3


def test_the_same_text_gives_the_same_posts() -> None:
    text = "Colonel in the Army; General of Brigade, Rear Admiral, Chief of Police and Mayor"
    assert (
        len(
            {
                repr(
                    understand(
                        text, Lexicon.of_vocabularies(Library((score.RULES,), ()).vocabularies())
                    )
                )
                for _ in range(3)
            }
        )
        == 1
    )
