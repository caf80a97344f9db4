"""Copies of policies with other weights or knots, checked like loaded policies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pydantic import ValidationError

from rpa_scout.errors import PolicyError
from rpa_scout.policy.faults import faults_of
from rpa_scout.policy.model import Criterion, Factor, Policy, Scorecard
from rpa_scout.text import N_


def with_weights(scorecard: Scorecard, weights: Mapping[str, float]) -> Scorecard:
    """Return a scorecard with other weights.

    >>> import rpa_scout as rs
    >>> card = rs.load_policy().scorecard[0]
    >>> with_weights(card, {"volume": 40}).weights[:4]
    (7.0, 20.0, 40.0, 15.0)
    """
    criteria = [
        _criterion(criterion, weight=float(weights.get(criterion.id, criterion.weight)))
        for criterion in scorecard.criterion
    ]
    return _scorecard(scorecard, criteria)


def with_knots(
    scorecard: Scorecard, criterion: str, factor: int, knots: Sequence[tuple[float, float]]
) -> Scorecard:
    """Return a scorecard with other knots of one numeric factor."""
    criteria = []
    for old_criterion in scorecard.criterion:
        if old_criterion.id != criterion:
            criteria.append(old_criterion)
            continue
        factors = list(old_criterion.factor)
        factors[factor] = _rebuilt_factor(factors[factor], knots)
        criteria.append(_criterion(old_criterion, factor=tuple(factors)))
    return _scorecard(scorecard, criteria)


def with_scorecard(policy: Policy, scorecard: Scorecard, version: str) -> Policy:
    """Return a policy whose scorecard of that id is replaced."""
    cards = tuple(scorecard if card.id == scorecard.id else card for card in policy.scorecard)
    header = policy.policy.model_copy(update={"version": version})
    changed = policy.model_copy(update={"scorecard": cards, "policy": header})
    faults = list(faults_of(changed))
    if faults:
        raise PolicyError(N_("The policy cannot be changed so."), faults)
    return changed


def shares_of(scorecard: Scorecard) -> dict[str, float]:
    """Return the weights of a scorecard as shares of 100."""
    total = sum(scorecard.weights)
    return {
        criterion.id: round(100.0 * criterion.weight / total, 2)
        for criterion in scorecard.criterion
    }


def shares_with(shares: Mapping[str, float], criterion: str, share: float) -> dict[str, float]:
    """Set one criterion's share of 100; the other criteria keep their proportions.

    >>> shares_with({"a": 50.0, "b": 30.0, "c": 20.0}, "a", 0.0)
    {'a': 0.0, 'b': 60.0, 'c': 40.0}
    >>> shares_with({"a": 100.0, "b": 0.0, "c": 0.0}, "a", 90.0)
    {'a': 90.0, 'b': 5.0, 'c': 5.0}
    """
    old_shares = {name: old_share for name, old_share in shares.items() if name != criterion}
    total = sum(old_shares.values())
    remaining = 100.0 - share
    changed = {
        name: remaining * old_share / total if total > 0.0 else remaining / len(old_shares)
        for name, old_share in old_shares.items()
    }
    return {name: round(changed.get(name, share), 2) for name in shares}


def next_version(version: str) -> str:
    """Return the next version: the number at the end is raised by 1.

    >>> next_version("1.2"), next_version("2026-04"), next_version("draft")
    ('1.3', '2026-05', 'draft.2')
    """
    number_at_end = re.search(r"\d+$", version)
    if number_at_end is None:
        return f"{version}.2"
    number = number_at_end.group()
    return version[: number_at_end.start()] + str(int(number) + 1).zfill(len(number))


def _scorecard(scorecard: Scorecard, criteria: Sequence[Criterion]) -> Scorecard:
    try:
        return Scorecard(
            id=scorecard.id,
            label=scorecard.label,
            label_en=scorecard.label_en,
            criterion=tuple(criteria),
        )
    except ValidationError as error:
        raise PolicyError(N_("at least one weight must be above 0.")) from error


def _criterion(criterion: Criterion, **changed: object) -> Criterion:
    # Not `model_copy`: a copy would keep the cached properties of the old criterion.
    parts = {name: getattr(criterion, name) for name in Criterion.model_fields}
    try:
        return Criterion(**(parts | changed))
    except ValidationError as error:
        raise PolicyError(N_("A weight is 0 or more.")) from error


def _rebuilt_factor(factor: Factor, knots: Sequence[tuple[float, float]]) -> Factor:
    parts = {name: getattr(factor, name) for name in Factor.model_fields}
    try:
        return Factor(**(parts | {"knots": tuple(knots)}))
    except ValidationError as error:
        raise PolicyError(N_("the values of the knots must rise.")) from error
