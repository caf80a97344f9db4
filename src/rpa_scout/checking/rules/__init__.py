"""Rules on rows beside each other, departments and the city: one module a family."""
