"""The pictures of the pages are made of what the commands give today: run this file."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).parent
CASE = "wola-2018-former-commanders"
LINES = 34  # what one screen shows


def terminal(words: list[str], into: Path) -> None:
    """Draw what a command prints on a terminal, in its colours, as far as one screen goes."""
    env = {**os.environ, "COLUMNS": "80", "FORCE_COLOR": "1", "TERM": "xterm-256color"}
    env.pop("NO_COLOR", None)
    line = [sys.executable, "-m", "narrow", *words]
    done = subprocess.run(line, capture_output=True, text=True, env=env, check=True)
    console = Console(record=True, width=80, file=io.StringIO(), force_terminal=True)
    console.print(Text(f"$ narrow {' '.join(words)}", style="bold"))
    for line in done.stdout.splitlines()[:LINES]:
        console.print(Text.from_ansi(line), soft_wrap=True)
    drawn = console.export_svg(title="narrow", unique_id=into.stem)
    drawn = re.sub(r"@font-face {.*?}\s*", "", drawn, flags=re.DOTALL)  # fonts of another site
    into.write_text(drawn.replace("Fira Code, monospace", "monospace"), encoding="utf-8")


if __name__ == "__main__":
    terminal(["run", CASE], HERE / "run.svg")
    chart = ["chart", CASE, "--kind", "funnel", "--out", str(HERE / "funnel.svg")]
    subprocess.run([sys.executable, "-m", "narrow", *chart], check=True)
