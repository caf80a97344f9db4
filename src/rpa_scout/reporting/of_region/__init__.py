"""The cities of a region beside each other, as a workbook and as JSON."""
