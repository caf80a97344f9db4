"""The plan's targets fiscal year by fiscal year: what runs, what is adopted, what is missing."""
