"""The tables of a register on their way in: read, checked cell by cell, given their bounds."""
