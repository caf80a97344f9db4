"""From the cells of a sheet to its tables of tasks."""
