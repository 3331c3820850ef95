"""Whether Java is there for Spark, and how to start it without its chatter on the terminal."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from warnings import catch_warnings

from narrow.errors import RequestError

LEAST = 17  # the oldest Java that Spark 4 runs on
HOW = f"Spark needs Java {LEAST} or newer (Debian: apt install openjdk-17-jre-headless)"
_VERSION = re.compile(r'version "(\d+)')


def check_java() -> None:
    """Raise RequestError where there is no Java, or an older one than Spark needs."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if java is None or not Path(java).is_file():
        where = f"JAVA_HOME names {home}, and there is none" if home else "there is no `java` here"
        raise RequestError(f"{HOW}; {where}")
    try:
        said = subprocess.run(  # noqa: S603 (Java itself, as the user's machine names it)
            [java, "-version"], capture_output=True, text=True, timeout=60, check=False
        ).stderr
    except (OSError, subprocess.SubprocessError) as error:
        raise RequestError(f"{HOW}; {java} does not run: {error}") from None
    found = _VERSION.search(said)
    if found and int(found[1]) < LEAST:
        raise RequestError(f"{HOW}; {java} is {found[1]}")


@contextmanager
def quiet() -> Iterator[None]:
    """Keep what a starting Java writes off the terminal, but its last lines where it fails."""
    sys.stderr.flush()
    kept = os.dup(2)
    before = sys.stderr
    with tempfile.TemporaryFile() as aside:
        os.dup2(aside.fileno(), 2)
        if before is sys.__stderr__:
            # a sign that work goes on is still seen; never closed, for the sign may outlast this
            sys.stderr = os.fdopen(os.dup(kept), "w", encoding="utf-8")
        try:
            with catch_warnings(action="ignore"):  # PySpark's of the pandas that is here
                yield
        except BaseException:
            os.dup2(kept, 2)
            aside.seek(0)
            last = aside.read()[-2_000:].decode("utf-8", "replace")
            sys.stderr.write(last)
            raise
        finally:
            sys.stderr = before
            os.dup2(kept, 2)
            os.close(kept)
