"""The explanation of a task's rank as JSON, and its schema."""
