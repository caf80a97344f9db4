"""The plan's targets by fiscal year: running tasks, adopted tasks, and the gap to the goals."""
