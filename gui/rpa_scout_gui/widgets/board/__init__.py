"""The board of a plan: a column for each fiscal year, a card for each task."""
