"""Years that a title states: "since 2010", "until May 2015", "(2008-2012)"."""

from narrow.imports.lexicon import Lexicon, Words

_FIRST, _LAST = 1900, 2099


def years(words: Words, lexicon: Lexicon) -> tuple[str, str]:
    """Give the year of beginning and of end; blank where none is stated, or more than one."""
    marks = lexicon.marks(words)
    small = marks.get("month", frozenset()) | marks.get("article", frozenset())
    opens = marks.get("since", frozenset()) | marks.get("until", frozenset())
    found: dict[str, set[str]] = {"since": set(), "until": set()}
    for at, word in enumerate(words):
        if not _is_year(word):
            continue
        before = at - 1
        while before not in opens and (before in small or _is_day(words, before)):
            before -= 1
        for code, seen in found.items():
            if before in marks.get(code, ()):
                seen.add(word)
        if before >= 0 and before == at - 1 and _is_year(words[before]):
            found["since"].add(words[before])
            found["until"].add(word)
    since, until = (next(iter(f)) if len(f) == 1 else "" for f in found.values())
    return (since, until) if not (since and until and since > until) else ("", "")


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isascii() and word.isdigit() and _FIRST <= int(word) <= _LAST


def _is_day(words: Words, at: int) -> bool:
    return at >= 0 and words[at].isascii() and words[at].isdigit() and len(words[at]) <= 2
