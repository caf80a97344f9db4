"""The command of a region: many cities beside each other."""
