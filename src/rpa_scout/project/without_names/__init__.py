"""Copies of a project without the names of staff, for requests to disclose documents."""
