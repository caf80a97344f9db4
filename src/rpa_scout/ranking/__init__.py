"""The columns of a ranking, their values, and the text of the values."""
