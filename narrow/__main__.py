"""`python -m narrow` is the command line."""

from narrow.cli import main

main()
