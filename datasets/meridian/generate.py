"""Invents a register of persons of Meridian, a country that does not exist.

    python datasets/meridian/generate.py --persons 400 --seed 2018 --into DIR

The same seed and size give the same bytes on every machine. Rows are written as they are made, so
that a million persons need no more memory than one. Every kind of gap that a real register has is
here on purpose: blank, coarse, approximate and contradictory dates, commands that nobody reports,
rival birth dates, deaths, listings that were lifted, facts later than the day one asks about.
"""

import argparse
import csv
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import IO, NamedTuple, TypeVar

T = TypeVar("T")

HERE = Path(__file__).resolve().parent
DESCRIPTOR = "datapackage.json"
CUT_OFF = date(2019, 12, 31)
PRESS_BEGINS = date(2005, 1, 1)
PRESS_ENDS = date(2020, 6, 30)
YEAR = 365.25

# --- what the country is made of --------------------------------------------------------------


def words(text: str) -> tuple[str, ...]:
    """Give the words of a text, one each."""
    return tuple(text.split())


GIVEN_STARTS = words(
    "Bexu Dralo Ethi Fyora Ghelu Ivru Jaska Kelvo Lomqu Mirzo Nuvé Oshka Praelo Quilé Rhesu Skael "
    "Tzoru Ulfé Vaskí Wylda Xandó Yurme Zhali Orvü"
)
GIVEN_ENDS = words("né bar k sh nda lo rath mi zqu ñel ç vix thu rrá mm ldo")
FAMILY_STARTS = words(
    "Abqu Brezh Cthól Dvar Eshk Fjell Gruv Hroz Imqa Jvent Kszu Lhun Mvok Ngqar Oqlu Pfend Qaz "
    "Rzhév Svel Tlax Uzhk Vrón Wqest Xhul Yzgar Zmeth Aqlun Bhrav"
)
FAMILY_MIDDLES = words("a e i o u é í ó ay ue")
FAMILY_ENDS = words("drqa lvex mkár nzhu pfol rgeth skvé tzan vrül xqen zdral bhóm ghash lñuv")
NICKNAMES = ("the Heron", "the Notary", "Old Rope", "the Lamp", "Salt", "the Tall One", "the Clerk")
TOWNS = words("Ostrelq Veshk Kelmur Brasqo Ithél Yondri Arrunport Quelish Sorvaq Dhumé")
COUNTRIES = ("Meridian", "Calverq", "Nordhalq", "Ustmarq")
PAPERS = (
    "Ostrelq Courier",
    "Radio Veshk",
    "Kelmur Ledger",
    "Brasqo Observer",
    "Ithél Lantern",
    "Yondri Weekly",
    "Arrunport Shipping News",
    "Quelish Review",
)
HEADLINES = (
    "New faces at the head of the {thing}",
    "Who runs the {thing}",
    "A life in the {thing}",
    "Change of guard at the {thing}",
    "Questions about the {thing}",
)
THINGS = (
    "garrison",
    "harbour board",
    "ministry",
    "assembly",
    "border guard",
    "court",
    "grain office",
)
NATIVE = {
    "commander": "hevárn",
    "deputy-commander": "sub-hevárn",
    "chief-of-staff": "stavórn",
    "officer": "ofiqé",
    "minister": "storvél",
    "vice-minister": "sub-storvél",
    "president": "talmér",
    "director": "lenqár",
    "governor": "prothél",
    "judge": "dzhurán",
    "legislator": "tinqué",
}

