"""Titles of posts become codes."""
