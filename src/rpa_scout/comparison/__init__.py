"""What changed between two inventories and two assessments, and why."""
