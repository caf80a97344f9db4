"""Item models over numpy columns; they sort and filter by one index array, not cell by cell."""
