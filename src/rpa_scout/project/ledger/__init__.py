"""What happened to a project: changes, their history and digests, undo, export and restore."""
