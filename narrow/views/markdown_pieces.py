"""Text for Markdown: nothing in it is obeyed as markup, a link, a table's edge or HTML."""

import re
import string
from collections.abc import Iterable, Sequence

from narrow.report.words import clean

# Every sign that Markdown could obey stands behind a backslash; so does what would make an address
# into a link of itself.
_OBEYED = re.compile(r"[\\`*_{}\[\]<>#|~!$&^=@]|:(?=//)|(?<=\bwww)\.", re.IGNORECASE)
_BEGINS = re.compile(r"^(\d+)([.)])|^([-+:])")
LONGEST = 2_000


def escaped(text: str) -> str:
    """Give a text of others as one line that stays text wherever it stands."""
    line = clean(text)
    if len(line) > LONGEST:
        line = f"{line[:LONGEST]}… ({len(line) - LONGEST:,} characters more)"
    line = _OBEYED.sub(lambda m: f"\\{m[0]}", line)
    return _BEGINS.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", line)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lay out a table that reads as plain text: columns as wide as what stands in them."""
    lines = [list(heads), *(list(row) for row in rows)]
    widths = [max(3, *(len(line[at]) for line in lines)) for at in range(len(heads))]
    made = ["| " + " | ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) + " |"
            for line in lines]  # fmt: skip
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return [made[0], rule, *made[1:], ""]


def address(url: str) -> str:
    """Write an address so that nothing can leave its pointed brackets."""
    kept = string.ascii_letters + string.digits + "-._~:/?#@!$&'()*+,;=%"
    return "".join(c if c in kept else "".join(f"%{b:02X}" for b in c.encode()) for c in url)
