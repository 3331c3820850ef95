"""Answers as plain data for machines: a documented, versioned form, checked against its schema."""

from collections.abc import Sequence
from typing import Any

from narrow.model.cases import Source
from narrow.model.evidence import (
    About,
    Advice,
    Answer,
    ClueFinding,
    ClueSummary,
    Counts,
    Evidence,
    Finding,
    Person,
    RuledOut,
)
from narrow.model.inquiry import Compared, Group, Listed, ReadingWhy, Tally, Why
from narrow.model.verdicts import Verdict
from narrow.views import lock_json, weights_json

ANSWER = "narrow/answer/1"
TALLY = "narrow/tally/1"
WHY = "narrow/why/1"
FIGURES = "narrow/figures/1"

Json = dict[str, Any]


def answer(given: Answer, *, everyone: bool = False) -> Json:
    """Give a run as data; without `everyone`, findings hold those met or in doubt."""
    shown = [f for f in given.findings if everyone or f.status >= Verdict.IN_DOUBT]
    return {
        "schema": ANSWER,
        **_about(given.about),
        "population": given.population,
        "population_uncertain": given.population_uncertain,
        "counts": _counts(given.counts),
        "clues": [_summary(c) for c in given.clues],
        "funnel": _steps(given),
        "combinations": [
            {
                "readings": dict(c.readings),
                **_counts(c.counts),
                "low": c.counts.low,
                "high": c.counts.high,
            }
            for c in given.combinations
        ],
        "findings": [_finding(f) for f in shown],
        "ruled_out": [_ruled_out(r) for r in given.ruled_out],
        "ruled_out_total": given.ruled_out_total,
        "masked": [
            {"person": _person(m.person), "table": m.table, "row": m.row, "says": m.says}
            for m in given.masked
        ],
        "masked_total": given.masked_total,
        "not_used": [{"quote": u.quote, "why": u.why} for u in given.not_used],
        "care": given.care,
        "weighing": weights_json.weighing(given.weighing),
        "lock": lock_json.lock(given.lock),
        "advice": advice(given.advice),
    }


def advice(given: Sequence[Advice]) -> list[Json]:
    """Give what may be misspelt in the clues as data."""
    return [{"code": a.code, "clue": a.clue, "message": a.message} for a in given]


def _summary(clue: ClueSummary) -> Json:
    return {
        "id": clue.id,
        "role": clue.role,
        "quote": clue.quote,
        "source": _source(clue.source),
        "deciding": clue.deciding,
        "readings": [{"name": name, "says": says} for name, says in clue.readings.items()],
        "counts": {name: _counts(counts) for name, counts in clue.counts.items()},
    }


def tally(given: Tally) -> Json:
    """Give a tally as data; shares lie between 0 and 1."""
    return {
        "schema": TALLY,
        **_about(given.about),
        "by": given.by,
        "clue": given.clue,
        "reading": given.reading,
        "says": given.says,
        "groups": [_group(g) for g in given.groups if not g.total],
        "all": next(_group(g) for g in given.groups if g.total),
        "care": given.care,
        "advice": advice(given.advice),
    }


def why(given: Why) -> Json:
    """Give the reasons for one person as data."""
    return {
        "schema": WHY,
        **_about(given.about),
        "person": {**_person(given.person), "aliases": list(given.person.aliases)},
        "status": given.status.key,
        "in_population": given.in_population.key,
        "stopped_by": given.stopped_by,
        "excluded": _ruled_out(given.excluded) if given.excluded else None,
        "list": {"met": given.fits, "in_doubt": given.in_doubt, "no_record": given.no_record},
        "clues": [
            {
                "id": c.clue,
                "quote": c.quote,
                "role": c.role,
                "source": _source(c.source),
                **_verdict(c.verdict),
                "readings": [_reading_why(r) for r in c.readings],
            }
            for c in given.clues
        ],
        "care": given.care,
        "place": weights_json.place(given.place),
        "weighing": weights_json.weighing(given.weighing),
        "lock": lock_json.lock(given.lock),
    }


