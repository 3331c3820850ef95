"""A file that only its owner may read, sealed as all kept files are, and never written over."""

import json
import os
from pathlib import Path

from narrow.errors import RequestError
from narrow.keeping.sealed import Json, seal
from narrow.model.case import Source
from narrow.model.finding import Person
from narrow.model.redaction import Key

SCHEMA = "narrow/key/1"
OWNER_ONLY = 0o600


def write_key(path: Path, key: Key) -> None:
    """Write the key to a redacted answer; the same key may be written again, another may not."""
    text = json.dumps(seal(_data(key)), ensure_ascii=False, indent=1) + "\n"
    try:
        if path.exists() and path.read_text(encoding="utf-8") != text:
            raise RequestError(f"{path} is there and is not the key to this answer; name another")
        beside = path.with_name(path.name + ".part")
        beside.unlink(missing_ok=True)
        # made for its owner alone from the first byte on, and no link is followed
        opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with os.fdopen(opened, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        beside.replace(path)
    except UnicodeError:
        raise RequestError(f"{path} is no key in UTF-8, or the names in it are none") from None
    except OSError as error:
        raise RequestError(f"{path} cannot be written: {error.strerror or error}") from None


def _data(key: Key) -> Json:
    return {
        "schema": SCHEMA,
        "case": key.case,
        "as_of": key.as_of,
        "register_sha256": key.sha256,
        "people": {code: _person(person) for code, person in key.people.items()},
        "sources": {code: _source(source) for code, source in key.sources.items()},
        "rows": {t: {str(new): row for new, row in rows.items()} for t, rows in key.rows.items()},
    }


def _person(person: Person) -> Json:
    return {"id": person.id, "name": person.name, "aliases": list(person.aliases)}


def _source(source: Source) -> Json:
    return {"id": source.id, "title": source.title, "url": source.url}
