"""Surveys and departments in a project: taken in, matched, compared, corrected."""
