"""A case carried out once: evidence, verdicts, patterns, reasons, weights."""
