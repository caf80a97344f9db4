"""Groups of the same work that people confirm, split or refuse."""
