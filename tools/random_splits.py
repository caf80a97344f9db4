"""Forecast 40 % of the bodies from the others: ``python tools/random_splits.py [SPLITS]``.

Each split refits the dials to the results of 60 % of the bodies, without the rules, setbacks and
words that only the others support, and forecasts the single tasks of the others. Prints the
means over the splits: results between p10 and p90, above, below, and the CRPS. Takes some minutes.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

import rpa_scout as rs
from rpa_scout.backtesting.groups import published_groups
from rpa_scout.backtesting.learning import Candidates, simulate_candidates
from rpa_scout.backtesting.run import usable_cases
from rpa_scout.backtesting.scores import crps, weighted_quantiles
from rpa_scout.backtesting.shares import published_result
from rpa_scout.evidence.prior import load_prior
from rpa_scout.evidence.provenance import without_bodies

Floats = npt.NDArray[np.float64]

HELD_OUT = 0.4
SEED = 1


class Splits:
    """The published cases, and the candidates without what some bodies support."""

    def __init__(self) -> None:
        published = rs.read_cases()
        self.policy = rs.load_policy()
        self.cases, _left_out = usable_cases(published)
        self.groups = published_groups(published)
        prior = load_prior()
        self._unmoved = prior.applied_to(self.policy, [0.0] * len(prior.dial))
        self._candidates: dict[str, Candidates] = {}

    def candidates(self, held_out: Sequence[str]) -> Candidates:
        """Return the candidates without what only the held-out bodies support."""
        # Many splits remove the same things.
        key = without_bodies(self._unmoved, held_out).model_dump_json()
        if key not in self._candidates:
            self._candidates[key] = simulate_candidates(
                self.cases, self.policy, groups=self.groups, without=held_out
            )
        return self._candidates[key]

    def scores(self, held_out: Sequence[str]) -> Floats:
        """Return shares inside, above and below, and the CRPS, of the held-out bodies' results."""
        candidates = self.candidates(held_out)
        weights = np.repeat(candidates.weights(held_out), candidates.shares.shape[2])
        rows = []
        for position, case in enumerate(self.cases):
            if case.body in held_out:
                drawn = candidates.shares[:, position].ravel().astype(np.float64)
                p10, p90 = weighted_quantiles(drawn, (0.1, 0.9), weights)
                result = published_result(case)
                above, below = float(result > p90), float(result < p10)
                rows.append((1.0 - above - below, above, below, crps(drawn, result, weights)))
        return np.mean(rows, axis=0)


def main(count: int) -> None:
    """Print the means over the splits."""
    splits, luck = Splits(), np.random.default_rng(SEED)
    bodies = sorted({case.body for case in splits.cases})
    size = round(HELD_OUT * len(bodies))
    scores = [splits.scores(luck.permutation(bodies)[:size].tolist()) for _split in range(count)]
    inside, above, below, score = np.mean(scores, axis=0)
    print(f"inside {inside:.1%}, above {above:.1%}, below {below:.1%}, CRPS {score:.3f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
