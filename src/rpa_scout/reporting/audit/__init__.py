"""The audit workbook: every score computed again by plain formulas, beside the program's."""
