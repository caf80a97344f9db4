"""How sure the ranks are, and what would change them, in workbook and JSON."""
