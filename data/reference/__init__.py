"""Small reference tables, each with source, date and licence in SOURCES.md."""
