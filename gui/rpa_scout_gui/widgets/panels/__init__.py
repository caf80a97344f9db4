"""Panels that show or change one subject: a task, a finding, a decision, weights, forms."""
