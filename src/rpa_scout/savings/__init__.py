"""Hours now, hours after, break-even, their spread, the fitting means and the effort to build."""
