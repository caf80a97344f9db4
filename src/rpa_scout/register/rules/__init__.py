"""Rules on the rows of a register: one module a family."""
