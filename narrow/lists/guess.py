"""A mapping is proposed for a table that nobody has mapped yet; it is read by somebody, then used.

What is proposed loads as it stands. What is not sure is a comment, and nothing is made of it.
"""

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from narrow.errors import RequestError
from narrow.lists.import_log import Intake
from narrow.lists.mapped import ENDS, GOES_ON
from narrow.lists.readers.csv_rows import Line
from narrow.lists.readers.workbook import Tables, header_of, letter_of
from narrow.model.dates import date_form, understood
from narrow.model.mappings import folded

# What a sheet seems to hold, by its headers and a sample of its rows; nothing is decided here.


# A proposed mapping is written line by line: what is sure as YAML, what is not as comments.
#
# Texts of the list are written in quotes and without any character that could end a line.


PAGE = 96  # columns of a line
LONGEST = 60  # characters of a value that a comment shows


class Page:
    """The lines of a proposal, each indented by so many spaces."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def put(self, depth: int, text: str) -> None:
        """Write a line of YAML."""
        self.lines.append(" " * depth + text)

    def unsure(self, depth: int, text: str) -> None:
        """Write what somebody must decide."""
        self.lines += _wrapped(depth, "unsure: " + text)

    def note(self, depth: int, text: str) -> None:
        """Write a remark."""
        self.lines += _wrapped(depth, text)

    @property
    def text(self) -> str:
        """The whole of it."""
        return "\n".join(self.lines) + "\n"


def _wrapped(depth: int, text: str) -> Iterable[str]:
    begin = " " * depth + "# "
    return textwrap.wrap(
        plain(text),
        PAGE,
        initial_indent=begin,
        subsequent_indent=begin + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def plain(text: str) -> str:
    """Give a text that stays on its line."""
    return "".join(c if c.isprintable() else "�" for c in text)


def shown(text: str) -> str:
    """Give a value as a comment shows it."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def quoted(text: str) -> str:
    """Give a text as YAML that reads back as the same text, whatever is in it."""
    safe = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in safe) + '"'


def listed(texts: Sequence[str]) -> str:
    """Give texts as a list of YAML, a single one as itself."""
    if len(texts) == 1:
        return quoted(texts[0])
    return "[" + ", ".join(map(quoted, texts)) + "]"


# Which forms the dates of a column have; where day and month may change places, nothing is said.
#
# A form is proposed only when no other form reads the same text as another day.


_MARKS = ("/", ".", "-")
_PLAIN = (
    "DD MMMM YYYY",
    "DD-MMMM-YYYY",
    "DD de MMMM de YYYY",
    "MMMM DD, YYYY",
    "MMMM YYYY",
    "MMMM de YYYY",
    "MM/YYYY",
    "circa YYYY",
    "c. YYYY",
    "YYYY/MM/DD",
    "YYYY.MM.DD",
)


@dataclass(frozen=True, slots=True)
class Dates:
    """The forms that are sure, what is unsure of the others, and the texts of no known form."""

    forms: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()

    @property
    def are_dates(self) -> bool:
        """Whether most of the texts may be dates."""
        return bool(self.forms or self.unsure) or not self.strange


def dates_in(values: Sequence[str]) -> Dates:
    """Look at the texts of a column."""
    forms: list[str] = []
    unsure: list[str] = []
    left = [text for text in values if not understood(text, ())]
    for mark in _MARKS:
        ours, theirs = f"DD{mark}MM{mark}YYYY", f"MM{mark}DD{mark}YYYY"
        found = [text for text in left if _reads(ours, text) or _reads(theirs, text)]
        if not found:
            continue
        left = [text for text in left if text not in found]
        first = [text for text in found if not _reads(theirs, text)]
        second = [text for text in found if not _reads(ours, text)]
        if first and not second:
            forms.append(ours)
        elif second and not first:
            forms.append(theirs)
        elif all(_reads(ours, text) == _reads(theirs, text) for text in found):
            forms.append(ours)  # "01/01/2001" is one day, whichever comes first
        else:
            unsure.append(_said(ours, theirs, found, first, second))
    for form in _PLAIN:
        found = [text for text in left if _reads(form, text)]
        if found:
            forms.append(form)
            left = [text for text in left if text not in found]
    return Dates(tuple(forms), tuple(unsure), tuple(dict.fromkeys(left)))


def _reads(form: str, text: str) -> str:
    return date_form(form).read(text)


