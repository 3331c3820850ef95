"""A table of one's own: its mapping, and a proposal for one."""
