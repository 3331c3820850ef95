"""From evidence to an answer: patterns, ranks, reasons, and the questions asked of them."""
