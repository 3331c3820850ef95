"""A result becomes a document once, and the document becomes any form: terminal, page, workbook."""
