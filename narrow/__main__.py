"""`narrow`, and `python -m narrow`: Ctrl-C ends it in silence from its first moment on."""

import os
import signal
from typing import Any


def main() -> None:
    """Run the command line; until it is loaded, an interrupt has nothing to clear away."""
    signal.signal(signal.SIGINT, _leave)
    from narrow.commands.main import main

    main()


def _leave(*_: Any) -> None:
    os._exit(130)


if __name__ == "__main__":
    main()
