"""A file is there whole or not at all, as it was before: nobody ever reads half of one."""

from pathlib import Path

from narrow.errors import RequestError


def write_whole(path: Path, content: str | bytes) -> None:
    """Write beside and rename; raises RequestError, and leaves nothing behind.

    A device or a pipe (`/dev/stdout`) is written to as it is: a file would take its place.
    """
    if path.is_dir():
        raise RequestError(f"{path} is a folder; name a file")
    aside = path if path.exists() and not path.is_file() else path.with_name(path.name + ".part")
    try:
        data = content if isinstance(content, bytes) else content.encode("utf-8")
        try:
            aside.write_bytes(data)
            if aside != path:
                aside.replace(path)
        except OSError:
            if aside != path:
                aside.unlink(missing_ok=True)
            raise
    except UnicodeError:
        raise RequestError(f"{path} cannot be written: a text holds half a character") from None
    except OSError as error:
        raise RequestError(f"{path} cannot be written: {error.strerror or error}") from None
