"""What is known beside one task: similar work, and answers that are proposed."""
