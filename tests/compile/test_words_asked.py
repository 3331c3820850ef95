"""`text:` finds what the eye reads: in every script, whatever nobody sees stands between letters."""

import pytest

from narrow.model.verdicts import Verdict
from tests.records import COMPLETE, on_record, row, verdict_of


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("commander", "Com\u00admander of the fleet"),
        ("commander", "Com\u200bmander of the fleet"),
        ("com\u2060mander", "Commander of the fleet"),
        ("commander of", "Commander\u00a0of the fleet"),
        ("Lukasz", "Łukasz Ørsted, minister"),
        ("Orsted", "Łukasz Ørsted, minister"),
        ("Ørsted", "Lukasz Orsted"),
        ("Kilic", "Kılıç, minister"),
        ("司令官", "国防部司令官"),
        ("部長", "内務部長 (2010)"),
        ("ทหาร", "ผู้บัญชาการทหาร"),
        ("ທະຫານ", "ຜູ້ບັນຊາການທະຫານ"),
        ("មេបញ្ជាការ", "អគ្គមេបញ្ជាការ"),
        ("စစ်ဦးစီးချုပ်", "တပ်မတော်ကာကွယ်ရေးဦးစီးချုပ်၊စစ်ဦးစီးချုပ်"),
    ],
)
def test_the_words_that_the_eye_reads_are_found(words: str, title: str) -> None:
    body = f"some: posts\nwhere: {{title: {{text: '{words}'}}}}"
    assert verdict_of(body, on_record(posts=[row(title=title)]), register=COMPLETE) is Verdict.MET


@pytest.mark.parametrize(
    ("words", "title"),
    [("command", "Com\u00admander"), ("官令", "国防部司令官"), ("Lukas", "Łukasz")],
)
def test_other_words_are_not(words: str, title: str) -> None:
    body = f"some: posts\nwhere: {{title: {{text: '{words}'}}}}"
    assert (
        verdict_of(body, on_record(posts=[row(title=title)]), register=COMPLETE) is Verdict.NOT_MET
    )
