"""What a city's own actuals say of its estimates (docs/calibration.md)."""
