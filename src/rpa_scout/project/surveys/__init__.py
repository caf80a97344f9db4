"""Surveys and departments in a project: import, matching, comparison, reorganisation."""
