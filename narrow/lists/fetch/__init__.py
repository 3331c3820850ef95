"""Published lists are fetched whole, and noted."""
