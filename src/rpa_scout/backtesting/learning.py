"""Learning from published cases: candidate policies, weighted by how well they forecast results.

A candidate is the prior moved by its dials. The moves are normal quantiles of a Sobol' sequence, so
that a few hundred cover the five dials evenly and every run uses the same candidates. Each case is
simulated once under each candidate. The likelihood of a published result is the density of the
drawn shares at the result: a kernel estimate, mixed with a flat part so that an outlier does not
dominate. Cases of the same body have errors in common, so k of them count as √k.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rpa_scout.backtesting.shares import CaseShares, published_result
from rpa_scout.errors import PolicyError
from rpa_scout.evidence.cases import ReferenceCase
from rpa_scout.evidence.prior import Prior, load_prior
from rpa_scout.policy.model import Policy
from rpa_scout.policy.policies import faults_of
from rpa_scout.progress import Progress, Silent
from rpa_scout.text import N_

__all__ = ["Candidates", "likelihood", "simulate_candidates"]

Floats = npt.NDArray[np.float64]

CANDIDATES_LOG2 = 8
"""256 candidates: with 512, the scores of the shipped cases have the same first two digits."""

DRAWS = 500
"""Draws of each case under each candidate; the forecast mixes the draws of all candidates."""

_KERNEL_WIDTH = 0.05
_FLAT_PART = 0.1
_SEED = 20261123


@dataclass(frozen=True)
class Candidates:
    """Candidate policies and their forecasts of every case."""

    prior: Prior
    moves: Floats  # Moves in prior standard deviations, shape (candidates, dials)
    # Drawn shares of the hours saved, shape (candidates, n, draws).
    shares: npt.NDArray[np.float32]
    # Divided by the root of the number of the body's cases, shape (candidates, n).
    log_likelihood: Floats
    bodies: tuple[str, ...]  # Body that published each case

    def weights(self, without: str | None = None) -> Floats:
        """Return the candidates' weights by the published results, without those of one body."""
        used = np.array([body != without for body in self.bodies], dtype=bool)
        log_weights = self.log_likelihood[:, used].sum(axis=1)
        weights = np.exp(log_weights - log_weights.max())
        return np.asarray(weights / weights.sum())

    def mean_moves(self, without: str | None = None) -> Floats:
        """Return the weighted mean of the moves, shape (dials,), in prior standard deviations."""
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
    faults = list(faults_of(prior.applied_to(policy, [0.0] * len(prior.dial))))
    if faults:
        raise PolicyError(
            N_("What is learned from published cases asks for survey fields of its own."), faults
        )
    drawer = CaseShares(cases, policy.survey)
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
    """Return the likelihood of results: a kernel density of the draws, mixed with a flat part."""
    distance = (shares - results[:, None]) / _KERNEL_WIDTH
    kernel = np.exp(-0.5 * distance * distance)
    density = kernel.mean(axis=1) / (_KERNEL_WIDTH * np.sqrt(2.0 * np.pi))
    return np.asarray((1.0 - _FLAT_PART) * density + _FLAT_PART / 2.0)


def _moves(dials: int) -> Floats:
    from scipy.special import ndtri
    from scipy.stats.qmc import Sobol

    points = Sobol(dials, seed=_SEED).random_base2(CANDIDATES_LOG2)
    return np.asarray(ndtri(points))
