"""The first sheet of the ranking workbook, the sheet of the targets, and their chart."""
