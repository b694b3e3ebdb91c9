"""Documents of the press kit: the A4 page, the report, the method sheet; tagged and archivable."""
