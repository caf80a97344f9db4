"""One module a version of the tables, in their order."""
