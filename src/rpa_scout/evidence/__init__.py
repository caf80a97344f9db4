"""What public bodies have published on automated tasks, and the priors that meet it."""
