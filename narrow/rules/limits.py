"""How large a rule may be, so that a hostile one is refused in a line and not in gigabytes.

Each limit is far above what anybody has written by hand. Whoever needs more sets the variable that
the refusal names: `NARROW_MOST_CLUES=2000`.
"""

import os
from enum import Enum


class Limit(Enum):
    """What is counted, and the most of it that is taken unless the environment says otherwise."""

    DEEP = 40
    BODIES = 5_000
    CLUES = 300
    CODES = 20_000

    @property
    def variable(self) -> str:
        """The variable of the environment that sets the limit."""
        return f"NARROW_MOST_{self.name}"

    @property
    def most(self) -> int:
        """The most that is taken; what is no whole number is not listened to."""
        told = os.environ.get(self.variable, "")
        return int(told) if told.isdecimal() and len(told) < 10 else self.value

    def exceeded(self, what: str) -> str:
        """Say that there is more of something than is taken, and how to have it taken."""
        return f"{what} than {self.most:,}; {self.variable} sets how much is taken"
