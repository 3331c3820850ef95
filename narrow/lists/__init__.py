"""Foreign lists come in: one module a publisher, a folder where it has several forms."""
