"""The review workplace: Datasette pages in Swedish for those who check the machine."""
