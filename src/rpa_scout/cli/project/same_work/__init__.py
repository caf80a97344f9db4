"""Commands on groups of the same work."""
