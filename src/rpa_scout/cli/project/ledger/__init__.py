"""Project commands on the history, exports and backups."""
