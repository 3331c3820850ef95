"""Results as documents and data: what a question gave, for people and for machines."""
