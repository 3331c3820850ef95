"""The door for the command line: parse, ask, pick a view, print.

Exit codes: 0 done, 1 a rule or a register is at fault (or a test failed), 2 usage, 3 the engine.
"""

import gc
import os
import re
import signal
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from narrow.commands import cases, registers, rules
from narrow.commands import rules as runs
from narrow.commands.options import app, print_issues, told
from narrow.errors import EngineError, NarrowError, RegisterError, RegisterReplaced, RuleError
from narrow.files import VERSION

# Each says its commands to the app when it is imported.
COMMANDS = (cases, runs, registers, rules)


@app.callback(invoke_without_command=True)
def _options(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        typer.echo(f"narrow {VERSION}")
        raise typer.Exit


def main() -> None:
    """Run the command line; every fault ends in a message and an exit code, never a traceback."""
    gc.disable()  # a run is short; collecting while modules load costs a tenth of it
    os.environ.setdefault(
        "PYDANTIC_DISABLE_PLUGINS", "__all__"
    )  # no plugin alters what a rule means
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if not re.fullmatch(r"[0-9]{1,4}", os.environ.get("COLUMNS", "0")):
        del os.environ["COLUMNS"]  # Rich takes "²" for a number, and 10^11 blanks for a line
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
    code = 3
    with suppress(OSError):  # not even a message can be written
        code = _guarded(replaced=9)
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except OSError as error:
        code = code or _lost(error)
    # Everything is written. Taking the interpreter apart would cost a tenth of the whole command.
    os._exit(code)


def _guarded(replaced: int = 0) -> int:
    """Run the application and turn whatever it raises into a message and an exit code.

    A command whose register is `replaced` under it has printed nothing, and begins again so often.
    """
    try:
        app()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except (RuleError, RegisterError) as error:
        if replaced and isinstance(error, RegisterReplaced):
            return _guarded(replaced - 1)
        print_issues(list(error.issues), no_color=False, err=True)
        return 1
    except NarrowError as error:
        _say(str(error))
        return 3 if isinstance(error, EngineError) else 2
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        return _lost(error)
    except MemoryError:
        _say("there is not enough memory for this")
        return 3
    except Exception as error:  # a fault of ours: no page of our own lines, but where to look
        raised = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(raised.filename).name}:{raised.lineno}"
        said = f"{type(error).__name__}: {error}"[:300]
        _say(f"a fault in narrow itself, please report it: {said} ({where})")
        return 3
    return 0


def _say(text: str) -> None:
    from narrow.report.words import clean_lines

    told(f"narrow: {clean_lines(text)}")


def _lost(error: OSError) -> int:
    """Say what could not be read or written, and give the code; nobody is told who has gone."""
    if isinstance(error, BrokenPipeError):
        return 0
    what = error.filename or "standard output"
    with suppress(OSError):  # standard error may be as full
        _say(f"{what}: {error.strerror or error}")
    return 2 if error.filename else 3