def _reading_why(given: ReadingWhy) -> Json:
    near = given.nearest
    return {
        "name": given.name,
        "says": given.says,
        "counts": given.decides,
        **_verdict(given.verdict),
        "because": given.because,
        "would_change": given.would_change,
        "evidence": [_evidence(e) for e in given.evidence],
        "nearest": {
            "table": near.table,
            "row": near.row,
            "says": near.says,
            "conditions": [{"says": said, **_verdict(v)} for said, v in near.conditions],
        }
        if near
        else None,
    }


def figures(given: Sequence[tuple[str, Compared]]) -> Json:
    """Give published figures beside ours as data."""
    return {
        "schema": FIGURES,
        "figures": [
            {
                "case": case,
                "says": c.says,
                "quote": c.quote,
                "published": c.published,
                "low": c.low,
                "high": c.high,
                "of": c.of,
                "group": c.where,
                "so": c.verdict,
                "remark": c.remark,
                "source": _source(c.source),
            }
            for case, c in given
        ],
    }


def listed(given: Sequence[Listed]) -> Json:
    """Give what can be used from here as data."""
    return {
        "schema": "narrow/list/1",
        "items": [
            {"kind": i.kind, "id": i.id, "title": i.title, "path": i.path, "fault": i.fault or None}
            for i in given
        ],
    }


def _about(about: About) -> Json:
    return {
        "case": {
            "id": about.case,
            "title": about.title,
            "as_of": about.as_of,
            "subject": about.subject,
        },
        "register": {"id": about.register, "sha256": about.sha256, "persons": about.persons},
        "population_says": about.population_says,
    }


def _steps(given: Answer) -> list[Json]:
    return [
        {"clue": s.clue, "reading": s.reading, **_counts(s.counts), "left": s.left}
        for s in given.funnel
    ]


def _counts(counts: Counts) -> Json:
    return {
        "met": counts.met,
        "in_doubt": counts.in_doubt,
        "no_record": counts.no_record,
        "not_met": counts.not_met,
    }


def _group(group: Group) -> Json:
    counts = group.counts
    return {
        "value": group.value,
        **_counts(counts),
        "low": counts.low,
        "high": counts.high,
        "of_low": group.of_low,
        "of": group.of,
        "share_low": None if group.share_low is None else round(group.share_low, 4),
        "share_high": None if group.share_high is None else round(group.share_high, 4),
    }


def _verdict(verdict: Verdict) -> Json:
    return {"verdict": verdict.word, "cause": verdict.cause}


def _person(person: Person) -> Json:
    return {"id": person.id, "name": person.name}


def _source(source: Source | None) -> Json | None:
    if source is None:
        return None
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published,
        "url": source.url,
        "grade": source.grade.code if source.grade else None,
    }


def _evidence(evidence: Evidence) -> Json:
    first = evidence.sources[0] if evidence.sources else None
    return {
        "table": evidence.table,
        "row": evidence.row,
        "says": evidence.says,
        "doubts": list(evidence.doubts),
        "grade": evidence.grade.code if evidence.grade else None,
        "source": _source(first),
        "also": [_source(s) for s in evidence.sources[1:]],
        "with": _evidence(evidence.with_row) if evidence.with_row else None,
    }


def _clue(clue: ClueFinding) -> Json:
    return {
        **_verdict(clue.verdict),
        "reading": clue.reading,
        "because": clue.because,
        "readings": {name: verdict.key for name, verdict in clue.by_reading.items()},
        "evidence": [_evidence(e) for e in clue.evidence],
    }


def _finding(finding: Finding) -> Json:
    return {
        "rank": finding.rank,
        "person": _person(finding.person),
        "status": finding.status.key,
        "grade": finding.grade.code if finding.grade else None,
        "sources": finding.sources,
        "clues": {name: _clue(clue) for name, clue in finding.clues.items()},
        "weight": weights_json.weight(finding.weight),
    }


def _ruled_out(ruled: RuledOut) -> Json:
    return {
        "person": _person(ruled.person),
        "clue": ruled.clue or None,
        "by": "hand" if ruled.source else "clue",
        "because": ruled.because,
        "source": _source(ruled.source),
        "would_rank": ruled.would_rank,
    }
