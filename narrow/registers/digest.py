"""The tables of a register folder are hashed one by one, so that a change can be laid to one."""

import hashlib
from pathlib import Path

from narrow.errors import Issue, RegisterError
from narrow.model.record import RegisterState
from narrow.model.register import Register


def state(register: Register) -> RegisterState:
    """Give the hashes of a register folder as it stands now; the whole is hashed as a run does."""
    descriptor = Path(register.file)
    try:
        whole = hashlib.sha256(descriptor.read_bytes())
        tables: dict[str, str] = {}
        for _, table in sorted(register.tables.items()):
            one = hashlib.sha256((descriptor.parent / table.path).read_bytes())
            whole.update(one.digest())
            tables[table.path] = one.hexdigest()
    except OSError as error:
        said = f"cannot be read: {error.strerror or error}"
        raise RegisterError([Issue(str(error.filename), 0, 0, said)]) from None
    return RegisterState(register.id, whole.hexdigest(), tables)
