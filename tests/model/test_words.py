"""Folding: case, accents and punctuation go, whole words stay."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrow.model.words import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Comandante, 41ª Brigada", " comandante 41a brigada "),
        ("  Jefe   del\tEstado\nMayor ", " jefe del estado mayor "),
        ("EJÉRCITO", " ejercito "),
        ("eje\u0301rcito", " ejercito "),
        ("Ministro-Consejero", " ministro consejero "),
        ("snake_case", " snake case "),
        ("O'Brien (ret.)", " o brien ret "),
        ("Straße", " strasse "),
        ("ﬁnance", " finance "),
        ("Ño", " no "),
        ("командир", " командир "),
        ("Ａｒｍｙ", " army "),
        ("2010", " 2010 "),
        ("", ""),
        ("  ", ""),
        ("--- !", ""),
    ],
)
def test_a_text_becomes_its_folded_words(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("phrase", "text", "stands"),
    [
        ("brigada", "41ª Brigada de Infantería", True),
        ("infanteria", "Brigada de INFANTERÍA", True),
        ("de infantería", "Brigada de Infantería", True),
        ("brigad", "Brigada", False),
        ("rigada", "Brigada", False),
        ("brigada infantería", "Brigada de Infantería", False),
    ],
)
def test_a_phrase_stands_in_a_text_only_as_whole_words(
    phrase: str, text: str, stands: bool
) -> None:
    assert (fold(phrase) in fold(text)) is stands


@pytest.mark.parametrize("word", ["हिन्दी", "မြန်မာ"])
def test_a_word_with_vowel_signs_stays_one_word(word: str) -> None:
    assert len(fold(word).split()) == 1


@given(st.text(max_size=40))
@settings(deadline=None)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
@settings(deadline=None)
def test_words_stand_in_every_text_around_them(before: str, words: str, after: str) -> None:
    assert fold(words) in fold(f"{before} {words} {after}")


@given(st.text(max_size=40))
@settings(deadline=None)
def test_no_word_is_empty_and_no_space_is_doubled(text: str) -> None:
    found = fold(text)
    assert found == "" or found == f" {' '.join(found.split())} "
