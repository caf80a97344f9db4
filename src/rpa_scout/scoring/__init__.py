"""Criteria in, points, score, its range and each criterion's part in it out."""
