"""Collects articles: outlets as data, spiders, extraction, imports. Writes only media.db."""
