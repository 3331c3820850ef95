"""What it costs to read an XML list beside bare iteration with lxml and with the standard library.

    python -m tests.benchmarks.reading_xml --persons 20000

Invents OFAC's `sdn.xml` and the list of the United Nations, then reads each in turns: lxml's
`iterparse` that forgets every record (twice; the second is the A/A line), the standard library's,
narrow's own records, and the importer into nothing. Prints the least of several rounds and the
ratio to lxml. lxml comes with the extra `bench`.
"""

import argparse
import re
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from xml.etree.ElementTree import iterparse

from lxml import etree

from narrow.lists.formats import FORMS
from narrow.lists.import_log import Intake
from narrow.lists.readers.xml_records import records
from narrow.lists.titles import Lexicon, understand
from narrow.registers.opening import library
from tests.benchmarks.reading import Nothing
from tests.lists.lists import SDN_XML, UN

LISTS = {"ofac-xml": (SDN_XML, "sdnEntry", "uid"), "un": (UN, "INDIVIDUAL", "DATAID")}


def invented(form: str, persons: int, folder: Path) -> Path:
    """Write a list in which the first record of the small one stands so many times, renumbered."""
    text, tag, key = LISTS[form]
    found = re.search(f"<{tag}>.*?</{tag}>", text, re.DOTALL)
    assert found
    path = folder / f"{form}.xml"
    with path.open("w", encoding="utf-8") as file:
        file.write(text[: found.end()])
        for number in range(persons):
            one = re.sub(f"<{key}>[^<]*<", f"<{key}>{10_000_000 + number}<", found[0], count=1)
            file.write(one.replace("<REFERENCE_NUMBER>", f"<REFERENCE_NUMBER>{number}-") + "\n")
        file.write(text[found.end() :])
    return path


def by_lxml(path: Path, tag: str) -> None:
    """Iterate over the records with lxml, and forget them."""
    for _, record in etree.iterparse(path, tag=f"{{*}}{tag}"):
        record.clear()
        while record.getprevious() is not None:
            del record.getparent()[0]


def by_standard(path: Path, tag: str) -> None:
    """Iterate over the records with the standard library, and forget them."""
    for _, record in iterparse(path):  # noqa: S314 (a file of our own)
        if record.tag.rpartition("}")[2] == tag:
            record.clear()


def ours(path: Path, tag: str) -> None:
    """Iterate over the records as the importers do."""
    for _ in records(path, frozenset({tag}), Intake()):
        pass


def measure(form: str, persons: int, rounds: int, folder: Path) -> None:
    """Print what each way costs, interleaved."""
    path, tag = invented(form, persons, folder), LISTS[form][1]
    titles = partial(understand, lexicon=Lexicon.of_vocabularies(library().vocabularies()))
    read = FORMS[form].importer
    intake = Intake()
    ways: dict[str, Callable[[], object]] = {
        "lxml": lambda: by_lxml(path, tag),
        "lxml again (A/A)": lambda: by_lxml(path, tag),
        "the standard library": lambda: by_standard(path, tag),
        "records, as importers read them": lambda: ours(path, tag),
        "importer, rows kept nowhere": lambda: read([path], Nothing(), intake, titles),
    }
    took = dict.fromkeys(ways, float("inf"))
    for _ in range(rounds):
        for name, work in ways.items():
            start = perf_counter()
            work()
            took[name] = min(took[name], perf_counter() - start)
    assert intake.taken > rounds * persons
    print(
        f"{form}: {persons:,} persons, {path.stat().st_size / 1e6:.0f} MB, least of {rounds} rounds"
    )
    for name, seconds in took.items():
        print(f"  {name:<34} {seconds:7.2f} s   {seconds / took['lxml']:6.2f} x lxml")


def main() -> None:
    """Invent the lists and measure on them."""
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--persons", type=int, default=20_000)
    words.add_argument("--rounds", type=int, default=3)
    given = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for form in LISTS:
            measure(form, given.persons, given.rounds, Path(folder))


if __name__ == "__main__":
    main()
