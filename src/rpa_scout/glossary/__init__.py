"""The glossary: one word for one thing, explained in both languages."""
