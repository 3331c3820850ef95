"""Who is off the list and why, the words that no clue renders, and facts later than the day."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from narrow.model.evidence import Answer, RuledOut
from narrow.model.verdicts import Verdict
from narrow.report.words import WORDS, many
from narrow.views.page_markup import Element, Node, clipped, named, tag
from narrow.views.page_pieces import cited, fold, mark, note, section

MOST_NAMES = 10_000
MOST_LATER = 200


def left_sections(answer: Answer) -> Iterator[Element]:
    """Give those taken off by hand, those ruled out, unused words, and later facts."""
    by_hand = [r for r in answer.ruled_out if r.would_be is not None]
    if by_hand:
        number = many(len(by_hand))
        listed = tag("ul", *map(_by_hand, by_hand), class_="people", role="list")
        yield section(
            "by-hand",
            f"Taken off by hand ({number})",
            listed,
            short="Taken off by hand",
            number=number,
        )
    yield _ruled_out(answer)
    if answer.not_used:
        unused = [
            tag("li", tag("q", clipped(u.quote)), ": ", clipped(u.why)) for u in answer.not_used
        ]
        yield section(
            "not-used",
            "Words of the text that no clue renders",
            tag("ul", *unused),
            short="Words not used",
            number=many(len(unused)),
        )
    if answer.masked_total:
        yield _later(answer)


def _by_hand(ruled: RuledOut) -> Element:
    would = WORDS[ruled.would_be or Verdict.NOT_MET]
    return tag(
        "li",
        tag("b", named(ruled.person.name), class_="name"),
        " ",
        tag("code", clipped(ruled.person.id), class_="about"),
        tag("p", clipped(ruled.because), f"; would be {would}, rank {ruled.would_rank}"),
        tag("p", cited(ruled.source)) if ruled.source else None,
        class_="person",
        data_who=True,
        data_name=clipped(ruled.person.name),
    )


def _ruled_out(answer: Answer) -> Element:
    groups: dict[tuple[str, str], list[RuledOut]] = defaultdict(list)
    for one in [r for r in answer.ruled_out if r.would_be is None][:MOST_NAMES]:
        groups[one.clue, one.because].append(one)
    total = answer.counts.not_met
    missing = total - sum(map(len, groups.values()))
    ordered = sorted(groups.items(), key=lambda g: -len(g[1]))
    folds = [_group(clue, because, mine) for (clue, because), mine in ordered]
    more = (
        note(f"{many(missing)} more are counted and not named on this page.")
        if missing > 0
        else None
    )
    shown: Sequence[Node] = folds if total else [note("nobody")]
    return section(
        "out", f"Ruled out ({many(total)})", *shown, more, short="Ruled out", number=many(total)
    )


def _group(clue: str, because: str, mine: Sequence[RuledOut]) -> Element:
    says: list[Node] = [
        mark(Verdict.NOT_MET),
        ": ",
        tag("b", clipped(clue or "population")),
        f" ({many(len(mine))})",
        tag("span", clipped(because), class_="because"),
    ]
    names = [
        tag(
            "li",
            named(r.person.name),
            " ",
            tag("code", clipped(r.person.id)),
            data_who=True,
            data_name=clipped(r.person.name),
        )
        for r in mine
    ]
    return fold(says, tag("ul", *names, class_="names", role="list"))


def _later(answer: Answer) -> Element:
    facts = [
        tag(
            "li",
            named(m.person.name),
            ": ",
            clipped(m.says),
            tag("span", f" — {m.table}, row {m.row}", class_="row"),
        )
        for m in answer.masked[:MOST_LATER]
    ]
    more = answer.masked_total - len(facts)
    number = many(answer.masked_total)
    return section(
        "later",
        f"Later than {answer.about.as_of}, so not looked at ({number})",
        fold(f"Show {many(len(facts))}", tag("ul", *facts)),
        note(f"and {many(more)} more") if more else None,
        short="Later facts",
        number=number,
    )
