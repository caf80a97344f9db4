"""Charts and drawn gauges: each shows figures of the engine and computes none."""