def _said(
    ours: str, theirs: str, found: Sequence[str], first: Sequence[str], second: Sequence[str]
) -> str:
    if first:
        return f"{first[0]} can only be {ours} and {second[0]} only {theirs}; both stand here"
    apart = next((text for text in found if _reads(ours, text) != _reads(theirs, text)), found[0])
    days = f"{_reads(ours, apart)} ({ours}) or {_reads(theirs, apart)} ({theirs})"
    return f"{apart} may be {days}; no value of the column decides. Add dates: with one of them"


# What the headers of lists are called, in English and Spanish; any other header is not known.


WORDS = {
    "id": "no|nr|n|id|number|num|numero|nro|ref|reference|entry|entry no|unique id|uid|code|codigo",
    "name": "name|full name|fullname|nombre completo|person|persona|apellidos y nombres|"
    "name of person|surname name|surname first name|last name first name|nom et prenom|nom complet|"
    "name vorname|nome completo|фио|имя|الاسم",
    "first": "first name|first names|firstname|given name|given names|givenname|forename|forenames|"
    "nombre|nombres|prenom|prenoms|vorname|vornamen|prenome|имя и отчество",
    "last": "last name|lastname|surname|family name|familyname|apellido|apellidos|last names|"
    "nom de famille|nachname|familienname|sobrenome|фамилия",
    "native": "name in original script|original script|native name|name original script",
    "aka": "alias|aliases|aka|also known as|other names|other name|alias es|otros nombres",
    "born": "date of birth|dob|born|birth date|birthdate|birthday|birth|fecha de nacimiento|"
    "nacimiento",
    "birth_place": "place of birth|pob|birthplace|birth place|lugar de nacimiento",
    "gender": "sex|gender|sexo|genero",
    "nationality": "nationality|nationalities|nacionalidad|nacionalidades",
    "citizenship": "citizenship|citizenships|ciudadania",
    "position": "position|positions|title|titles|post|function|office|cargo|cargos|puesto|"
    "job title|designation|job|occupation",
    "start": "from|start|since|start date|desde|inicio|begin|began|from date|appointed",
    "end": "to|end|until|end date|hasta|fin|to date|left office|till",
    "program": "programme|program|programmes|programs|regime|sanctions programme|"
    "sanctions program|programa|sanctions regime",
    "listed_on": "listed on|date listed|listing date|date of listing|designated on|"
    "date of designation|sanctioned on|listed|fecha de designacion",
    "authority": "authority|listed by|sanctioned by|issuing authority|autoridad",
    "remarks": "remarks|notes|note|comments|comment|observaciones|other information|remark",
    "passport": "passport|passport no|passport number|pasaporte",
    "national_id": "national id|id number|identity card|cedula|cedula de identidad|id card",
    "street": "address|street|direccion|domicilio",
    "city": "city|town|ciudad",
    "kind": "type|entity type|kind|tipo|individual or entity",
}
_BY_WORD = {word: field for field, words in WORDS.items() for word in words.split("|")}
GENDERS = {
    "m": "male",
    "male": "male",
    "man": "male",
    "masculino": "male",
    "hombre": "male",
    "f": "female",
    "female": "female",
    "woman": "female",
    "femenino": "female",
    "mujer": "female",
}
PERSONS = ("individual", "individuals", "person", "persons", "persona", "natural person")
MISSING = ("-", "--", "–", "—", "n/a", "n.a.", "?", "unknown", "not known", "s/d", "desconocido")
_NOT_LETTERS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")


def bare(header: str) -> str:
    """Give a header without accents, case and marks."""
    parts = unicodedata.normalize("NFKD", header.casefold().replace("º", "").replace("°", ""))
    return _NOT_LETTERS.sub(" ", "".join(c for c in parts if not unicodedata.combining(c))).strip()


def field_of(header: str, *, loosely: bool = False) -> str:
    """Say what a header is the name of, blank where it is not known; loosely by its last words."""
    words = bare(header).replace("a k a", "aka").replace("d o b", "dob").split()
    if header.strip() == "#":
        return "id"
    for at in range(len(words) if loosely else 1):
        found = _BY_WORD.get(" ".join(words[at:]), "")
        if found:
            return found
    return ""


def numbered(header: str) -> tuple[str, int]:
    """Take a header such as "Position 2" apart into "Position {n}" and 2; -1 where it has none."""
    found = _NUMBER.findall(header)
    if len(found) != 1 or "{" in header or str(int(found[0])) != found[0]:
        return header, -1
    return _NUMBER.sub("{n}", header), int(found[0])


