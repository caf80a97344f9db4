"""The hours a task takes now and after automation, their spread, its means and build effort."""
