"""What a draft exposes, in a terminal: how few are left, through which phrase, what to say."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from narrow.model.verdicts import Verdict
from narrow.questions.exposure import Change, Coarsening, Exposed, Exposure, Size, Threshold
from narrow.views.pieces import STYLES, advice_lines, heading, line, marked, marked_by
from narrow.views.words import MARKS, clean

MOST_CHANGES = 12
MOST_NAMES = 60


def exposure_view(given: Exposure, *, everything: bool = False) -> Group:
    """Lay out what a draft exposes; with `everything`, every coarser wording and every name."""
    parts: list[RenderableType] = [*_head(given), *_set(given)]
    if given.threshold:
        parts += [Text(), *_threshold(given, given.threshold)]
    parts += [*_phrases(given), *_changes(given, everything=everything)]
    parts += [*_names(given, everything=everything), *_uncounted(given)]
    return Group(*parts, Text(), line(given.care, style="italic"))


def _head(given: Exposure) -> Iterator[RenderableType]:
    about = given.about
    yield Text(clean(about.title), style="bold")
    subject = about.subject.replace("-", " ")
    article = "somebody" if subject == "invented" else "an" if subject[:1] in "aeiou" else "a"
    yield line(f"case {about.case}, as of {about.as_of}, about {article} {subject}")
    yield line(f"register {about.register}: {about.persons:,} persons (sha256 {about.sha256[:12]})")
    if given.chosen:
        yield line(f"this register: {given.chosen}")
    yield line(f"population: {about.population_says} ({sized(given.population)})")
    yield from advice_lines(given.advice)


def _set(given: Exposure) -> Iterator[RenderableType]:
    c = given.counts
    everyone = given.population.high
    yield Text()
    yield Text(f"The description leaves {sized(given.size)} of {everyone}", style="bold")
    unknown = f"{c.in_doubt} in doubt, {c.no_record} without record"
    yield marked(Verdict.MET, f"{c.low} fit for certain")
    yield marked(Verdict.IN_DOUBT, f"{c.high - c.low} more cannot be ruled out ({unknown})")
    if c.by_hand:
        yield line(f"{c.by_hand} more would be left, taken off by hand in the case", 4, "dim")
    said = "for whoever knows no more than this register; a reader may know more"
    yield line(said, 4, "dim")
    if given.with_supporting:
        said = "with the supporting phrases, which are not counted below, it leaves"
        yield marked_by("!", f"{said} {sized(given.with_supporting)}", 2, "yellow")


def sized(size: Size) -> str:
    """Say the size of a set as a range where something is not known: "14", "14 to 30"."""
    return f"{size.low}" if size.low == size.high else f"{size.low} to {size.high}"


# --- the threshold ----------------------------------------------------------------------------


def _threshold(given: Exposure, threshold: Threshold) -> Iterator[RenderableType]:
    wanted = f"at least {threshold.wanted} must fit for certain"
    if threshold.holds:
        yield marked(Verdict.MET, f"{wanted}: {given.size.low} do", 0)
        return
    short = f"{wanted}: {given.size.low} do, {threshold.short} short"
    yield marked(Verdict.NOT_MET, short, 0)
    single, pair = threshold.single, threshold.pair
    if single:
        yield line(f"one change that is enough: {_change(single)}: {sized(single.size)}", 2)
    else:
        yield line("no single change of those below is enough", 2)
    if pair:
        both = f"{_change(pair.first)}; and {_change(pair.second)}"
        yield line(f"two that are enough together: {both}: {sized(pair.size)}", 2)
    elif not single:
        yield line("nor are any two of different phrases", 2)


def shortfall(threshold: Threshold) -> str:
    """Say by how much a set falls short, as a message."""
    low = threshold.wanted - threshold.short
    return f"{low} fit for certain, {threshold.short} short of {threshold.wanted}"


def _change(change: Change) -> str:
    match change.way:
        case Coarsening.PHRASE:
            return f"{change.clue} without the whole phrase"
        case Coarsening.WORD:
            return f"{change.clue} without “{change.was}”"
        case Coarsening.READING:
            return f"{change.clue} read as {change.becomes}"
        case _:
            return f"{change.clue}: {change.becomes} (was: {change.was})"


# --- phrases and changes ----------------------------------------------------------------------


def _grid(first: str, *names: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim")
    table.add_column(first)
    for name in names:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _phrases(given: Exposure) -> Iterator[RenderableType]:
    yield heading("What each phrase leaves by itself, and the bits it spends")
    table = _grid("", "certain", "at most", "bits", "share")
    for phrase in given.phrases:
        counts = phrase.counts
        numbers = (f"{counts.low}", f"{counts.high}", f"{phrase.bits:.1f}", f"{phrase.share:.1f}")
        reading = f" ({phrase.reading})" if phrase.reading != "stated" else ""
        table.add_row(Text(clean(f"{phrase.clue}{reading}: “{phrase.quote}”")), *numbers)
    whole = (f"{given.size.low}", f"{given.size.high}", "", f"{given.bits:.1f}")
    table.add_row(Text("all together", style="bold"), *whole)
    yield Padding(table, (0, 0, 0, 2))
    orders = f"{given.sampled:,} orders drawn" if given.sampled else "all orders"
    said = f"one bit halves the set; share: averaged over {orders} of the phrases"
    yield line(said, 2, "dim")


def _changes(given: Exposure, *, everything: bool) -> Iterator[RenderableType]:
    size = given.size
    growing = [c for c in given.changes if c.size != size]
    yield heading("What a coarser wording would leave")
    if not growing:
        yield line("no coarser wording of one phrase leaves more", 2, "dim")
        return
    shown = growing if everything else growing[:MOST_CHANGES]
    table = _grid("", "certain", "", "at most", "")
    for change in shown:
        low, high = change.size.low, change.size.high
        grown = (f"+{low - size.low}", f"+{high - size.high}")
        table.add_row(Text(clean(_change(change))), f"{low}", grown[0], f"{high}", grown[1])
    yield Padding(table, (0, 0, 0, 2))
    if len(growing) > len(shown):
        yield line(f"and {len(growing) - len(shown)} more with --all", 2, "dim")
    idle = len(given.changes) - len(growing)
    if idle:
        yield line(f"{idle} more leave{'s' * (idle == 1)} the set as it is", 2, "dim")


# --- names, and what is not counted -----------------------------------------------------------


def _names(given: Exposure, *, everything: bool) -> Iterator[RenderableType]:
    if given.people is None:
        yield heading("Names are hidden; --names shows them")
        return
    for verdict, title in (
        (Verdict.MET, "Fit for certain"),
        (Verdict.IN_DOUBT, "In doubt"),
        (Verdict.NO_RECORD, "Without record"),
    ):
        mine = [exposed for exposed in given.people if exposed.status is verdict]
        yield heading(f"{title} ({len(mine)})")
        yield from _named(mine, len(mine) if everything else MOST_NAMES)


def _named(people: Sequence[Exposed], most: int) -> Iterator[RenderableType]:
    if not people:
        yield line("nobody", 2, "dim")
    for exposed in people[:most]:
        person = exposed.person
        by_hand = " (taken off by hand in the case)" if exposed.by_hand else ""
        said = f"{person.name}  {person.id}{by_hand}"
        yield marked_by(MARKS[exposed.status], said, 2, STYLES[exposed.status])
    if len(people) > most:
        yield line(f"and {len(people) - most} more with --all", 2, "dim")


def _uncounted(given: Exposure) -> Iterator[RenderableType]:
    if not given.uncounted:
        return
    yield heading("Phrases that are not counted here, and narrow for a reader all the same")
    yield from (line(phrase, 2) for phrase in given.uncounted)
