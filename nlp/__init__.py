"""Finds who is in a story, who speaks, what it is about. Reads and writes only media.db."""
