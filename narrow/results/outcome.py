"""An answer is read back from its JSON form, as far as two answers are compared by it."""

from narrow.model.admiralty import Grade
from narrow.model.case import Source
from narrow.model.difference import Outcome
from narrow.model.finding import (
    About,
    ClueFinding,
    Counts,
    Evidence,
    Finding,
    Person,
    RuledOut,
)
from narrow.model.verdict import Verdict
from narrow.results.shape import Part


def outcome(answer: Part) -> Outcome:
    """Read an answer; raises RequestError where it is not as narrow writes it."""
    findings = {_person(part).id: part for part in answer.each("findings")}
    out = {_person(part).id: part for part in answer.each("ruled_out")}
    return Outcome(
        about=_about(answer),
        population=answer.whole("population"),
        counts=_counts(answer.at("counts")),
        findings={key: _finding(part) for key, part in findings.items()},
        ruled_out={key: _ruled_out(part) for key, part in out.items()},
        stands={key: part.data for key, part in {**out, **findings}.items()},
        data=answer.data,
    )


def _about(answer: Part) -> About:
    case, register = answer.at("case"), answer.at("register")
    return About(
        case=case.text("id"),
        title=case.text("title"),
        as_of=case.text("as_of"),
        subject=case.text("subject"),
        purpose="",
        register=register.text("id"),
        register_title="",
        sha256=register.text("sha256"),
        persons=register.whole("persons"),
        population_says=answer.text("population_says"),
    )


def _counts(given: Part) -> Counts:
    return Counts(**{verdict.key: given.whole(verdict.key) for verdict in Verdict})


def _finding(given: Part) -> Finding:
    return Finding(
        rank=given.whole("rank"),
        person=_person(given),
        status=_by_key(given, "status"),
        clues={name: _clue(name, part) for name, part in given.named("clues").items()},
        grade=_grade(given),
        sources=given.whole("sources"),
    )


def _clue(name: str, given: Part) -> ClueFinding:
    said = given.text("verdict"), given.text_or_none("cause")
    verdict = next((verdict for verdict in Verdict if (verdict.word, verdict.cause) == said), None)
    if verdict is None:
        raise given.at("verdict").wrong("is no verdict")
    return ClueFinding(
        clue=name,
        verdict=verdict,
        reading=given.text("reading"),
        because=given.text("because"),
        evidence=tuple(_evidence(part) for part in given.each("evidence")),
        by_reading={key: _by_key(given.at("readings"), key) for key in given.named("readings")},
    )


def _evidence(given: Part, *, second: bool = False) -> Evidence:
    """Read a row, and the row beside it; that one has none beside it."""
    first = given.maybe("source")
    beside = None if second else given.maybe("with")
    doubts = given.texts("doubts")
    sources = [*([first] if first else []), *given.each("also")]
    return Evidence(
        table=given.text("table"),
        row=given.whole("row"),
        says=given.text("says"),
        verdict=Verdict.IN_DOUBT if doubts else Verdict.MET,
        doubts=doubts,
        sources=tuple(_source(part) for part in sources),
        grade=_grade(given),
        with_row=_evidence(beside, second=True) if beside else None,
    )


def _ruled_out(given: Part) -> RuledOut:
    source = given.maybe("source")
    return RuledOut(
        person=_person(given),
        clue=given.text_or_none("clue") or "",
        because=given.text("because"),
        source=_source(source) if source else None,
        would_rank=None if given.maybe("would_rank") is None else given.whole("would_rank"),
    )


def _person(given: Part) -> Person:
    person = given.at("person")
    return Person(0, person.text("id"), person.text("name"))


def _source(given: Part) -> Source:
    fields = ("id", "title", "publisher", "published", "url")
    return Source(**{name: given.text(name) for name in fields}, grade=_grade(given))


def _grade(given: Part) -> Grade | None:
    code = given.text_or_none("grade")
    try:
        return Grade(code) if code else None
    except ValueError as error:
        raise given.at("grade").wrong(str(error)) from None


def _by_key(given: Part, key: str) -> Verdict:
    said = given.text(key)
    verdict = next((verdict for verdict in Verdict if verdict.key == said), None)
    if verdict is None:
        raise given.at(key).wrong("is no verdict")
    return verdict
