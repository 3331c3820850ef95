"""Kept runs and locks are read back from their JSON form."""

from narrow.model.record import (
    Asked,
    Basis,
    LockEntry,
    LockFile,
    Record,
    RegisterState,
    RuleFile,
)
from narrow.results.shape import Part


def record(kept: Part) -> Record:
    """Read a kept run; its answer is read by `outcome`."""
    asked = kept.at("asked")
    return Record(
        name=kept.file,
        case=kept.text("case"),
        asked=Asked(
            asked.text("case"),
            asked.text_or_none("data"),
            asked.text_or_none("as_of"),
            asked.text_or_none("rules"),
        ),
        basis=_basis(kept.at("basis")),
        answer={name: part.data for name, part in kept.named("answer").items()},
    )


def lock_file(kept: Part) -> LockFile:
    """Read the locks of a case."""
    entries = [LockEntry(e.text("note"), _basis(e.at("basis"))) for e in kept.each("entries")]
    if not entries:
        raise kept.at("entries").wrong("is empty")
    return LockFile(kept.file, kept.text("case"), tuple(entries))


def _basis(given: Part) -> Basis:
    register = given.at("register")
    tables = {name: register.at("tables").text(name) for name in register.named("tables")}
    return Basis(
        narrow=given.text("narrow"),
        as_of=given.text("as_of"),
        register=RegisterState(register.text("id"), register.text("sha256"), tables),
        rules=tuple(_rule_file(part) for part in given.each("rules")),
    )


def _rule_file(given: Part) -> RuleFile:
    return RuleFile(
        kind=given.text("kind"),
        id=given.text("id"),
        path=given.text("path"),
        sha256=given.text("sha256"),
        text=given.text("text"),
    )
