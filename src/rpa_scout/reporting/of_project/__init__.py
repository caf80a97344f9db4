"""What a project shows as workbooks of its own: the targets by fiscal year, and the history."""
