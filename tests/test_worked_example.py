"""The worked example, counted over the CSVs by hand: no line of narrow is used for the counting."""

import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parent.parent / "datasets" / "venezuela-2018"
DAY = "2018-09-08"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def asked(*words: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "narrow", *words, "--format", "json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


PERSONS, POSTS, GROUNDS, LISTINGS = (
    rows(n) for n in ("persons", "posts", "grounds", "designations")
)
EVERYONE = {p["person_id"] for p in PERSONS}
KNOWN = {p["person_id"] for p in PERSONS if p["military_background"] in ("yes", "no")}
MILITARY = [p for p in POSTS if p["sector"] == "military"]


def over(post: dict[str, str]) -> bool:
    end, by = post["end"], post["ended_by"]
    return bool(by and by <= DAY) or bool(end and end != ".." and end < DAY[: len(end)])


def counted(sure: set[str], open_: set[str]) -> dict[str, int]:
    open_ = open_ - sure
    nothing = EVERYONE - sure - open_ - KNOWN
    return {
        "met": len(sure),
        "in_doubt": len(open_),
        "no_record": len(nothing),
        "not_met": len(EVERYONE) - len(sure) - len(open_) - len(nothing),
    }


ANSWER = asked("run", "wola-2018-former-commanders")
CLUES = {clue["id"]: clue for clue in ANSWER["clues"]}
LED = {p["person_id"] for p in MILITARY if p["commands_unit"] == "yes"}
MAY = {p["person_id"] for p in MILITARY if p["commands_unit"] == "unknown"}


def whose(clue: str, reading: str) -> dict[str, int]:
    counts = CLUES[clue]["counts"][reading]
    assert counts["by_hand"] == 0
    return {verdict: n for verdict, n in counts.items() if verdict != "by_hand"}


def test_once_commanded() -> None:
    assert whose("commander", "broad") == counted(LED, MAY)
    assert counted(LED, MAY) == {"met": 17, "in_doubt": 11, "no_record": 16, "not_met": 33}


def test_commanded_and_no_longer() -> None:
    sure = {p["person_id"] for p in MILITARY if p["commands_unit"] == "yes" and over(p)}
    still = {
        p["person_id"]
        for p in MILITARY
        if p["commands_unit"] == "yes" and p["end"] != ".." and not over(p)
    }
    may = {p["person_id"] for p in MILITARY if p["commands_unit"] == "unknown" and p["end"] != ".."}
    assert whose("commander", "strict") == counted(sure, still | may)


@pytest.mark.parametrize(
    ("reading", "levels"),
    [
        ("individual", {"individual"}),
        ("action", {"individual", "action"}),
        ("program", {"individual", "action", "program"}),
    ],
)
def test_on_the_ground_of_corruption(reading: str, levels: set[str]) -> None:
    sure = {g["person_id"] for g in GROUNDS if g["ground"] == "corruption" and g["level"] in levels}
    found = CLUES["graft"]["counts"][reading]
    assert (found["met"], found["not_met"]) == (len(sure), len(EVERYONE) - len(sure))


def test_who_fits() -> None:
    corrupt = {g["person_id"] for g in GROUNDS if g["ground"] == "corruption"}
    found = {f["person"]["id"]: f["status"] for f in ANSWER["findings"]}
    assert {i for i, s in found.items() if s == "met"} == LED & corrupt
    assert {i for i, s in found.items() if s == "in_doubt"} == (MAY - LED) & corrupt


def test_whom_the_author_calls_unlikely_is_marked_and_counted() -> None:
    (marked,) = ANSWER["marked"]
    assert (marked["person"]["id"], marked["status"]) == ("cabello-rondon-diosdado", "in_doubt")


def test_the_funnel_and_every_combination() -> None:
    corrupt = {g["person_id"] for g in GROUNDS if g["ground"] == "corruption"}
    assert [s["left"] for s in ANSWER["funnel"]] == [
        len(LED | MAY | (EVERYONE - KNOWN)),
        len((LED | MAY | (EVERYONE - KNOWN)) & corrupt),
    ]
    loosest = ANSWER["combinations"][-1]
    assert (loosest["low"], loosest["high"]) == (len(LED & corrupt), ANSWER["funnel"][-1]["left"])


def held(post: dict[str, str], day: str) -> str:
    """Whether a post was held on a day, by the rule in the facts' own words: yes, no, open."""
    start, end, on, by = (post[c] for c in ("start", "end", "held_on", "ended_by"))
    if by and by <= day:
        return "no"
    if end not in ("", "..") and end < day[: len(end)]:
        return "no"
    if start and start > day[: len(start)]:
        return "no"
    reached = (
        end == ".."
        or on == day
        or (bool(end) and end > day[: len(end)])
        or (bool(on) and on > day[: len(on)])
    )
    begun = (
        on == day
        or (bool(start) and start < day[: len(start)])
        or (bool(on) and on < day[: len(on)])
    )
    return "yes" if begun and reached else "open"


@pytest.mark.parametrize(
    ("reading", "sectors"),
    [("military", {"military"}), ("forces", {"military", "police", "intelligence"})],
)
def test_active_when_listed(reading: str, sectors: set[str]) -> None:
    found = asked(
        "tally",
        "wola-2018-active-when-listed",
        "--by",
        "administration",
        "--clue",
        "active",
        "--reading",
        reading,
    )
    for group in found["groups"]:
        listed = [
            d
            for d in LISTINGS
            if d["listed_on"] > "2015-03-08" and d["administration"] == group["value"]
        ]
        best: Counter[str] = Counter()
        for listing in listed:
            mine = [
                p
                for p in POSTS
                if p["person_id"] == listing["person_id"] and p["sector"] in sectors
            ]
            seen = {held(p, listing["listed_on"]) for p in mine}
            best["yes" if "yes" in seen else "open" if "open" in seen else "no"] += 1
        counts = group["counts"]
        assert (counts["met"], counts["in_doubt"], group["of"]) == (
            best["yes"],
            best["open"],
            len(listed),
        )


def test_the_numbers_that_the_readme_tells() -> None:
    found = asked("figures", "wola-2018-former-commanders", "wola-2018-active-when-listed")
    told = [(f["published"], f["low"], f["high"], f["of"]) for f in found["figures"]]
    assert ("5 of 7", 5, 7, 7) in told
    assert ("64", 58, 58, 58) in told
    assert ("64", 57, 57, 58) in told
    assert ("64", 64, 64, 65) in told
