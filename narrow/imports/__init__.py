"""Foreign lists come in here: each importer reads one kind of file and knows nothing of rules."""