# title, organization, sector, role, weight
CIVIL = (
    ("Minister of {area}", "Ministry of {area}", "executive", "minister", 10),
    ("Vice-minister of {area}", "Ministry of {area}", "executive", "vice-minister", 8),
    ("Director of {area}", "Ministry of {area}", "executive", "director", 8),
    ("National treasurer", "Treasury", "executive", "treasurer", 2),
    ("Superintendent of customs", "Customs service", "executive", "superintendent", 2),
    ("Vice-president of the republic", "Presidency", "executive", "vice-president", 2),
    ("Deputy for {town}", "National Assembly", "legislature", "legislator", 9),
    ("Speaker of the assembly", "National Assembly", "legislature", "president", 2),
    ("Constituent for {town}", "Constituent Assembly", "constituent-assembly", "constituent", 4),
    ("Judge of the high court", "High Court", "judiciary", "judge", 5),
    ("Inspector of courts", "High Court", "judiciary", "inspector", 2),
    ("Public prosecutor", "Prosecution service", "prosecution", "prosecutor", 3),
    ("Ombudsman", "Ombudsman's office", "ombudsman", "director", 1),
    ("Rector of the electoral council", "Electoral Council", "electoral", "rector", 2),
    ("President of {company}", "{company}", "state-enterprise", "president", 5),
    ("Member of the board of {company}", "{company}", "state-enterprise", "board-member", 6),
    ("Governor of {town}", "Province of {town}", "subnational", "governor", 4),
    ("Mayor of {town}", "City of {town}", "subnational", "mayor", 3),
    ("Ambassador to {country}", "Foreign service", "diplomatic", "ambassador", 3),
    ("Secretary of the party", "Tide Party", "party", "other", 3),
    ("Director of the security service", "Security service", "intelligence", "director", 2),
    ("Officer of the security service", "Security service", "intelligence", "officer", 3),
    ("Chief of the police of {town}", "National police", "police", "commander", 2),
    ("Owner of a shipping firm", "", "private", "businessperson", 4),
    ("Lecturer in law", "University of {town}", "other", "other", 2),
)
AREAS = ("Finance", "Harbours", "the Interior", "Health", "Food", "Justice", "Energy", "Defence")
COMPANIES = ("Meridian Tar", "Salt Works", "Harbour Light", "Grain Stores")

SERVICES = {
    "army": ("Meridian Army", ("Rifle", "Armoured", "Mountain", "Signals", "Engineer"), 46),
    "navy": ("Meridian Navy", ("Marine", "Coastal", "Patrol", "Harbour"), 18),
    "air-force": ("Meridian Air Force", ("Air Defence", "Transport", "Fighter"), 10),
    "national-guard": ("Meridian National Guard", ("Border", "Rural", "Riot"), 22),
    "militia": ("Meridian Militia", ("Territorial",), 4),
}


class Step(NamedTuple):
    """A rung of a military career: when it is reached, the rank, and the unit that goes with it."""

    years: int
    rank: str
    navy_rank: str
    echelon: str


STEPS = (
    Step(0, "second lieutenant", "ensign", "platoon"),
    Step(7, "captain", "lieutenant (navy)", "company"),
    Step(12, "lieutenant colonel", "commander (navy)", "battalion"),
    Step(16, "colonel", "captain (navy)", "regiment"),
    Step(20, "brigadier general", "rear admiral", "brigade"),
    Step(24, "division general", "vice admiral", "division"),
    Step(27, "major general", "admiral", "region"),
    Step(30, "general-in-chief", "admiral-in-chief", "service"),
)
TOP_WEIGHTS = ((0, 3), (1, 8), (2, 16), (3, 20), (4, 20), (5, 15), (6, 11), (7, 7))


class Action(NamedTuple):
    """A day on which a list was published: by whom, under what, and its headline."""

    listed_on: str
    authority: str
    program: str
    administration: str
    ground: str
    weight: int


