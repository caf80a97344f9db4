"""Scoring: points, score, its range, and the contribution of each criterion."""
