"""Where a project lies: file or database, its tables, lock, migrations and backups."""
