"""Rules on files that were read: one module a family."""
