"""The way back: questions written into a copy of a department's workbook, or one of their own."""
