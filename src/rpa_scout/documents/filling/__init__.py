"""Filling templates: mechanics of Word and Excel files, no figures."""
