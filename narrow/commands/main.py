"""The door for the command line: parse, ask, pick a view, print.

Exit codes: 0 done, 1 a rule or a register is at fault (or a test failed), 2 usage, 3 the engine.
"""

import gc
import os
import sys
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
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
    code = _guarded(replaced=9)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # whoever read the output has gone
        code = 0
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
        from narrow.report.words import clean_lines

        told(f"narrow: {clean_lines(str(error))}")
        return 3 if isinstance(error, EngineError) else 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0
    return 0