ACTIONS = (
    Action("2009-02-11", "MR-FIN", "MR-TRAFFIC", "Alder", "drug-trafficking", 3),
    Action("2010-10-05", "MR-FIN", "MR-TRAFFIC", "Alder", "terrorism-support", 2),
    Action("2011-06-21", "MR-FIN", "MR-GRAFT", "Alder", "corruption", 4),
    Action("2012-09", "MR-FIN", "MR-TRAFFIC", "Alder", "drug-trafficking", 3),
    Action("2013-04-16", "MR-FIN", "MR-RIGHTS", "Alder", "repression", 4),
    Action("2013-11", "MR-CUS", "MR-CUSTOMS", "Alder", "corruption", 1),
    Action("2014-05-27", "MR-FIN", "MR-GRAFT", "Alder", "corruption", 6),
    Action("2015-03-10", "MR-FIN", "MR-RIGHTS", "Birch", "repression", 8),
    Action("2015-12-01", "MR-FIN", "MR-GRAFT", "Birch", "corruption", 8),
    Action("2016-06", "MR-CUS", "MR-CUSTOMS", "Birch", "drug-trafficking", 2),
    Action("2016-07-19", "MR-FIN", "MR-RIGHTS", "Birch", "censorship", 6),
    Action("2017-02-14", "MR-FIN", "MR-GRAFT", "Birch", "corruption", 9),
    Action("2017-08-08", "MR-FIN", "MR-RIGHTS", "Birch", "undermining-democracy", 14),
    Action("2017-11-07", "MR-FIN", "MR-GRAFT", "Birch", "corruption", 10),
    Action("2018-01-09", "MR-FIN", "MR-GRAFT", "Birch", "corruption", 6),
    Action("2018-05-22", "MR-FIN", "MR-TRAFFIC", "Birch", "drug-trafficking", 5),
    Action("2018-09", "MR-CUS", "MR-CUSTOMS", "Birch", "corruption", 1),
    Action("2018-11-20", "MR-FIN", "MR-GRAFT", "Birch", "corruption", 4),
    Action("2019-03-05", "MR-FIN", "MR-RIGHTS", "Cedar", "repression", 5),
    Action("2019-08-20", "MR-FIN", "MR-GRAFT", "Cedar", "corruption", 4),
)
ACTS = {
    "MR-GRAFT": "Graft Act",
    "MR-TRAFFIC": "Traffic Act",
    "MR-RIGHTS": "Rights Act",
    "MR-CUSTOMS": "Customs Code",
}
ALLEGED = {
    "corruption": "Said to have taken a share of harbour contracts.",
    "drug-trafficking": "Said to have let boats pass at night.",
    "terrorism-support": "Said to have armed the hill bands.",
    "repression": "Said to have led the troops at the bridge.",
    "undermining-democracy": "Said to have closed the counting rooms.",
    "censorship": "Said to have switched off a radio station.",
    "government-official": "Listed for the post held that day.",
    "association": "Said to have kept the accounts of another listed person.",
}
BESIDE = (("commander", 62), ("deputy-commander", 14), ("chief-of-staff", 12), ("officer", 12))
LEADS = (("yes", 86), ("unknown", 11), ("no", 3))
EVENTS = (
    ("arrested", 5),
    ("broke-with-government", 5),
    ("left-country", 3),
    ("returned", 1),
    ("retired", 2),
    ("promoted", 4),
)
USUAL_GRADES = (
    ("B2",) * 10 + ("C3",) * 8 + ("B3",) * 5 + ("C2",) * 5 + ("A2",) * 4 + ("A1", "D4") * 2
)
GRADES = (*(letter + number for letter in "ABCDEF" for number in "123456"), *USUAL_GRADES)

# --- rows, in the order of their columns ------------------------------------------------------


class Person(NamedTuple):
    """A row of persons.csv."""

    person_id: str
    name: str
    also_known_as: str
    gender: str
    birth_date: str
    birth_place: str
    died: str
    citizenship: str
    military_background: str
    highest_rank: str
    source_id: str
    also_source_id: str


class Post(NamedTuple):
    """A row of posts.csv."""

    person_id: str
    title: str
    title_native: str
    organization: str
    sector: str
    branch: str
    role: str
    commands_unit: str
    unit: str
    echelon: str
    start: str
    end: str
    source_id: str
    confidence: str
    note: str
    held_on: str
    ended_by: str
    also_source_id: str


class Designation(NamedTuple):
    """A row of designations.csv."""

    person_id: str
    authority: str
    program: str
    listed_on: str
    delisted_on: str
    administration: str
    stated_role: str
    source_id: str
    confidence: str


class Ground(NamedTuple):
    """A row of grounds.csv."""

    person_id: str
    listed_on: str
    ground: str
    level: str
    summary: str
    source_id: str


class Source(NamedTuple):
    """A row of sources.csv."""

    source_id: str
    publisher: str
    title: str
    published: str
    url: str
    grade: str


class Event(NamedTuple):
    """A row of events.csv."""

    person_id: str
    kind: str
    date: str
    place: str
    source_id: str


TABLES = {
    "persons": Person._fields,
    "posts": Post._fields,
    "designations": Designation._fields,
    "grounds": Ground._fields,
    "sources": Source._fields,
    "events": Event._fields,
}

# --- chance -----------------------------------------------------------------------------------


