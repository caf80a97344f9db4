"""Which tasks are the same work, and what similar tasks answered."""
