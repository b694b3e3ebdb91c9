"""Documents of the press kit: one A4 page, the report and the method sheet, tagged and archivable."""
