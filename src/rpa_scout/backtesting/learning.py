"""Learning from published cases: candidate policies, weighted by how well they forecast results.

A candidate is the prior moved by its dials. The moves are normal quantiles of a Sobol' sequence, so
that some hundred cover the dials evenly and every run uses the same candidates. Each case is
simulated once under each candidate, and so is each group of tasks of which only the total and the
extremes are published.

The results of one body have an effect in common: it measured them in one way, and its staff carried
them out. The common part of the draws is this effect. It is integrated out: the draws are sorted by
their level over all cases and cut into equal parts; within a part the body's results are
independent, and the likelihood of the body is the mean over the parts of their product. The
likelihood of a result is the density of the drawn shares: a kernel estimate, mixed with a flat part
so that an outlier does not dominate.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rpa_scout.arrays import Floats, Positions
from rpa_scout.backtesting.groups import GroupResult, GroupShares
from rpa_scout.backtesting.shares import CaseShares, published_result
from rpa_scout.errors import PolicyError
from rpa_scout.evidence.cases import ReferenceCase
from rpa_scout.evidence.prior import Prior, load_prior
from rpa_scout.policy.faults import faults_of
from rpa_scout.policy.model import Policy
from rpa_scout.progress import Progress, Silent
from rpa_scout.text import N_

Drawn = npt.NDArray[np.float32] | Floats

CANDIDATES_LOG2 = 7
"""128 candidates: with 256, the scores of the shipped cases have the same first two digits."""

DRAWS = 640
"""Draws of each case under each candidate; the forecast mixes the draws of all candidates."""

_EFFECTS = 8
"""Equal parts of the draws, by the effect that a body's results have in common."""

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
    log_likelihood: Floats  # Of all results of each body, shape (candidates, bodies)
    bodies: tuple[str, ...]  # The bodies, in the order of `log_likelihood`
    case_bodies: tuple[str, ...]  # Body that published each case

    def weights(self, without: Collection[str] = ()) -> Floats:
        """Return the candidates' weights by the published results, without those of some bodies."""
        used = np.array([body not in without for body in self.bodies], dtype=bool)
        log_weights = self.log_likelihood[:, used].sum(axis=1)
        weights = np.exp(log_weights - log_weights.max())
        return np.asarray(weights / weights.sum())

    def mean_moves(self) -> Floats:
        """Return the weighted mean of the moves, shape (dials,), in prior standard deviations."""
        return np.asarray(self.weights() @ self.moves)


def simulate_candidates(
    cases: Sequence[ReferenceCase],
    policy: Policy,
    progress: Progress | None = None,
    groups: Sequence[GroupResult] = (),
    without: Collection[str] = (),
) -> Candidates:
    """Simulate cases and groups under every candidate; one step of the progress a candidate.

    What only the bodies of `without` support is left out of every candidate.
    """
    prior = load_prior()
    progress = progress or Silent()
    faults = list(faults_of(prior.applied_to(policy, [0.0] * len(prior.dial))))
    if faults:
        raise PolicyError(
            N_("What is learned from published cases asks for survey fields of its own."), faults
        )
    of_cases = CaseShares(cases, policy.survey)
    of_groups = GroupShares(groups, policy.survey)
    moves = _moves(len(prior.dial))
    case_bodies = tuple(case.body for case in cases)
    bodies = tuple(dict.fromkeys([*case_bodies, *(group.case.body for group in groups)]))
    results = np.array([published_result(case) for case in cases])
    shares = np.empty((len(moves), len(cases), DRAWS), dtype=np.float32)
    log = np.empty((len(moves), len(bodies)))
    for position, move in enumerate(moves):
        candidate = prior.applied_to(policy, move.tolist(), without)
        shares[position] = of_cases.drawn(candidate, DRAWS)
        figures = of_groups.drawn(candidate, DRAWS)
        parts = _effect_parts(shares[position], figures)
        drawn = shares[position]
        by_part = np.stack([likelihood(drawn[:, part], results) for part in parts], axis=1)
        of_each_group = [
            _joint_likelihood(figure, group.known, parts)
            for figure, group in zip(figures, groups, strict=True)
        ]
        for column, body in enumerate(bodies):
            rows = [row for row, owner in enumerate(case_bodies) if owner == body]
            product = by_part[rows].prod(axis=0)
            for group, of_group in zip(groups, of_each_group, strict=True):
                product = product * (of_group if group.case.body == body else 1.0)
            log[position, column] = np.log(product.mean())
        progress.advance()
    return Candidates(prior, moves, shares, log, bodies, case_bodies)


def _effect_parts(shares: Drawn, figures: Sequence[Floats]) -> list[Positions]:
    """Cut the draws into equal parts by their level over all cases and groups."""
    level = shares.sum(axis=0, dtype=np.float64)
    for figure in figures:
        level = level + figure[0]
    return np.array_split(np.argsort(level, kind="stable"), min(_EFFECTS, level.size))


def _joint_likelihood(figures: Floats, known: Floats, parts: Sequence[Positions]) -> Floats:
    """Return the likelihood of a group's figures together, shape (parts,)."""
    distance = (figures - known[:, None]) / _KERNEL_WIDTH
    kernel = np.exp(-0.5 * np.square(distance).sum(axis=0))
    height = (_KERNEL_WIDTH * np.sqrt(2.0 * np.pi)) ** len(known)
    density = np.array([kernel[part].mean() for part in parts]) / height
    return np.asarray((1.0 - _FLAT_PART) * density + _FLAT_PART / 2.0 ** len(known))


def likelihood(shares: Drawn, results: Floats) -> Floats:
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
