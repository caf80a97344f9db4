"""rpa-scout: which of a city hall's tasks are worth automating, and how many hours that saves."""
