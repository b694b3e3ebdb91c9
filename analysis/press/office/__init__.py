"""Word documents and the spreadsheet."""
