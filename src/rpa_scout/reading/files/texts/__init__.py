"""Tables in text files: CSV and its relatives, HTML."""
