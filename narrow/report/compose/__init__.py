"""One composer a question: its result said once, as a document."""
