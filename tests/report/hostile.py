"""An answer whose every text is hostile: formulas, markup, scripts, escapes, turned directions."""

from dataclasses import replace
from typing import NamedTuple

from narrow import inquiry
from narrow.model.cases import Source
from narrow.model.evidence import Answer, Finding, Person

CASE = "wola-2018-former-commanders"


class Given(NamedTuple):
    """A text as it is given, and as it is shown."""

    given: str
    shown: str


EVIL = "<script>alert(1)</script>|`x`|[a](javascript:b) \u202emoc\x1b[31m https://a.example"
HOSTILE = [
    Given('=HYPERLINK("http://a.example","x")', '=HYPERLINK("http://a.example","x")'),
    Given("\t+1-2", "+1-2"),
    Given("@SUM(1)", "@SUM(1)"),
    Given(EVIL, EVIL.replace("\u202e", "�").replace("\x1b", "�")),
]
SOURCES = (
    Source("good", EVIL, "=1", url="https://good.example/a"),
    Source("bad", url="javascript:alert(1)"),
    Source("file", url="file:///etc/passwd"),
)


def hostile_answer() -> Answer:
    """Give the answer of a real case with four persons whose names and facts are hostile."""
    answer = inquiry.run(CASE)
    found = [f for f in answer.findings if f.status.word == "met"][: len(HOSTILE)]
    findings = [
        _hostile(f, at, text.given) for at, (f, text) in enumerate(zip(found, HOSTILE, strict=True))
    ]
    clues = (replace(answer.clues[0], quote=EVIL), *answer.clues[1:])
    return replace(answer, findings=tuple(findings), ruled_out=(), clues=clues)


def _hostile(finding: Finding, at: int, text: str) -> Finding:
    clues = {
        name: replace(
            clue,
            because=text,
            evidence=tuple(replace(e, says=text, sources=SOURCES) for e in clue.evidence),
        )
        for name, clue in finding.clues.items()
    }
    return replace(finding, person=Person(at, f"id-{at}", text), clues=clues)
