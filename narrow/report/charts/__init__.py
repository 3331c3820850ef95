"""Charts of a case, built by Altair and drawn on this machine."""
