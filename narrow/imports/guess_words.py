"""What the headers of lists are called, in English and Spanish; any other header is not known."""

import re
import unicodedata

WORDS = {
    "id": "no|nr|n|id|number|num|numero|nro|ref|reference|entry|entry no|unique id|uid|code|codigo",
    "name": "name|full name|nombre completo|person|persona|apellidos y nombres|name of person",
    "first": "first name|first names|given name|given names|forename|forenames|nombre|nombres",
    "last": "last name|surname|family name|apellido|apellidos|last names",
    "native": "name in original script|original script|native name|name original script",
    "aka": "alias|aliases|aka|also known as|other names|other name|alias es|otros nombres",
    "born": "date of birth|dob|born|birth date|birthdate|birth|fecha de nacimiento|nacimiento",
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
