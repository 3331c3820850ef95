"""Folding: case, accents and punctuation go, whole words stay."""

import hashlib
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrow.model.words import FOLDING, clean, fold


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
        ("Com\u00admander, Com\u200bmander", " commander commander "),
        ("\ufeffAdmiral\u00a0of\u2060 the\u202e fleet", " admiral of the fleet "),
        ("Łukasz Ørsted", " lukasz orsted "),
        ("Kılıç, İstanbul", " kilic istanbul "),
        ("Đặng ħ ŧ", " dang h t "),
        ("Ægir œuvre Þór Guðni", " aegir oeuvre thor gudni "),
        ("Қазақ Ґонта", " казак гонта "),
        ("Oʻzbek Mo’min Mo'min", " o zbek mo min mo min "),
        ("ال\u0640\u0640لواء", " اللواء "),
        ("علي علی", " علي علي "),
        ("国防部司令官", " 国 防 部 司 令 官 "),
        ("第41旅ABC部队", " 第 41 旅 abc 部 队 "),
        ("한국 군대", fold("한국") + fold("군대").strip() + " "),
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
        ("司令官", "国防部司令官", True),
        ("司令 官", "国防部司令官", True),
        ("令司", "国防部司令官", False),
        ("ทหาร", "ผู้บัญชาการทหาร", True),
        ("ຜູ້", "ຫົວໜ້າຜູ້", True),
        ("ガ", "データガ", True),
        ("カ", "データガ", False),
        ("ｶﾞ", "データガ", True),
        ("41", "第41旅", True),
        ("4", "第41旅", False),
    ],
)
def test_a_phrase_stands_in_a_text_only_as_whole_words(
    phrase: str, text: str, stands: bool
) -> None:
    assert (fold(phrase) in fold(text)) is stands


def test_a_word_with_vowel_signs_stays_one_word() -> None:
    assert len(fold("हिन्दी").split()) == 1


def test_a_vowel_sign_stays_with_its_letter_where_no_blanks_stand() -> None:
    assert fold("မြန်မာ").split() == ["မြ", "န်", "မာ"]
    assert fold("มา") not in fold("มี")


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("yes ", "yes"),
        (" unknown\u00a0", "unknown"),
        ("\u200b", ""),
        ("\ufeffyes", "yes"),
        ("y\u00ades\u202c", "yes"),
        ("e\u0301", "é"),
        ("Army\tcorps", "Army corps"),
        ("\u2800\u3164", ""),
        ("Łódź", "Łódź"),
        ("-", "-"),
    ],
)
def test_a_code_is_cleaned_to_what_the_eye_sees(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_every_invisible_character_of_unicode_is_known() -> None:
    all_ = (chr(c) for c in range(sys.maxunicode + 1))
    assert not [
        hex(ord(c)) for c in all_ if unicodedata.category(c) == "Cf" and clean(f"a{c}b") != "ab"
    ]


def test_every_character_is_folded_once_and_for_all() -> None:
    chars = (chr(c) for c in range(sys.maxunicode + 1) if not 0xD800 <= c < 0xE000)
    assert not [hex(ord(c)) for c in chars if fold(fold(c)) != fold(c)]


def test_whoever_changes_the_folding_says_so_to_what_is_stored() -> None:
    said = "Łukasz, 41ª Brigada; 国防部司令官 ผู้บัญชาการทหาร Қазақ Mo’min Com\u00admander"
    digest = hashlib.sha256(fold(said).encode()).hexdigest()[:8]
    assert (FOLDING, digest) == ("2", "b0f5dd6a"), "raise FOLDING, and only then change this line"


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