SAMPLE = 1_000  # rows
_TOP = 15  # rows in which the header is looked for
_WIDE = 0.6  # of the columns that a header fills at least


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, how a mapping names it, what it seems to be, and what it holds.

    `number` is that of a numbered column, -1 of any other; `family` is then its name with {n}.
    """

    header: str
    name: str
    field: str
    number: int
    family: str
    values: tuple[str, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """The values that say something."""
        return tuple(text for text in self.values if text and folded(text) not in MISSING)


@dataclass(frozen=True, slots=True)
class Seen:
    """A sheet as far as it was looked at; `rows` is blank of a sheet without a header."""

    name: str
    rows: tuple[int, ...]
    columns: tuple[Column, ...] = ()
    missing: tuple[str, ...] = ()

    def of(self, field: str) -> Sequence[Column]:
        """Give the columns that seem to be a field, without the numbered ones."""
        return [one for one in self.columns if one.field == field and one.number < 0]


def see(tables: Tables, sheet: str) -> Seen:
    """Look at the first rows of a sheet."""
    lines = list(islice(tables.rows(sheet, Intake()), SAMPLE))
    rows = header_rows([line for line in lines if not line.fault][:_TOP])
    if not rows:
        return Seen(sheet, ())
    texts = header_of(lines, tables.place(sheet), rows).texts
    body = [line for line in lines if line.number > rows[-1] and not line.fault]
    columns = tuple(
        _column(texts, at, tuple(_cell(line, at) for line in body), len(rows) > 1)
        for at in range(len(texts))
    )
    marks = {text for one in columns for text in one.values if folded(text) in MISSING}
    return Seen(sheet, rows, columns, tuple(sorted(marks)))


def header_rows(lines: Sequence[Line]) -> tuple[int, ...]:
    """Say which rows are the header: the first that is wide enough, and one above or below it."""
    width = max((len(_filled(line)) for line in lines), default=0)
    wide = max(2, width * _WIDE)
    for at, line in enumerate(lines):
        if len(_filled(line)) < wide or any(_is_number(text) for text in _filled(line)):
            continue
        above = lines[at - 1] if at else None
        if above and above.number == line.number - 1 and len(_filled(above)) >= 2:
            return (above.number, line.number)
        below = lines[at + 1] if at + 1 < len(lines) else None
        if below and below.number == line.number + 1 and _is_header(below):
            return (line.number, below.number)
        return (line.number,)
    return ()


def _column(texts: Sequence[str], at: int, values: tuple[str, ...], loosely: bool) -> Column:
    header = texts[at]
    family, number = numbered(header)
    alone = [folded(text) for text in texts].count(folded(header)) == 1
    name = header if header and alone and "{" not in header else letter_of(at)
    field = field_of(family.replace("{n}", " "), loosely=loosely or number >= 0)
    return Column(header, name, field, number if alone else -1, family, values)


def _is_header(line: Line) -> bool:
    known = [text for text in _filled(line) if field_of(text)]
    return len(known) >= max(2, len(_filled(line)) / 2)


def _filled(line: Line) -> list[str]:
    return [cell for cell in line.cells if cell]


def _is_number(text: str) -> bool:
    return text.replace(".", "").replace("/", "").replace("-", "").isdigit()


def _cell(line: Line, at: int) -> str:
    return line.cells[at] if at < len(line.cells) else ""


# The columns of a proposal, one by one: what is sure is written, what is not is asked.


AT = 6  # spaces before a table
CELL = AT + 4


class Cells:
    """Writes columns of one sheet, and remembers which of its columns are used."""

    def __init__(self, seen: Seen, page: Page) -> None:
        self.seen, self.page = seen, page
        self.used: set[str] = set()

    def has(self, field: str) -> bool:
        """Say whether some column seems to be a field."""
        return bool(self.seen.of(field))

    def table(self, name: str, more: str = "") -> None:
        """Begin a table."""
        self.page.put(AT, f"- table: {name}")
        if more:
            self.page.put(AT + 2, more)
        self.page.put(AT + 2, "columns:")

    def cell(self, target: str, column: Column) -> None:
        """Propose a column as it stands."""
        self.used.add(column.name)
        self.page.put(CELL, f"{target}: {quoted(column.name)}")

    def join(self, target: str, columns: Sequence[Column]) -> None:
        """Propose a column, or several that are joined."""
        if len(columns) == 1:
            self.cell(target, columns[0])
            return
        self.used |= {column.name for column in columns}
        names = listed([column.name for column in columns])
        self.page.put(CELL, f"{target}: {{column: {names}, join: ' '}}")

    def date(self, target: str, column: Column, name: str = "", more: Sequence[str] = ()) -> None:
        """Propose a column of dates, with the forms that are sure."""
        self.used.add(column.name)
        told, open_ = [*column.told, *more], GOES_ON if target in ENDS else ()
        name, found = name or column.name, dates_in([t for t in told if folded(t) not in open_])
        if found.forms:
            self.page.put(
                CELL, f"{target}: {{column: {quoted(name)}, dates: {listed(found.forms)}}}"
            )
        else:
            self.page.put(CELL, f"{target}: {quoted(name)}")
        for said in found.unsure:
            self.page.unsure(CELL, f"{target}: {said}")
        for text in found.strange[:3]:
            self.page.unsure(CELL, f"{target}: {shown(text)!r} is no date of a known form")

    def gender(self, column: Column) -> None:
        """Propose a gender, with the words that are known."""
        self.used.add(column.name)
        texts = list(dict.fromkeys(column.told))
        known = {text: GENDERS[folded(text)] for text in texts if folded(text) in GENDERS}
        words = ", ".join(f"{quoted(text)}: {code}" for text, code in known.items())
        self.page.put(CELL, f"gender: {{column: {quoted(column.name)}, values: {{{words}}}}}")
        for text in [text for text in texts if text not in known][:5]:
            self.page.unsure(CELL, f"gender: what does {shown(text)!r} stand for?")

    def several(self, field: str, target: str) -> None:
        """Propose columns that hold several values."""
        columns = [one for one in self.seen.columns if one.field == field]
        if not columns:
            return
        self.used |= {column.name for column in columns}
        split = any(";" in text for column in columns for text in column.told)
        names = listed([column.name for column in columns])
        self.page.put(
            CELL, f"{target}: {{column: {names}{', split: ' + quoted(';') if split else ''}}}"
        )
        for column in columns:
            self.marks(column)

    def marks(self, column: Column) -> None:
        """Ask about values that may be several."""
        for mark in (",", "/", "\n"):
            some = next((text for text in column.told if mark in text), "")
            if some:
                said = f"{shown(some)!r} in {column.name!r} may be several values"
                self.page.unsure(CELL, f"{said}; if so, add split: {quoted(mark)}")

    def rest(self) -> None:
        """Name the columns that nothing is made of."""
        for column in self.seen.columns:
            if column.name not in self.used and (column.header or column.told):
                some = ", ".join(repr(shown(text)) for text in dict.fromkeys(column.told[:3]))
                head = repr(shown(column.header)) if column.header else f"column {column.name}"
                self.page.note(4, f"not mapped: {head}: {some or 'blank in the sample'}")


# The tables that a sheet may feed, each proposed from the columns that seem to belong to it.


_SEVERAL = {"aka": "also_known_as", "nationality": "nationality", "citizenship": "citizenship"}
_ONE = {"birth_place": "birth_place", "native": "name_native", "remarks": "remarks_as_given"}
_POST = {"position": "title", "start": "start", "end": "end"}
_PAPERS = {"passport": "passport", "national_id": "national-id"}


class Proposal(Cells):
    """Writes the tables of one sheet, and remembers which columns they use."""

    def persons(self, name: Sequence[Column], many: bool) -> None:
        """Propose the persons."""
        self.table("persons", "rows: many  # a person stands in several rows" if many else "")
        self.join("name", name)
        for column in self.seen.of("born")[:1]:
            self.date("birth_date", column)
        for column in self.seen.of("gender")[:1]:
            self.gender(column)
        for field, target in _SEVERAL.items():
            self.several(field, target)
        for field, target in _ONE.items():
            for column in self.seen.of(field)[:1]:
                self.cell(target, column)

    def posts(self) -> None:
        """Propose the posts: of a single column, of numbered ones, or each with its own dates."""
        beside = list(self._beside())
        for group in beside:
            self._post(group, "")
        if beside:
            return
        single = {field: self.seen.of(field)[0] for field in _POST if self.seen.of(field)}
        if "position" in single:
            self._post(single, "")
        for group, numbers in self._families():
            self._post(group, f"repeat: {{from: {numbers[0]}, to: {numbers[-1]}}}")

    def listings(self) -> None:
        """Propose the designations; who lists is not told by a column alone."""
        given = {name: self.seen.of(name)[0] for name in ("program", "listed_on") if self.has(name)}
        if not given:
            return
        self.table("designations")
        if self.has("authority"):
            self.cell("authority", self.seen.of("authority")[0])
        else:
            said = "who lists them? Add authority: {constant: …}"
            self.page.unsure(CELL, said)
        for target, column in given.items():
            if target == "listed_on":
                self.date(target, column)
            else:
                self.cell(target, column)
                self.marks(column)

    def papers(self) -> None:
        """Propose numbers of papers, and addresses."""
        for field, kind in _PAPERS.items():
            for column in self.seen.of(field)[:1]:
                self.table("identifications")
                self.page.put(CELL, f"kind: {{constant: {kind}}}")
                self.cell("number", column)
        if self.has("street") or self.has("city"):
            self.table("addresses")
            for field in ("street", "city"):
                for column in self.seen.of(field)[:1]:
                    self.cell(field, column)

    def _post(self, group: Mapping[str, Column], repeat: str) -> None:
        self.table("posts", repeat)
        for field, column in group.items():
            alike = [one for one in self.seen.columns if one.family == column.family]
            alike = alike if repeat else [column]
            name = column.family if repeat else column.name
            self.used |= {one.name for one in alike}
            if field == "position":
                self.page.put(CELL, f"title: {quoted(name)}")
            else:
                more = [text for one in alike if one is not column for text in one.told]
                self.date(_POST[field], column, name, more)
        self.page.put(AT + 2, "understand: title")

    def _beside(self) -> Iterator[Mapping[str, Column]]:
        """Give each post with the From and To at its right, where these headers are repeated."""
        columns = [one for one in self.seen.columns if one.field in _POST]
        dates = [one.header for one in columns if one.field != "position"]
        if len(set(dates)) == len(dates):
            return
        group: dict[str, Column] = {}
        for one in columns:
            if one.field == "position":
                if group:
                    yield group
                group = {}
            if group or one.field == "position":
                group.setdefault(one.field, one)
        if group:
            yield group

    def _families(self) -> Iterator[tuple[Mapping[str, Column], Sequence[int]]]:
        """Give the groups of numbered columns with titles, with the numbers that all have."""
        families: dict[str, list[Column]] = {}
        for column in self.seen.columns:
            if column.number >= 0 and column.field in _POST and column.name == column.header:
                families.setdefault(column.family, []).append(column)
        titles = [columns for columns in families.values() if columns[0].field == "position"]
        for found in titles[:1]:
            numbers = sorted(column.number for column in found)
            if numbers != list(range(numbers[0], numbers[-1] + 1)):
                self.page.unsure(AT, f"{found[0].family!r}: numbers are missing among {numbers}")
                continue
            group = {"position": found[0]}
            for columns in families.values():
                if columns[0].field in ("start", "end") and columns[0].field not in group:
                    if sorted(column.number for column in columns) == numbers:
                        group[columns[0].field] = columns[0]
                    else:
                        self.page.unsure(AT, f"{columns[0].family!r} is not there for all numbers")
            yield group, numbers


_NOT_IN_IDS = re.compile(r"[^a-z0-9_-]+")


_OF_NUMBERS = {"id", "no", "nr", "ref", "number", "code", "key"}
_CODED = re.compile(r"(?=[^\d]*\d)[A-Z0-9][A-Z0-9/._-]*")


@dataclass(frozen=True, slots=True)
class _Main:
    """The columns that say who: id (blank where none is sure), name, and whether rows repeat."""

    ids: tuple[Column, ...]
    name: tuple[Column, ...]
    many: bool = False


def guess(path: Path) -> str:
    """Propose a mapping for a file, as YAML with comments; raises RequestError where it cannot."""
    tables = Tables(path)
    seen = [see(tables, sheet) for sheet in tables.sheets]
    main = next(((one, who) for one in seen if (who := _who(one))), None)
    if main is None:
        raise RequestError(f"{path}: no sheet has a header with a name in it; write the mapping")
    page = Page()
    _head(page, path, seen)
    ordered = [main[0], *(one for one in seen if one is not main[0])]
    for one in ordered:
        _sheet(page, one, main[0], main[1])
    return page.text


def _head(page: Page, path: Path, seen: Sequence[Seen]) -> None:
    name = _NOT_IN_IDS.sub("-", path.stem.lower()).strip("-_")[:60] or "list"
    page.note(0, f"A mapping proposed for {path.name}. Read it before it is used; nothing is")
    page.note(0, "imported yet. Lines that begin with “unsure” are for you to decide.")
    page.note(0, f"Save it as {name}.yaml, then: narrow import FILE --mapping {name}.yaml --into X")
    page.put(0, "narrow: 1")
    page.put(0, "kind: mapping")
    page.put(0, f"id: {quoted(name)}")
    page.put(0, f"title: {quoted(path.stem)}")
    page.unsure(0, "who published it, and when? publisher: …, published: YYYY-MM-DD")
    marks = sorted({mark for one in seen for mark in one.missing})
    if marks:
        page.put(0, "missing: [" + ", ".join(map(quoted, marks)) + "]")
    page.put(0, "sheets:")


def _sheet(page: Page, seen: Seen, main: Seen, who: _Main) -> None:
    label = f"sheet {seen.name!r}" if seen.name else "the file"
    if not seen.rows:
        page.unsure(2, f"{label} has no header that can be told; it is left out")
        return
    is_main = seen is main
    ids = who.ids or who.name
    if not is_main:
        wanted = [folded(column.header) for column in who.ids]
        ids = tuple(one for one in seen.columns if folded(one.header) in wanted)
        feeds = any(seen.of(field) for field in ("position", "program", "listed_on", "passport"))
        numbered = any(one.field == "position" for one in seen.columns)
        if not wanted or len(ids) != len(wanted) or not (feeds or numbered):
            page.unsure(2, f"{label} is left out: no column says of whom it speaks, or what")
            return
    rows = seen.rows
    page.put(2, f"- header: {rows[0]}" if len(rows) == 1 else f"- header: {list(rows)}")
    if seen.name:
        page.put(4, f"sheet: {quoted(seen.name)}")
    page.put(4, f"id: {listed([column.name for column in ids])}")
    if is_main and not who.ids:
        page.unsure(4, "no column is the number of an entry; who has the same name is refused")
    proposal = Proposal(seen, page)
    proposal.used |= {column.name for column in ids}
    if is_main:
        _only(page, seen, proposal)
    page.put(4, "tables:")
    if is_main:
        proposal.persons(who.name, who.many)
    proposal.posts()
    proposal.listings()
    proposal.papers()
    proposal.rest()


def _only(page: Page, seen: Seen, proposal: Proposal) -> None:
    for column in seen.of("kind")[:1]:
        words = dict.fromkeys(column.told)
        persons = [text for text in words if folded(text) in PERSONS]
        if persons:
            proposal.used.add(column.name)
            page.put(4, f"only: {{{quoted(column.name)}: {listed(persons)}}}")
            others = [shown(plain(text)) for text in words if text not in persons]
            if others:
                page.note(4, f"set aside: {', '.join(others[:8])}")


def _who(seen: Seen) -> _Main | None:
    name = _name(seen)
    if not name:
        return None
    texts = list(zip(*(column.values for column in name), strict=True))
    for column in (*seen.of("id"), *_numbers(seen)):
        if all(text and text in column.told for text in column.values):
            told: dict[str, tuple[str, ...]] = {}
            same = all(
                told.setdefault(text, who) == who
                for text, who in zip(column.values, texts, strict=True)
            )
            if same:
                return _Main((column,), name, len(told) < len(texts))
    return _Main((), name)


def _numbers(seen: Seen) -> list[Column]:
    """Find columns that are filled and unique: those that are called so, or any of codes."""
    free = [one for one in seen.columns if not one.field and one.values]
    unique = [one for one in free if all(one.values) and len({*one.values}) == len(one.values)]
    named = [one for one in unique if {*bare(one.header).split()[-1:]} & _OF_NUMBERS]
    coded = [one for one in unique if all(_CODED.fullmatch(text) for text in one.values)]
    return named or coded


def _name(seen: Seen) -> tuple[Column, ...]:
    """Find the columns of the name: one, or a first and a last one."""
    whole, first, last = seen.of("name"), seen.of("first"), seen.of("last")
    if last and (first or whole):
        return ((first or whole)[0], last[0])
    return tuple((whole or first)[:1])
