"""A Bayesian linear model with known prior deviations; estimates from few data shrink to 0."""

from __future__ import annotations

from typing import Literal, Self, overload

import numpy as np
import numpy.typing as npt
from scipy.linalg import cho_factor, cho_solve
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from rpa_scout.arrays import Floats


class PooledRegression(RegressorMixin, BaseEstimator):
    """Linear regression whose intercept and effects are shrunk towards 0 by known priors.

    ``y = b0 + X b + e`` with ``b0 ~ N(0, intercept_deviation²)``, ``b ~ N(0, effect_deviation²)``
    and ``e ~ N(0, σ²/w)``. Given σ, mean and covariance of the posterior are in closed form
    (Lindley and Smith 1972). σ² has a scaled inverse chi-squared prior and is set to its most
    likely value by expectation maximisation.

    >>> model = PooledRegression(intercept_deviation=1.0, residual_deviation=1.0)
    >>> fitted = model.fit([[0.0]] * 4, [2.0, 2.5, 1.5, 2.0])
    >>> 1.5 < fitted.intercept_ < 2.0
    True
    """

    def __init__(
        self,
        *,
        intercept_deviation: float = 1.0,
        effect_deviation: float | Floats = 1.0,
        residual_deviation: float = 1.0,
        residual_evidence: float = 20.0,
        max_iter: int = 200,
        tol: float = 1e-9,
    ) -> None:
        self.intercept_deviation = intercept_deviation
        self.effect_deviation = effect_deviation
        self.residual_deviation = residual_deviation
        self.residual_evidence = residual_evidence
        self.max_iter = max_iter
        self.tol = tol

    def fit(
        self,
        X: npt.ArrayLike,
        y: npt.ArrayLike,
        sample_weight: npt.ArrayLike | None = None,
    ) -> Self:
        """Learn from observations."""
        features, observed = validate_data(self, X, y, dtype=np.float64, y_numeric=True)
        weight = _check_sample_weight(sample_weight, features)
        if (weight < 0.0).any():
            message = "Weights must not be negative."
            raise ValueError(message)
        design = np.column_stack([np.ones(len(observed)), features])
        prior = self._prior_precision(features.shape[1])
        evidence, prior_variance = self.residual_evidence, self.residual_deviation**2
        variance, change = prior_variance, np.inf
        self.n_iter_ = 0
        while change > self.tol and self.n_iter_ < self.max_iter:
            mean, covariance = posterior(design, observed, weight / variance, prior)
            uncertainty = np.einsum("ij,jk,ik->i", design, covariance, design)
            squares = weight @ ((observed - design @ mean) ** 2 + uncertainty)
            previous = variance
            variance = (evidence * prior_variance + squares) / (evidence + weight.sum())
            change = abs(np.sqrt(variance / previous) - 1.0)
            self.n_iter_ += 1
        mean, covariance = posterior(design, observed, weight / variance, prior)
        self.intercept_, self.coef_ = float(mean[0]), mean[1:]
        self.covariance_ = covariance
        self.residual_deviation_ = float(np.sqrt(variance))
        return self

    def _prior_precision(self, features: int) -> Floats:
        deviations = np.empty(features + 1)
        deviations[0] = self.intercept_deviation
        deviations[1:] = self.effect_deviation
        settings = np.append(deviations, [self.residual_deviation, self.residual_evidence])
        if not (settings > 0.0).all():
            message = "The prior deviations and the residual evidence must be above 0."
            raise ValueError(message)
        return 1.0 / deviations**2

    @overload
    def predict(self, X: npt.ArrayLike, return_std: Literal[False] = False) -> Floats: ...

    @overload
    def predict(self, X: npt.ArrayLike, return_std: Literal[True]) -> tuple[Floats, Floats]: ...

    def predict(
        self,
        X: npt.ArrayLike,
        return_std: bool = False,
    ) -> Floats | tuple[Floats, Floats]:
        """Predict observations."""
        check_is_fitted(self)
        features = validate_data(self, X, dtype=np.float64, reset=False)
        mean = np.asarray(self.intercept_ + features @ self.coef_)
        if not return_std:
            return mean
        design = np.column_stack([np.ones(len(features)), features])
        uncertainty = np.einsum("ij,jk,ik->i", design, self.covariance_, design)
        return mean, np.sqrt(uncertainty + self.residual_deviation_**2)


def posterior(
    design: Floats, observed: Floats, precision: Floats, prior: Floats
) -> tuple[Floats, Floats]:
    """Return mean and covariance of the coefficients, given all precisions."""
    weighted = design * precision[:, None]
    factor = cho_factor(design.T @ weighted + np.diag(prior), lower=True)
    covariance = cho_solve(factor, np.eye(len(prior)))
    return cho_solve(factor, weighted.T @ observed), (covariance + covariance.T) / 2.0
