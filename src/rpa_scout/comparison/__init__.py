"""Comparison of two inventories and of two assessments, with the causes of the changes."""
