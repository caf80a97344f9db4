"""Workbooks of Excel 97 and before: the container and its records."""
