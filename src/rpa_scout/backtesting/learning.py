"""Learning from published cases: candidate policies, weighted by how well they foretold results.

A candidate is the prior moved by its dials; the moves are a Sobol sequence put through the normal
distribution, so that a few hundred cover the five dials evenly and the same ones come each time.
Under each candidate every case is simulated once. How likely a candidate makes a published result
is the density of the drawn shares at that result: a kernel estimate, mixed with a flat part so
that one outlier does not decide. Cases of one body err alike, so k of them count as √k.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rpa_scout.backtesting.shares import CaseShares, published_result
from rpa_scout.evidence.cases import ReferenceCase
from rpa_scout.evidence.prior import Prior, load_prior
from rpa_scout.policy.model import Policy
from rpa_scout.progress import Progress, Silent
from rpa_scout.text import N_

__all__ = ["Candidates", "likelihood", "simulate_candidates"]

Floats = npt.NDArray[np.float64]

CANDIDATES_LOG2 = 8
"""256 candidates: with 512 no score of the shipped cases changes in its second digit."""

DRAWS = 500
"""Draws of each case under each candidate; the forecast mixes those of all candidates."""

_KERNEL_WIDTH = 0.05
_FLAT_PART = 0.1
_SEED = 20261123


@dataclass(frozen=True)
class Candidates:
    """Candidate policies and what each says of every case."""

    prior: Prior  # What was moved
    moves: Floats  # Moves in prior deviations, shape (candidates, dials)
    # Drawn shares of the hours saved, shape (candidates, n, draws).
    shares: npt.NDArray[np.float32]
    # Of each published result, damped by the number of its body's cases, shape (candidates, n).
    log_likelihood: Floats
    bodies: tuple[str, ...]  # Who published each case

    def weights(self, without: str | None = None) -> Floats:
        """Weigh the candidates by the published results."""
        used = np.array([body != without for body in self.bodies], dtype=bool)
        log = self.log_likelihood[:, used].sum(axis=1)
        weights = np.exp(log - log.max())
        return np.asarray(weights / weights.sum())

    def mean_moves(self, without: str | None = None) -> Floats:
        """Return the weighted mean of the moves, shape (dials,), in prior deviations."""
        return np.asarray(self.weights(without) @ self.moves)


def simulate_candidates(
    cases: Sequence[ReferenceCase],
    policy: Policy,
    progress: Progress | None = None,
    prior: Prior | None = None,
) -> Candidates:
    """Simulate cases under every candidate."""
    prior = prior or load_prior()
    progress = progress or Silent()
    drawer = CaseShares(cases)
    moves = _moves(len(prior.dial))
    shares = np.empty((len(moves), len(cases), DRAWS), dtype=np.float32)
    progress.start(N_("Simulating published cases"), len(moves))
    for position, move in enumerate(moves):
        shares[position] = drawer.drawn(prior.applied_to(policy, move.tolist()), DRAWS)
        progress.advance()
    bodies = tuple(case.body for case in cases)
    results = np.array([published_result(case) for case in cases])
    damped = np.array([bodies.count(body) ** -0.5 for body in bodies])
    log = np.log(np.stack([likelihood(share, results) for share in shares]))
    return Candidates(prior, moves, shares, log * damped, bodies)


def likelihood(shares: npt.NDArray[np.float32], results: Floats) -> Floats:
    """Return how likely draws make results: a kernel density with a flat part."""
    away = (shares - results[:, None]) / _KERNEL_WIDTH
    density = np.exp(-0.5 * away * away).mean(axis=1) / (_KERNEL_WIDTH * np.sqrt(2.0 * np.pi))
    return np.asarray((1.0 - _FLAT_PART) * density + _FLAT_PART / 2.0)


def _moves(dials: int) -> Floats:
    from scipy.special import ndtri
    from scipy.stats.qmc import Sobol

    points = Sobol(dials, seed=_SEED).random_base2(CANDIDATES_LOG2)
    return np.asarray(ndtri(points))
