"""The corpus: all difficulties, gathered."""

from __future__ import annotations

from tests.corpus.difficulties import (
    choices,
    contradictions,
    departments,
    files,
    layouts,
    quantities,
)
from tests.corpus.difficulty import Difficulty, declared

__all__ = ["CORPUS", "GROUPS"]

GROUPS = (layouts, quantities, choices, files, contradictions, departments)
"""Importing them declares their difficulties."""

CORPUS: dict[str, Difficulty] = declared()
