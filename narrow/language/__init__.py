"""From text to rules: YAML as text only, documents, lowering, lint, and where files are found."""
