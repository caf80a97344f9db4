"""The plan by fiscal year as JSON, and its schema."""
