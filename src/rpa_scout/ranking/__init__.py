"""What a ranking shows: its columns, their values, and the one form of both."""
