"""Rules on the headings and rows of one list: one module a family."""
