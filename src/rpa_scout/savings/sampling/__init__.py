"""Evenly spread points, and draws put into the order of others."""
