"""Measures what the pipeline says against an answer key."""
