"""Storage of a project: file or database, tables, lock, migrations and backups."""
