"""One contender as a process of its own: makes the report, and says how long and how large it was.

python -m tests.benchmarks.contender NAME REGISTER EXPORTS
"""

import json
import sys
import time
from pathlib import Path

from tests.benchmarks import rivals


def peak() -> int:
    """Give the peak of this process's memory in MB; ru_maxrss would count its parent's, too."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


def main(name: str, register: str, exports: str) -> None:
    """Make the report and print its digest, the seconds in it and the peak in MB."""
    begun = time.perf_counter()
    if name == "compiled":
        found = rivals.Compiled(Path(register))()
    else:
        found = rivals.OTHERS[name](Path(exports))
    seconds = time.perf_counter() - begun
    sys.stdout.write(
        json.dumps({"digest": found["digest"], "seconds": seconds, "peak": peak()}) + "\n"
    )


if __name__ == "__main__":
    main(*sys.argv[1:4])
