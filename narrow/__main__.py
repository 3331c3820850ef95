"""`python -m narrow` is the command line."""

from narrow.commands.main import main

main()
