"""Predicts answers of tasks from their texts: a multinomial model with shipped weights."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rpa_scout.arrays import Floats
from rpa_scout.similarity.answer_features import answer_features, feature_names
from rpa_scout.similarity.grams import SPACE
from rpa_scout.similarity.profiles import ANSWERS, TaskProfiles
from rpa_scout.similarity.words import WordList

if TYPE_CHECKING:
    from scipy.sparse import csr_array

INTERCEPT = "intercept"
LEAST_CHANCE = 1e-3
"""No code is ruled out: the labelled tasks are few."""


def weights_file(field: str) -> Path:
    """Return the file of shipped weights; ``tools/fit_similarity.py`` writes it."""
    return Path(__file__).with_name("data") / f"answers_{field}.csv"


@dataclass(frozen=True)
class AnswerModel:
    """Weights by feature name: one number a code, shape (features, codes)."""

    field: str
    intercept: Floats
    names: tuple[str, ...]
    weights: Floats

    def probabilities(self, tasks: TaskProfiles) -> Floats:
        """Return the probability of each code, shape (tasks, codes)."""
        features = answer_features(tasks, self.field)
        odds = self._selected(features, tasks.words) + self.intercept
        odds -= odds.max(axis=1, keepdims=True)  # exp() cannot overflow; the shares stay the same
        chances = np.exp(odds)
        chances /= chances.sum(axis=1, keepdims=True)
        codes = chances.shape[1]
        return np.asarray(LEAST_CHANCE + (1.0 - codes * LEAST_CHANCE) * chances)

    def _selected(self, features: csr_array, words: WordList) -> Floats:
        """Return features times weights; features without weights count nothing."""
        first_gram = features.shape[1] - SPACE
        position = {name: number for number, name in enumerate(feature_names(words, self.field))}
        columns, rows = [], []
        # An n-gram is named by its number (``g:17``), any other feature by its word or code.
        for number, name in enumerate(self.names):
            column = first_gram + int(name[2:]) if name[:2] == "g:" else position.get(name, -1)
            if column >= 0:
                columns.append(column)
                rows.append(number)
        return np.asarray(features[:, columns] @ self.weights[rows])


@lru_cache(maxsize=len(ANSWERS))
def shipped_answer_model(field: str) -> AnswerModel:
    """Return the shipped model of a field."""
    with weights_file(field).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    names = [row[0] for row in rows[1:]]
    values = np.array([row[1:] for row in rows[1:]], dtype=np.float64)
    return AnswerModel(field, values[0], tuple(names[1:]), values[1:])
