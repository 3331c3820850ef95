"""YAML becomes rules and registers: documents, lowering, vocabularies, checks."""
