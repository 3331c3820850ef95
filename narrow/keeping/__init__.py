"""What is kept of an answer, so that it can be compared and repeated: its basis, sealed, locked."""
