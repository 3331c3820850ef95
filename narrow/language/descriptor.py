"""A descriptor becomes a `Register`, once every name in it has been looked up."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from narrow.errors import RegisterError, RuleError
from narrow.language.consistency import date_columns, inconsistencies, several
from narrow.language.expected import expectations
from narrow.language.manifest import (
    CitingManifest,
    ColumnManifest,
    FieldManifest,
    NamingManifest,
    PackageManifest,
    ResourceManifest,
    SliceManifest,
    SpanManifest,
    TableManifest,
)
from narrow.language.text import Text, parse, read
from narrow.language.validate import validate
from narrow.model.admiralty import Grade
from narrow.model.kept import Kept
from narrow.model.register import (
    PERSONS,
    SOURCES,
    Citing,
    Column,
    Kind,
    Naming,
    Register,
    Slice,
    Span,
    Table,
    Values,
)
from narrow.model.vocabulary import Vocabulary


def read_register(path: Path, vocabularies: Mapping[str, Vocabulary]) -> Register:
    """Read the descriptor of a register folder; raises RegisterError with all that is wrong."""
    try:
        text = read(path)
    except RuleError as error:
        raise RegisterError(error.issues) from None
    return _register(text, vocabularies)


def kept_register(file: str, kept: Kept, vocabularies: Mapping[str, Vocabulary]) -> Register:
    """Read the descriptor inside a kept register; raises RegisterError."""
    try:
        text = parse(kept.descriptor, f"{file}/datapackage.json")
    except RuleError as error:
        raise RegisterError(error.issues) from None
    return replace(_register(text, vocabularies), file=file, kept=kept)


def _register(text: Text, vocabularies: Mapping[str, Vocabulary]) -> Register:
    try:
        manifest = validate(text, PackageManifest)
    except RuleError as error:
        raise RegisterError(error.issues) from None
    issues = list(inconsistencies(text, manifest, vocabularies))
    if issues:
        raise RegisterError(issues)
    blocks = {r.narrow.role: r.narrow for r in manifest.resources if r.narrow}
    tables = [
        replace(
            _table(manifest, resource, resource.narrow),
            expectations=expectations(text, resource.narrow, ("resources", at, "narrow")),
        )
        for at, resource in enumerate(manifest.resources)
        if resource.narrow
    ]
    until = manifest.narrow.known_until
    return Register(
        id=manifest.name,
        title=manifest.title or manifest.name,
        file=text.file,
        tables={table.role: table for table in tables},
        naming=_naming(blocks[PERSONS].naming),
        citing=_citing(blocks[SOURCES].citing if SOURCES in blocks else None),
        known_until=date.fromisoformat(until) if until else None,
        circa_years=manifest.narrow.circa_years,
        grades={mark: Grade(code) for mark, code in manifest.narrow.grades.items()},
        vocabularies=vocabularies,
    )


def _table(manifest: PackageManifest, resource: ResourceManifest, block: TableManifest) -> Table:
    schema = resource.table_schema
    return Table(
        role=block.role,
        path=resource.path,
        columns={f.name: _column(f, block, schema.missing_values) for f in schema.fields},
        key=several(schema.primary_key),
        person=block.person,
        span=_span(block.time),
        complete_for=tuple(_slice(given) for given in block.complete_for),
        says=block.says,
        sources=tuple(block.sources),
        graded_by=block.graded_by,
        settled_by=block.settled_by,
        references=_references(manifest, resource),
        schema=block.ftm,
    )


def _column(field: FieldManifest, block: TableManifest, missing: list[str]) -> Column:
    given = block.columns.get(field.name) or ColumnManifest.model_construct()
    is_date = field.name in set(date_columns(block))
    kind = given.kind or ("date" if is_date else "code" if given.vocabulary else "text")
    blanks = field.missing_values if field.missing_values is not None else missing
    constraints = field.constraints
    return Column(
        name=field.name,
        title=field.title,
        kind=Kind(kind),
        vocabulary=given.vocabulary,
        missing=tuple(dict.fromkeys(("", *blanks))),
        values=Values(given.values),
        separator=given.separator,
        applies_where={c: tuple(codes) for c, codes in given.applies_where.items()},
        property=given.ftm,
        required=constraints is not None and constraints.required == "true",
        open_end=block.time is not None and field.name == block.time.end,
    )


def _references(
    manifest: PackageManifest, resource: ResourceManifest
) -> tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]:
    roles = {r.name: r.narrow.role for r in manifest.resources if r.narrow}
    roles[""] = roles.get(resource.name, "")
    return tuple(
        (several(k.fields), roles[k.reference.resource], several(k.reference.fields))
        for k in resource.table_schema.foreign_keys
        if k.reference.resource in roles
    )


def _naming(given: NamingManifest | None) -> Naming:
    return Naming(**given.model_dump()) if given else Naming("")


def _citing(given: CitingManifest | None) -> Citing:
    return Citing(**given.model_dump()) if given else Citing()


def _slice(given: SliceManifest) -> Slice:
    return Slice(
        where={column: tuple(codes) for column, codes in given.where.items()},
        person={column: tuple(codes) for column, codes in given.person.items()},
        says=given.says,
    )


def _span(given: SpanManifest | None) -> Span | None:
    if given is None:
        return None
    return Span(
        start=given.start,
        end=given.end,
        held_on=given.held_on,
        ended_by=given.ended_by,
        until_death=given.until_death == "yes",
    )