class Dice:
    """Chance from a text; rests on `Random.random` alone, which no Python release changes."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed).random

    def chance(self, share: float) -> bool:
        """Give True in this share of throws."""
        return self._random() < share

    def below(self, number: int) -> int:
        """Give a whole number from 0 up to, and without, this one."""
        return int(self._random() * number)

    def pick(self, several: Sequence[T]) -> T:
        """Give one of several, each as often as the others."""
        return several[self.below(len(several))]

    def weighted(self, several: Sequence[tuple[T, int]]) -> T:
        """Give one of several, each as often as its weight says."""
        left = self.below(sum(weight for _, weight in several))
        for value, weight in several:
            left -= weight
            if left < 0:
                return value
        raise AssertionError("the weights add up to more than they are")

    def day(self, first: date, last: date) -> date:
        """Give a day between two, both included; the first where they are the wrong way round."""
        return first + timedelta(days=self.below(max(0, (last - first).days) + 1))


# --- dates as sources write them --------------------------------------------------------------

FORMS = (
    ("{day}", 46),
    ("{month}", 24),
    ("{year}", 16),
    ("{near}~", 4),
    ("{month}?", 2),
    ("{year}%", 1),
    ("{before}/{after}", 3),
    ("{ten}X", 1),
    ("[{year},{after}]", 1),
    ("{year}-XX", 1),
    ("{year}-{season}", 1),
    ("{month}/..", 1),
    ("../{month}", 1),
)
SEASONS = (24, 21, 22, 23)


def written(dice: Dice, day: date) -> str:
    """Write a day as EDTF in one of the ways in which sources give it; it always allows the day."""
    return dice.weighted(FORMS).format(
        day=day.isoformat(),
        month=f"{day.year}-{day.month:02d}",
        year=day.year,
        near=day.year + dice.pick((-1, 0, 1)),
        before=day.year - dice.below(2),
        after=day.year + 1,
        ten=day.year // 10,
        season=SEASONS[day.month % 12 // 3],
    )


def birth(dice: Dice, day: date) -> str:
    """Write a birth date; now and then sources disagree, and the rivals stand side by side."""
    if dice.chance(0.03):
        return ""
    if dice.chance(0.08):
        rival = day.replace(year=day.year + dice.pick((-2, -1, 1, 2)), day=min(day.day, 28))
        if dice.chance(0.3):
            return f"{day.isoformat()};{rival.year}"
        return f"{day.isoformat()};{rival.isoformat()}"
    return day.isoformat() if dice.chance(0.5) else written(dice, day)


class Closing(NamedTuple):
    """What a record says of how long a post lasted."""

    end: str = ""
    held_on: str = ""
    ended_by: str = ""


def closing(dice: Dice, start: date, end: date | None) -> Closing:
    """Say of a post's end what a record might; no end means that it went on at the cut-off."""
    if end is None:
        if dice.chance(0.4):
            return Closing(end="..")
        seen = written(dice, dice.day(start, CUT_OFF)) if dice.chance(0.5) else ""
        return Closing(held_on=seen)
    told = dice.weighted((("end", 62), ("ended by", 14), ("held on", 10), ("nothing", 14)))
    if told == "end":
        held = dice.day(start, end).isoformat() if dice.chance(0.08) else ""
        return Closing(end=written(dice, end), held_on=held)
    if told == "ended by":
        next_day = end + timedelta(days=1)
        over = dice.day(next_day, min(end + timedelta(days=700), CUT_OFF))
        return Closing(ended_by=over.isoformat() if dice.chance(0.7) else f"{over.year}")
    return Closing(held_on=dice.day(start, end).isoformat()) if told == "held on" else Closing()


# --- sources ----------------------------------------------------------------------------------


