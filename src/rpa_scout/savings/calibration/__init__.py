"""Correcting a city's estimates by its own actuals (docs/calibration.md)."""
