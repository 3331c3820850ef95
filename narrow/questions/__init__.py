"""One file a question: its result and how it comes about."""
