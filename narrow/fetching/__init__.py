"""Lists are fetched from their publishers, whole or not at all, and noted with day and hash."""
