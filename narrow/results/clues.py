"""One person in two runs, clue by clue: what is known of both sides is compared, nothing else."""

from collections.abc import Mapping

from narrow.model.difference import ClueChange, Place, RowChange
from narrow.model.finding import ClueFinding, Finding, RuledOut
from narrow.model.verdict import Verdict
from narrow.results.rows import row_changes, told


def clue_changes(was: Place | None, now: Place | None) -> tuple[ClueChange, ...]:
    """Give the clues that say something else of a person than before.

    Of somebody ruled out a run names only the clue that stopped them, so only that one is compared.
    """
    old, new = _said(was), _said(now)
    stops = [said for place, said in ((was, old), (now, new)) if isinstance(place, RuledOut)]
    ids = [key for said in stops for key in said] if stops else [*new, *old]
    return tuple(
        ClueChange(key, old.get(key), new.get(key), _rows(old.get(key), new.get(key)))
        for key in dict.fromkeys(ids)
        if _state(old.get(key)) != _state(new.get(key))
    )


def _said(place: Place | None) -> Mapping[str, ClueFinding]:
    match place:
        case Finding():
            return place.clues
        case RuledOut(source=None):
            clue = place.clue
            return {clue: ClueFinding(clue, Verdict.NOT_MET, "", place.because)}
        case _:
            return {}


def _state(clue: ClueFinding | None) -> tuple[object, ...]:
    if clue is None:
        return ()
    rows = sorted((told(row) for row in clue.evidence), key=repr)
    return clue.verdict, clue.reading, clue.because, dict(clue.by_reading), rows


def _rows(was: ClueFinding | None, now: ClueFinding | None) -> tuple[RowChange, ...]:
    return row_changes(was.evidence if was else (), now.evidence if now else ())
