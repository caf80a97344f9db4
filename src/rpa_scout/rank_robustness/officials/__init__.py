"""Weights of several officials: the form, reading it back, and the group's weights."""
