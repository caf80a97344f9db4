"""Commands on similar work, without a project."""
