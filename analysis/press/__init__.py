"""The press summary of a period: one self-contained page and a table."""
