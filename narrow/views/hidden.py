"""Characters that a terminal or page would obey instead of show, by their Unicode category."""

HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
