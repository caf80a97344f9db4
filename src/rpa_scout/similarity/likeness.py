"""How probable it is that two tasks are the same work: the shipped model, and a city's own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.arrays import Floats
from rpa_scout.errors import InputError
from rpa_scout.similarity.pair_features import PAIR_FEATURES, PairFeatures
from rpa_scout.similarity.profiles import TaskProfiles, profiles
from rpa_scout.similarity.search import candidate_pairs
from rpa_scout.text import N_

MODEL_FILE = Path(__file__).with_name("data") / "likeness.toml"
"""Coefficients and thresholds; ``tools/fit_similarity.py`` writes it from the labelled tasks."""

CITY_STRENGTH = 100.0
"""Weight of the shipped coefficients against a city's own judgements: two refusals of what was
taken as certain must not hide the other proposals of the same words."""

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True)
class TaskPairs:
    """Pairs of tasks by position, the earlier first, and how probably each is the same work."""

    first: Positions
    second: Positions
    probability: Floats

    def at_least(self, threshold: float) -> TaskPairs:
        """Return the pairs at or above a threshold."""
        chosen = self.probability >= threshold
        return TaskPairs(self.first[chosen], self.second[chosen], self.probability[chosen])


@dataclass(frozen=True)
class Likeness:
    """The model: log odds of being the same work, linear in the features of a pair."""

    intercept: float
    coefficients: Floats
    scale: Floats
    pair_threshold: float
    group_threshold: float
    prior_worth: Mapping[str, float]

    def judged(self, tasks: TaskProfiles, first: Positions, second: Positions) -> TaskPairs:
        """Return given pairs with their probabilities; tasks that say the same have 1."""
        odds = PairFeatures(tasks).weighted(first, second, self.coefficients) + self.intercept
        probability = 1.0 / (1.0 + np.exp(-odds))
        probability[tasks.equal(first, second)] = 1.0
        return TaskPairs(first, second, probability)

    def pairs(self, tasks: TaskProfiles) -> TaskPairs:
        """Search for pairs that may be the same work, and judge them."""
        return self.judged(tasks, *candidate_pairs(tasks))

    def fit(
        self,
        tasks: pd.DataFrame,
        pairs: pd.DataFrame,
        *,
        strength: float = CITY_STRENGTH,
    ) -> Likeness:
        """Learn from a city's judgements: ``task_id_a``, ``task_id_b`` and ``same``."""
        from rpa_scout.similarity.classifier import SameWorkClassifier

        same = pairs["same"].to_numpy(dtype=bool)
        positions = [
            tasks.index.get_indexer(pd.Index(pairs[column]))
            for column in ("task_id_a", "task_id_b")
        ]
        unknown = np.flatnonzero((positions[0] < 0) | (positions[1] < 0))
        if len(unknown):
            raise InputError(
                N_("The judged pair {row} names a task that is not among the tasks."),
                row=int(unknown[0]) + 1,
            )
        features = PairFeatures(profiles(tasks)).matrix(positions[0], positions[1])
        model = SameWorkClassifier(
            prior_coef=self.coefficients,
            prior_intercept=self.intercept,
            scale=self.scale,
            strength=strength,
            classes=(False, True),
        ).fit(features, same)
        return replace(
            self, intercept=float(model.intercept_[0]), coefficients=np.asarray(model.coef_[0])
        )


@lru_cache(maxsize=1)
def shipped_likeness() -> Likeness:
    """Return the shipped model."""
    return read_likeness(MODEL_FILE)


def read_likeness(path: Path) -> Likeness:
    """Read a model that ``tools/fit_similarity.py`` wrote."""
    with path.open("rb") as stream:
        content = tomllib.load(stream)
    features = content["feature"]
    return Likeness(
        intercept=content["intercept"],
        coefficients=np.array([features[name]["coefficient"] for name in PAIR_FEATURES]),
        scale=np.array([features[name]["scale"] for name in PAIR_FEATURES]),
        pair_threshold=content["threshold"]["pairs"],
        group_threshold=content["threshold"]["groups"],
        prior_worth=content["prior_worth"],
    )
