"""Readers of archive files, one per format."""