class Press:
    """The press of the country, in the order of publication, none of it kept in memory."""

    def __init__(self, seed: int, persons: int) -> None:
        self.seed = seed
        self.count = max(len(GRADES), persons // 4)
        self.width = max(3, len(str(self.count)))
        self.days = (PRESS_ENDS - PRESS_BEGINS).days

    def name(self, number: int) -> str:
        """Give the id of an item."""
        return f"press-{number:0{self.width}d}"

    def on(self, dice: Dice, day: date) -> str:
        """Give the id of an item that appeared on a day or after it."""
        passed = max(0, (day - PRESS_BEGINS).days)
        first = min(self.count - 1, -(-passed * self.count // self.days))
        return self.name(first + dice.below(self.count - first))

    def further(self, dice: Dice, day: date, first: str) -> str:
        """Give the ids of items beside the first, mostly none."""
        several = {self.on(dice, day) for _ in range(dice.weighted(((0, 70), (1, 22), (2, 8))))}
        return ";".join(sorted(several - {first}))

    def item(self, number: int) -> Source:
        """Make an item."""
        dice = Dice(f"{self.seed}:press:{number}")
        day = PRESS_BEGINS + timedelta(days=number * self.days // self.count)
        paper = dice.pick(PAPERS)
        published = "" if dice.chance(0.1) else day.isoformat()
        if published and dice.chance(0.2):
            published = published[: dice.pick((4, 7))]
        title = dice.pick(HEADLINES).format(thing=dice.pick(THINGS))
        url = "" if dice.chance(0.1) else f"https://press.example/{number}"
        return Source(
            self.name(number), paper, title, published, url, GRADES[number * 29 % len(GRADES)]
        )


def sources(press: Press) -> Iterator[Source]:
    """Give the bulletins of every action, then the press."""
    for at, action in enumerate(ACTIONS):
        if action.authority == "MR-FIN":
            title = f"Bulletin of {action.listed_on}: listings under the {ACTS[action.program]}"
            url = f"https://finance.example/bulletin/{action.listed_on}"
            grade = ("A1", "A2", "B1", "B2")[at % 4]
            yield Source(
                bulletin(action), "Ministry of Finance", title, action.listed_on, url, grade
            )
        else:
            title = f"Notice of {action.listed_on}, seen in a copy"
            yield Source(bulletin(action), "Customs service", title, "", "", ("B3", "C3")[at % 2])
    for number in range(press.count):
        yield press.item(number)


def bulletin(action: Action) -> str:
    """Give the id of the publication of an action."""
    return f"{action.authority.removeprefix('MR-').lower()}-{action.listed_on}"


# --- one life ---------------------------------------------------------------------------------


class Life(NamedTuple):
    """What is true of an invented person; the rows tell a part of it."""

    id: str
    born: date
    died: date | None
    background: str
    branch: str
    commissioned: date
    retired: date
    top: int

    @property
    def last(self) -> date:
        """The last day on which anything can be held."""
        return self.died or CUT_OFF

    @property
    def serving(self) -> bool:
        """Whether an officer was still serving at the cut-off."""
        return self.died is None and self.retired > CUT_OFF


def live(dice: Dice, person_id: str) -> Life:
    """Make up a life."""
    born = dice.day(date(1938, 1, 1), date(1988, 12, 31))
    died = dice.day(date(2009, 1, 1), CUT_OFF) if born.year < 1970 and dice.chance(0.14) else None
    background = dice.weighted((("yes", 42), ("no", 38), ("unknown", 20)))
    branch = dice.weighted([(name, weight) for name, (_, _, weight) in SERVICES.items()])
    commissioned = date(born.year + 21 + dice.below(3), 7, 5)
    retired = commissioned + timedelta(days=int(YEAR * (14 + dice.below(26))))
    top = dice.weighted(TOP_WEIGHTS)
    return Life(person_id, born, died, background, branch, commissioned, retired, top)


def called(dice: Dice) -> tuple[str, str]:
    """Make up a name that nobody bears, and other names."""
    given = dice.pick(GIVEN_STARTS) + dice.pick(GIVEN_ENDS)
    family = dice.pick(FAMILY_STARTS) + dice.pick(FAMILY_MIDDLES) + dice.pick(FAMILY_ENDS)
    second = dice.pick(GIVEN_STARTS) + dice.pick(GIVEN_ENDS) + " " if dice.chance(0.4) else ""
    others = []
    if second and dice.chance(0.4):
        others.append(f"{given} {family}")
    if dice.chance(0.12):
        others.append(dice.pick(NICKNAMES))
    return f"{given} {second}{family}", ";".join(others)


def person(dice: Dice, life: Life, press: Press) -> Person:
    """Tell who somebody is."""
    name, others = called(dice)
    rank = ""
    if life.background == "yes" and not dice.chance(0.12):
        step = reached(life)
        rank = step.navy_rank if life.branch == "navy" else step.rank
    own = ("Meridian",) * 12 + COUNTRIES
    nations = dict.fromkeys((dice.pick(own), dice.pick(own) if dice.chance(0.15) else "Meridian"))
    place = "" if dice.chance(0.3) else dice.pick(TOWNS)
    source = press.on(dice, PRESS_BEGINS)
    return Person(
        life.id,
        name,
        others,
        dice.weighted((("male", 74), ("female", 24), ("", 2))),
        birth(dice, life.born),
        f"{place}, Meridian" if place and dice.chance(0.8) else place,
        written(dice, life.died) if life.died else "",
        "" if dice.chance(0.1) else ";".join(nations),
        life.background,
        rank,
        source,
        press.further(dice, PRESS_BEGINS, source),
    )


def reached(life: Life) -> Step:
    """Give the highest rung that a life had time for."""
    years = int((min(life.retired, life.last) - life.commissioned).days / YEAR)
    return [step for step in STEPS[: life.top + 1] if step.years <= years or step.years == 0][-1]


# --- posts ------------------------------------------------------------------------------------


def post(dice: Dice, life: Life, press: Press, start: date, end: date | None, told: Post) -> Post:
    """Fill in what a record says of the time and the sources of a post."""
    shut = closing(dice, start, end)
    begun = "" if dice.chance(0.22) else written(dice, start)
    note = dice.weighted((("", 90), ("dates from one paper only", 6), ("start not found", 4)))
    if end and dice.chance(0.012):
        begun, shut = f"{end.year + 1}", Closing(end=f"{start.year}")
        note = "start and end are from two papers that contradict each other"
    source = press.on(dice, start)
    return told._replace(
        person_id=life.id,
        title_native=NATIVE.get(told.role, "") if dice.chance(0.6) else "",
        start=begun,
        end=shut.end,
        source_id=source,
        confidence=dice.weighted((("high", 60), ("medium", 32), ("low", 8))),
        note="" if note == "start not found" and begun else note,
        held_on=shut.held_on,
        ended_by=shut.ended_by,
        also_source_id=press.further(dice, start, source),
    )


def blank_post(title: str, organization: str, sector: str, role: str) -> Post:
    """Make a row of posts with only these cells filled."""
    empty = Post(*[""] * len(Post._fields))
    return empty._replace(
        title=title, organization=organization, sector=sector, role=role, commands_unit="no"
    )


def military_posts(dice: Dice, life: Life, press: Press) -> Iterator[Post]:
    """Give the posts of a career in series, as far as they were reported, and the career itself."""
    leaves = min(life.retired, life.last)
    still = None if life.serving else leaves
    commands = 0
    for at, step in enumerate(STEPS[: life.top + 1]):
        start = life.commissioned + timedelta(days=int(YEAR * step.years) + dice.below(400))
        if start >= leaves:
            break
        if not dice.chance(0.72):
            continue
        end = start + timedelta(days=300 + dice.below(1100))
        told = unit_post(dice, life, at)
        commands += told.commands_unit == "yes"
        yield post(dice, life, press, start, end if end <= leaves else still, told)
    organization = SERVICES[life.branch][0]
    career = blank_post("career officer", organization, "military", "officer")._replace(
        branch="" if dice.chance(0.05) else life.branch,
        commands_unit="no" if commands or dice.chance(0.25) else "unknown",
    )
    yield post(dice, life, press, life.commissioned, still, career)


class Formation(NamedTuple):
    """A formation and whose it is."""

    unit: str
    branch: str
    organization: str


def formation(dice: Dice, life: Life, at: int) -> Formation:
    """Make a formation of the size that goes with a rung."""
    organization, kinds, _ = SERVICES[life.branch]
    echelon = STEPS[at].echelon
    if echelon == "battalion" and dice.chance(0.08):
        return Formation("Palace Battalion", "presidential-guard", "Palace Guard")
    if echelon == "region":
        unit = f"{dice.pick(('Northern', 'Southern', 'Coastal', 'Island'))} Region"
        if dice.chance(0.7):
            return Formation(unit, "joint", "Joint Command")
        return Formation(unit, life.branch, organization)
    if echelon == "service":
        return Formation(organization, life.branch, organization)
    number = ordinal(1 + dice.below(60 if at < 4 else 9))
    return Formation(f"{number} {dice.pick(kinds)} {echelon.title()}", life.branch, organization)


def unit_post(dice: Dice, life: Life, at: int) -> Post:
    """Make the post of a rung: mostly the command, now and then a place beside it."""
    step = STEPS[at]
    if step.echelon == "division" and dice.chance(0.15):
        return staff_post(dice)
    role = dice.weighted(BESIDE)
    leads = dice.weighted(LEADS) if role == "commander" else "no"
    if step.echelon == "platoon":
        role, leads = "officer", "no"
    elif step.echelon == "company" and leads == "yes":
        leads = "unknown"
    rank = step.navy_rank if life.branch == "navy" else step.rank
    lead = rank if role == "officer" else role.replace("-", " ")
    found = formation(dice, life, at)
    title = f"{lead.capitalize()}, {found.unit}"
    known = not dice.chance(0.1)
    return blank_post(title, found.organization, "military", role)._replace(
        branch="" if dice.chance(0.04) else found.branch,
        commands_unit=leads,
        unit=found.unit if known else "",
        echelon=step.echelon if known else "",
    )


def staff_post(dice: Dice) -> Post:
    """Make a post at the ministry of defence, which leads nothing."""
    title, role = dice.pick(
        (("Inspector general", "inspector"), ("Director of supply", "director"))
    )
    staff = blank_post(title, "Ministry of Defence", "military", role)
    return staff._replace(branch="ministry-of-defence")


def ordinal(number: int) -> str:
    """Write a number as an ordinal."""
    ending = (
        "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number}{ending}"


def civil_posts(dice: Dice, life: Life, press: Press) -> Iterator[Post]:
    """Give posts outside the armed forces, one after the other."""
    few = ((0, 8), (1, 30), (2, 34), (3, 28))
    if life.background == "yes":
        few = ((0, 45), (1, 30), (2, 17), (3, 8))
    start = date(max(life.born.year + 30, 1990) + dice.below(14), 1, 1)
    for _ in range(dice.weighted(few)):
        start = dice.day(start, start + timedelta(days=1500))
        if start > life.last:
            return
        title, organization, sector, role = dice.weighted([(c[:4], c[4]) for c in CIVIL])
        names = {
            "area": dice.pick(AREAS),
            "town": dice.pick(TOWNS),
            "company": dice.pick(COMPANIES),
            "country": dice.pick(COUNTRIES[1:]),
        }
        told = blank_post(title.format(**names), organization.format(**names), sector, role)
        end = start + timedelta(days=250 + dice.below(2200))
        shut = end if end <= life.last else life.died
        yield post(dice, life, press, start, shut, told)
        start = end


def posts(dice: Dice, life: Life, press: Press) -> Iterator[Post]:
    """Give all posts of a life; some people are known for nothing that they held."""
    start = life.commissioned
    if life.background == "yes":
        yield from military_posts(dice, life, press)
    elif life.background == "no" and dice.chance(0.06):
        cadet = blank_post("Cadet (did not complete)", "Meridian Army", "military", "other")
        yield post(
            dice, life, press, start, start + timedelta(days=600), cadet._replace(branch="army")
        )
    elif life.background == "unknown" and dice.chance(0.12):
        said = blank_post("Officer, by one paper", "", "military", "officer")
        said = said._replace(commands_unit="unknown")
        row = post(dice, life, press, start, min(start + timedelta(days=3000), life.last), said)
        yield row._replace(confidence="low")
    yield from civil_posts(dice, life, press)


# --- listings and events ----------------------------------------------------------------------


def first_day(text: str) -> date:
    """Give the first day of an action's date, which may be a month."""
    return date.fromisoformat(text if len(text) == 10 else f"{text}-01")


def delisted(dice: Dice, life: Life, listed: date) -> str:
    """Say until when a listing stood; the dead stay listed until somebody takes them off."""
    if dice.chance(0.06):
        return ""
    if life.died and life.died > listed and dice.chance(0.5):
        return min(life.died + timedelta(days=60 + dice.below(300)), CUT_OFF).isoformat()
    earliest = listed + timedelta(days=400)
    if earliest > CUT_OFF or dice.chance(0.8):
        return ".."
    return written(dice, dice.day(earliest, CUT_OFF))


def designations(
    dice: Dice, life: Life, held: Sequence[Post]
) -> Iterator[tuple[Designation, Action]]:
    """Give the listings of a person, in the order of time."""
    number = dice.weighted(((0, 20), (1, 56), (2, 17), (3, 7)))
    chosen = {dice.weighted([(a, a.weight) for a in ACTIONS]) for _ in range(number)}
    for action in sorted(chosen):
        if first_day(action.listed_on) > life.last:
            return
        role = dice.pick(held).title if held else "No public post"
        listing = Designation(
            life.id,
            action.authority,
            action.program,
            action.listed_on,
            delisted(dice, life, first_day(action.listed_on)),
            action.administration,
            role,
            bulletin(action),
            "high" if action.authority == "MR-FIN" and dice.chance(0.9) else "medium",
        )
        yield listing, action


def grounds(dice: Dice, listing: Designation, action: Action, official: bool) -> Iterator[Ground]:
    """Give the grounds of a listing, each at the most specific level that applies."""
    levels: dict[str, str] = {}
    if action.program == "MR-GRAFT" or dice.chance(0.25):
        levels["corruption"] = "program"
    if official and dice.chance(0.5):
        levels["government-official"] = "action"
    levels[action.ground] = "individual" if dice.chance(0.35) else "action"
    if dice.chance(0.3):
        levels[dice.pick(tuple(ALLEGED))] = "individual"
    if dice.chance(0.06) and len(levels) > 1:
        del levels[action.ground]
    for ground, level in sorted(levels.items()):
        said = {
            "program": f"One of the criteria of the {ACTS[action.program]}.",
            "action": "The announcement says it of all who were listed that day.",
            "individual": ALLEGED[ground],
        }[level]
        yield Ground(listing.person_id, listing.listed_on, ground, level, said, bulletin(action))


def events(dice: Dice, life: Life, press: Press) -> Iterator[Event]:
    """Give what else happened to a person; most of it is not on record."""
    for _ in range(dice.weighted(((0, 66), (1, 26), (2, 8)))):
        kind = dice.weighted(EVENTS)
        if kind == "promoted" and life.background != "yes":
            continue
        day = dice.day(date(max(2000, life.born.year + 24), 1, 1), life.last)
        when = "" if dice.chance(0.08) else written(dice, day)
        yield Event(life.id, kind, when, dice.pick(TOWNS), press.on(dice, day))


# --- the files --------------------------------------------------------------------------------


class Writing:
    """The tables of a register on their way out; rows go as they come."""

    def __init__(self, files: Mapping[str, IO[str]]) -> None:
        self._writers = {
            name: csv.writer(file, lineterminator="\n") for name, file in files.items()
        }
        for table, header in TABLES.items():
            self.add(table, header)

    def add(self, table: str, row: Sequence[str]) -> None:
        """Write a row."""
        self._writers[table].writerow(row)


def write_person(writing: Writing, dice: Dice, life: Life, press: Press) -> None:
    """Write all rows of one person."""
    writing.add("persons", person(dice, life, press))
    held = list(posts(dice, life, press))
    for row in held:
        writing.add("posts", row)
    for listing, action in designations(dice, life, held):
        writing.add("designations", listing)
        for ground in grounds(dice, listing, action, bool(held)):
            writing.add("grounds", ground)
    for event in events(dice, life, press):
        writing.add("events", event)


def opened(folder: Path, table: str) -> IO[str]:
    """Open the file of a table for writing."""
    return (folder / f"{table}.csv").open("w", encoding="utf-8", newline="")


def generate(folder: Path, *, persons: int, seed: int) -> None:
    """Write a register of so many persons into a folder, its descriptor included."""
    folder.mkdir(parents=True, exist_ok=True)
    press = Press(seed, persons)
    width = max(4, len(str(persons)))
    with ExitStack() as stack:
        writing = Writing({table: stack.enter_context(opened(folder, table)) for table in TABLES})
        for source in sources(press):
            writing.add("sources", source)
        for number in range(1, persons + 1):
            dice = Dice(f"{seed}:person:{number}")
            write_person(writing, dice, live(dice, f"mr-{number:0{width}d}"), press)
    if folder.resolve() != HERE:
        shutil.copyfile(HERE / DESCRIPTOR, folder / DESCRIPTOR)


def main() -> None:
    """Read the command line and write the register."""
    parser = argparse.ArgumentParser(description="Invent a register of persons of Meridian.")
    parser.add_argument("--persons", type=int, default=400, help="how many (400)")
    parser.add_argument(
        "--seed", type=int, default=2018, help="another seed, another country (2018)"
    )
    parser.add_argument("--into", type=Path, required=True, help="the folder to write to")
    given = parser.parse_args()
    if given.persons < 1:
        parser.error("--persons must be 1 or more")
    generate(given.into, persons=given.persons, seed=given.seed)


if __name__ == "__main__":
    main()
