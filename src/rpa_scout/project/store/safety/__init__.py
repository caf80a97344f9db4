"""Safety of a project's file: backups, and the seal of what was verified."""
