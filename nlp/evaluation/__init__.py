"""Measures what the pipeline says against answers made by people."""
