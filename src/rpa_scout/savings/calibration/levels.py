"""The error of the estimates of each kind of work, learned by partial pooling."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rpa_scout.arrays import Floats
from rpa_scout.savings.calibration.prior import LogRatios

KIND_SHARE = 0.6
"""Prior deviation of a kind's effect, as a share of that of the city's level. An assumption: kinds
differ less than cities do. There are too few published cases to estimate it."""

MEASUREMENT_DEVIATION = 0.25
"""Standard deviation of the logarithm of measured hours. An assumption: the saving is the
difference of two times, and people mostly report both from memory."""

RESIDUAL_EVIDENCE = 20.0
"""The simulated spread of single tasks counts as much as this many measured tasks. An
assumption."""

_LEAST_VARIANCE = 1e-8


@dataclass(frozen=True)
class Levels:
    """Logarithms of measured to estimated hours by kind."""

    mean: Floats  # Expected values, shape (kinds,)
    # Uncertainty of `mean` after and before measuring, shape (kinds, kinds).
    covariance: Floats
    prior_covariance: Floats
    # Share of each kind among the tasks to be estimated, shape (kinds,).
    share: Floats
    residual_deviation: float  # Standard deviation of single measured tasks from their kind

    @property
    def overall_mean(self) -> float:
        """Expected value over all tasks."""
        return float(self.share @ self.mean)

    @property
    def overall_deviation(self) -> float:
        """Standard deviation of the uncertainty of `overall_mean`."""
        return float(np.sqrt(self.share @ self.covariance @ self.share))

    @property
    def weight(self) -> float:
        """The share of the prior variance that the measurements have removed, 0 to 1."""
        before = self.share @ self.prior_covariance @ self.share
        return float(np.clip(1.0 - self.overall_deviation**2 / before, 0.0, 1.0))

    @property
    def common_variance(self) -> float:
        """Mean covariance of two tasks of different kinds: the uncertainty of the city's level."""
        weight = np.outer(self.share, self.share)
        np.fill_diagonal(weight, 0.0)
        if weight.sum() <= 0.0:  # All tasks are of one kind: its uncertainty is that of the city.
            return self.overall_deviation**2
        return max(float((weight * self.covariance).sum() / weight.sum()), 0.0)

    def kind_deviation(self, common_variance: float) -> Floats:
        """Return the standard deviation of each kind's uncertainty besides the city's level."""
        return np.sqrt(np.maximum(np.diag(self.covariance) - common_variance, 0.0))


def learned_levels(
    log_ratio: Floats, indicators: Floats, before: LogRatios, share: Floats
) -> Levels:
    """Learn levels from measured tasks."""
    from rpa_scout.savings.calibration.pooling import PooledRegression

    count, kinds = indicators.shape
    city = max(before.common_variance, _LEAST_VARIANCE)
    variance = before.own_variance[:count] + MEASUREMENT_DEVIATION**2
    usual = 1.0 / float((1.0 / variance).mean())
    regression = PooledRegression(
        intercept_deviation=np.sqrt(city),
        effect_deviation=KIND_SHARE * np.sqrt(city),
        residual_deviation=np.sqrt(usual),
        residual_evidence=RESIDUAL_EVIDENCE,
    )
    regression.fit(indicators, log_ratio - before.mean[:count], usual / variance)
    # Row k adds the city's level (the intercept) and the effect of kind k.
    level_of_kind = np.column_stack([np.ones(kinds), np.eye(kinds)])
    return Levels(
        mean=regression.predict(np.eye(kinds)),
        covariance=level_of_kind @ regression.covariance_ @ level_of_kind.T,
        prior_covariance=city * (np.ones((kinds, kinds)) + KIND_SHARE**2 * np.eye(kinds)),
        share=share,
        residual_deviation=regression.residual_deviation_,
    )
