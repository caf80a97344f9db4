"""Judged pairs that the model of likeness learns from: of the labelled files, and by rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from similarity_rules import rule_pairs

from rpa_scout.similarity.labelled import labelled_tasks
from rpa_scout.similarity.pair_features import PairFeatures
from rpa_scout.similarity.profiles import ANSWERS, profiles
from rpa_scout.similarity.search import candidate_pairs
from rpa_scout.similarity.words import shipped_words
from rpa_scout.task_frame import task_frame

__all__ = ["FILE_SIDE", "NEAR_BY_RULE", "JudgedPairs", "judged_pairs", "masked", "pairs_by_rule"]

MASKS = ((0, 0.35, False, 0.25), (1, 0.35, False, 0.25), (2, 1.0, False, 0.25), (3, 1.0, True, 0.5))
"""Seeds, shares of answers that are blanked, whether only names are left, and what a pair counts.

Surveys have blanks, and some lists are names only: so must what is learnt.
"""

FILE_WEIGHT = {"city": 2.0, "practice": 1.0}
"""The practice file was written for this project, beside its list of words: it counts less."""

FILE_SIDE = {"city": 0.5, "practice": -0.5}
"""Each file has an intercept of its own; the shipped one lies in the middle."""

ANSWERED_OTHERWISE = {"practice": {"judgement": 0.08, "input_form": 0.04}}
"""Shares of answers that are replaced by drawn ones.

In the city file two departments answer otherwise for the same work in 12 % (judgement) and 19 %
(input_form) of the pairs. The practice file was answered by one hand, with 2 % and 12 %.
"""

UNSEARCHED_PAIRS, UNSEARCHED_WEIGHT = 1500, 0.3
"""Pairs of each mask that the search leaves out, and what one counts beside a pair that it finds.

They teach that a common stage or programme alone says little: search and model agree so.
"""

RULE_PAIRS, RULE_WEIGHT = 400, 0.25
"""Pairs of names by each rule, and what one of them counts beside a labelled pair."""

NEAR_BY_RULE = "near, by rule"

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True)
class JudgedPairs:
    """Pairs of one labelled file: features, whether the same work, and the kinds of both."""

    file: str
    features: npt.NDArray[np.float32]
    same: npt.NDArray[np.bool_]
    kinds: npt.NDArray[np.object_]
    weight: npt.NDArray[np.float64]


def masked(tasks: pd.DataFrame, seed: int, share: float, names_only: bool = False) -> pd.DataFrame:
    """Blank a share of the answers."""
    draws = np.random.default_rng(seed)
    result = tasks.copy()
    for field in ANSWERS:
        result.loc[draws.random(len(tasks)) < share, field] = None
    return result.assign(description=None, systems=None) if names_only else result


def answered_otherwise(tasks: pd.DataFrame, file: str, seed: int) -> pd.DataFrame:
    """Replace a share of a file's answers by drawn ones, as departments differ."""
    draws = np.random.default_rng([seed, 1])
    result = tasks.copy()
    for field, share in ANSWERED_OTHERWISE.get(file, {}).items():
        chosen = draws.random(len(tasks)) < share
        result.loc[chosen, field] = draws.choice(tasks[field].cat.categories, chosen.sum())
    return result


def judged_pairs(file: str) -> Iterator[JudgedPairs]:
    """Yield pairs of a labelled file, those that the search finds and others, by mask."""
    tasks, truth = labelled_tasks(file)
    kind = truth["concept"].to_numpy(dtype=object)
    for seed, share, names_only, mask_weight in MASKS:
        answered = answered_otherwise(tasks, file, seed)
        described = profiles(masked(answered, seed, share, names_only))
        searched = candidate_pairs(described)
        weight = FILE_WEIGHT[file] * mask_weight
        for (first, second), counted in (
            (searched, weight),
            (unsearched_pairs(len(tasks), searched, seed), weight * UNSEARCHED_WEIGHT),
        ):
            yield JudgedPairs(
                file,
                PairFeatures(described).matrix(first, second),
                kind[first] == kind[second],
                np.column_stack([kind[first], kind[second]]),
                np.full(len(first), counted),
            )


def unsearched_pairs(
    count: int, searched: tuple[Positions, Positions], seed: int
) -> tuple[Positions, Positions]:
    """Draw pairs among so many tasks that the search did not find."""
    first, second = np.triu_indices(count, 1)
    apart = np.flatnonzero(~np.isin(first * count + second, searched[0] * count + searched[1]))
    drawn = np.random.default_rng(seed).choice(apart, UNSEARCHED_PAIRS, replace=False)
    return first[drawn], second[drawn]


def pairs_by_rule() -> JudgedPairs:
    """Return the pairs of names that the rules judge."""
    made = list(rule_pairs(shipped_words(), RULE_PAIRS))
    names = [name for pair in made for name in (pair.name, pair.compared)]
    described = profiles(task_frame({"name": names}))
    first = np.arange(0, len(names), 2)
    features = PairFeatures(described).matrix(first, first + 1)
    same = np.array([pair.same for pair in made], dtype=bool)
    weight = np.full(len(made), RULE_WEIGHT)
    kind = [NEAR_BY_RULE if pair.is_near else "unlike, by rule" for pair in made]
    kinds = np.array([kind, kind], dtype=object).T
    return JudgedPairs("", features, same, kinds, weight)
