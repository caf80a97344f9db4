"""Item models over numpy columns: thin, sorted and filtered by an index, never cell by cell."""
