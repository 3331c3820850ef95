"""OFAC's lists, in each of the forms in which they are published."""
