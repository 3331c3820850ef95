"""A descriptor becomes a `Register`: every column, key, slice and vocabulary checked by name."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from narrow.errors import Issue, RegisterError, RuleError, nearest
from narrow.language.manifest import (
    ColumnManifest,
    FieldManifest,
    PackageManifest,
    ResourceManifest,
    SliceManifest,
    SpanManifest,
    TableManifest,
)
from narrow.language.text import Path_, Text, read
from narrow.language.validate import validate
from narrow.model.admiralty import Grade
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

RESERVED_NAMES = frozenset(
    {"person_no", "row_no", "begins_lo", "begins_hi", "ends_lo", "ends_hi", "ends_mid"}
    | {"known_lo", "known_hi"}
)
RESERVED_ENDINGS = ("_lo", "_hi", "_words")


def read_register(path: Path, vocabularies: Mapping[str, Vocabulary]) -> Register:
    """Read the descriptor of a register folder; raises RegisterError with all that is wrong."""
    try:
        text = read(path)
        manifest = validate(text, PackageManifest)
    except RuleError as error:
        raise RegisterError(error.issues) from None
    return _Descriptor(text, manifest, vocabularies).register()


class _Descriptor:
    """Lowers one manifest, gathering what is wrong on the way."""

    def __init__(
        self, text: Text, manifest: PackageManifest, vocabularies: Mapping[str, Vocabulary]
    ) -> None:
        self.text = text
        self.manifest = manifest
        self.vocabularies = vocabularies
        self.issues: list[Issue] = []

    def register(self) -> Register:
        tables = {t.role: t for t in self.tables()}
        naming = _naming(self, tables)
        _check_slices(self, tables)
        if self.issues or naming is None:
            raise RegisterError(self.issues)
        block = self.manifest.narrow
        return Register(
            id=self.manifest.name,
            title=self.manifest.title or self.manifest.name,
            file=self.text.file,
            tables=tables,
            naming=naming,
            citing=_citing(self.manifest),
            known_until=date.fromisoformat(block.known_until) if block.known_until else None,
            circa_years=block.circa_years,
            grades={mark: Grade(code) for mark, code in block.grades.items()},
            vocabularies=self.vocabularies,
        )

    def wrong(self, path: Path_, message: str) -> None:
        self.issues.append(self.text.issue(path, message))

    def tables(self) -> Iterable[Table]:
        seen: set[str] = set()
        for at, resource in enumerate(self.manifest.resources):
            block, path = resource.narrow, ("resources", at, "narrow")
            if block is None:
                continue
            if block.role in seen:
                self.wrong((*path, "role"), f"a second table has the role {block.role!r}")
            seen.add(block.role)
            yield self.table(resource, block, ("resources", at))

    def table(self, resource: ResourceManifest, block: TableManifest, path: Path_) -> Table:
        schema = resource.table_schema
        names = [f.name for f in schema.fields]
        within = (*path, "narrow")
        _check_names(self, names, path)
        self.known(block.columns, names, (*within, "columns"))
        self.known(block.sources, names, (*within, "sources"))
        self.known(filter(None, [block.person, block.graded_by]), names, within)
        span = _span(block.time)
        self.known(span.columns if span else (), names, (*within, "time"))
        if block.role not in (PERSONS, SOURCES) and not block.person:
            self.wrong(within, "the key 'person' is missing: which column names the person?")
        return Table(
            role=block.role,
            path=resource.path,
            columns={
                f.name: self.column(f, block, span, schema.missing_values, within)
                for f in schema.fields
            },
            key=_several(schema.primary_key),
            person=block.person,
            span=span,
            complete_for=tuple(_slice(s) for s in block.complete_for),
            says=block.says,
            sources=tuple(block.sources),
            graded_by=block.graded_by,
            references=_references(self.manifest, resource),
            schema=block.ftm,
        )

    def column(
        self,
        field: FieldManifest,
        block: TableManifest,
        span: Span | None,
        missing: list[str],
        path: Path_,
    ) -> Column:
        given = block.columns.get(field.name) or ColumnManifest.model_construct()
        place = (*path, "columns", field.name)
        if given.vocabulary and given.vocabulary not in self.vocabularies:
            hint = nearest(given.vocabulary, self.vocabularies)
            self.wrong((*place, "vocabulary"), f"no vocabulary {given.vocabulary!r}{hint}")
        in_span = span is not None and field.name in span.columns
        kind = Kind(given.kind or ("date" if in_span else "code" if given.vocabulary else "text"))
        if kind is Kind.DATE and given.values == "set":
            self.wrong((*place, "values"), "a date column cannot be a set; give each its own row")
        blanks = field.missing_values if field.missing_values is not None else missing
        return Column(
            name=field.name,
            title=field.title,
            kind=kind,
            vocabulary=given.vocabulary,
            missing=tuple(dict.fromkeys(("", *blanks))),
            values=Values(given.values),
            separator=given.separator,
            applies_where={c: tuple(codes) for c, codes in given.applies_where.items()},
            property=given.ftm,
            open_end=span is not None and field.name == span.end,
            required=field.constraints is not None and field.constraints.required == "true",
        )

    def known(self, given: Iterable[str], names: list[str], path: Path_) -> None:
        for name in given:
            if name not in names:
                self.wrong((*path, name), f"no field is called {name!r}{nearest(name, names)}")


def _naming(work: _Descriptor, tables: Mapping[str, Table]) -> Naming | None:
    for at, resource in enumerate(work.manifest.resources):
        block = resource.narrow
        if block is None or block.role != PERSONS:
            continue
        path = ("resources", at, "narrow")
        if block.naming is None:
            work.wrong(path, "the key 'naming' is missing: which column holds the name?")
            return None
        if len(tables[PERSONS].key) != 1:
            work.wrong(("resources", at, "schema"), "persons need a primaryKey of one field")
        given = block.naming.model_dump()
        work.known(filter(None, given.values()), list(tables[PERSONS].columns), path)
        return Naming(**given)
    work.wrong(("resources",), "no table has the role 'persons'")
    return None


def _check_names(work: _Descriptor, names: list[str], path: Path_) -> None:
    for at, name in enumerate(names):
        place = (*path, "schema", "fields", at, "name")
        if name in RESERVED_NAMES or name.endswith(RESERVED_ENDINGS):
            work.wrong(place, f"the name {name!r} is kept for a column that narrow adds")
        if name in names[:at]:
            work.wrong(place, f"a second field is called {name!r}")


def _check_slices(work: _Descriptor, tables: Mapping[str, Table]) -> None:
    persons = list(tables[PERSONS].columns) if PERSONS in tables else []
    for at, resource in enumerate(work.manifest.resources):
        block, path = resource.narrow, ("resources", at, "narrow")
        if block is None:
            continue
        names = [f.name for f in resource.table_schema.fields]
        for number, given in enumerate(block.complete_for):
            place = (*path, "complete_for", number)
            work.known(given.where, names, (*place, "where"))
            work.known(given.person, persons, (*place, "person"))
        for name, column in block.columns.items():
            work.known(column.applies_where, names, (*path, "columns", name, "applies_where"))


def _references(
    manifest: PackageManifest, resource: ResourceManifest
) -> tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]:
    roles = {r.name: r.narrow.role for r in manifest.resources if r.narrow}
    roles[""] = roles.get(resource.name, "")
    return tuple(
        (_several(k.fields), roles[k.reference.resource], _several(k.reference.fields))
        for k in resource.table_schema.foreign_keys
        if k.reference.resource in roles
    )


def _citing(manifest: PackageManifest) -> Citing:
    for resource in manifest.resources:
        if resource.narrow and resource.narrow.role == SOURCES and resource.narrow.citing:
            return Citing(**resource.narrow.citing.model_dump())
    return Citing()


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


def _several(names: list[str] | str) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
