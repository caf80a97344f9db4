"""Logistic regression that is shrunk towards given coefficients, as a scikit-learn classifier."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy.linalg import cho_factor, cho_solve
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils import Tags
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from rpa_scout.arrays import Floats

_SMALLEST_STEP = 1e-6


_MOST_CLASSES = 2


class SameWorkClassifier(ClassifierMixin, BaseEstimator):
    """Logistic regression of two classes whose coefficients are shrunk towards a prior.

    The penalty is ``strength / 2 · Σ (scale · (coefficient − prior))²``, and the same for the
    intercept with scale 1. Few pairs leave the prior as it is; many outweigh it. Without a prior
    it is ridge regression. With `classes`, pairs of one class are enough. Newton's method; each
    step is halved until the loss falls.
    """

    def __init__(
        self,
        *,
        prior_coef: npt.ArrayLike | None = None,
        prior_intercept: float = 0.0,
        scale: npt.ArrayLike | None = None,
        classes: tuple[Any, Any] | None = None,
        strength: float = 1.0,
        max_iter: int = 100,
        tol: float = 1e-8,
    ) -> None:
        self.prior_coef = prior_coef
        self.prior_intercept = prior_intercept
        self.scale = scale
        self.classes = classes
        self.strength = strength
        self.max_iter = max_iter
        self.tol = tol

    def __sklearn_tags__(self) -> Tags:
        """Say that there are two classes only."""
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags

    def fit(
        self, X: npt.ArrayLike, y: npt.ArrayLike, sample_weight: npt.ArrayLike | None = None
    ) -> Self:
        """Learn from judged pairs."""
        features, labels = validate_data(self, X, y, dtype=np.float64)
        check_classification_targets(labels)
        weight = _check_sample_weight(sample_weight, features)
        self.classes_ = np.unique(labels) if self.classes is None else np.array(self.classes)
        if len(self.classes_) > _MOST_CLASSES:  # scikit-learn's own words
            message = f"Only binary classification is supported. Classes: {self.classes_}"
            raise ValueError(message)
        if len(self.classes_) == 1:
            message = "Classifier can't train when only one class is present."
            raise ValueError(message)
        design = np.column_stack([np.ones(len(features)), features])
        target = (labels == self.classes_[1]).astype(np.float64)
        coefficients = self._newton(design, target, weight)
        self.intercept_, self.coef_ = coefficients[:1], coefficients[None, 1:]
        return self

    def decision_function(self, X: npt.ArrayLike) -> Floats:
        """Return the log odds of the second class."""
        check_is_fitted(self)
        features = validate_data(self, X, dtype=np.float64, reset=False)
        return np.asarray(features @ self.coef_[0] + self.intercept_[0])

    def predict_proba(self, X: npt.ArrayLike) -> Floats:
        """Return the probabilities of both classes, shape (pairs, 2)."""
        second = expit(self.decision_function(X))
        return np.column_stack([1.0 - second, second])

    def predict(self, X: npt.ArrayLike) -> npt.NDArray[Any]:
        """Return the likelier class."""
        likelier = (self.decision_function(X) > 0.0).astype(np.int64)
        return np.asarray(self.classes_[likelier])

    def _prior(self, features: int) -> tuple[Floats, Floats]:
        """Return what intercept and coefficients are shrunk to, and how firmly."""
        coef = np.zeros(features) if self.prior_coef is None else np.asarray(self.prior_coef)
        scale = np.ones(features) if self.scale is None else np.asarray(self.scale)
        prior = np.concatenate([[self.prior_intercept], coef.ravel()]).astype(np.float64)
        firmness = np.concatenate([[1.0], scale.ravel()]).astype(np.float64) ** 2
        return prior, self.strength * np.maximum(firmness, 1e-6)

    def _newton(self, design: Floats, target: Floats, weight: Floats) -> Floats:
        prior, firmness = self._prior(design.shape[1] - 1)

        def loss(coefficients: Floats) -> float:
            odds = design @ coefficients
            errors = weight @ (
                np.maximum(odds, 0.0) - odds * target + np.log1p(np.exp(-np.abs(odds)))
            )
            return float(errors + 0.5 * firmness @ (coefficients - prior) ** 2)

        coefficients = prior.copy()
        current = loss(coefficients)
        for step_number in range(1, self.max_iter + 1):
            self.n_iter_ = step_number
            chance = expit(design @ coefficients)
            slope = design.T @ (weight * (chance - target)) + firmness * (coefficients - prior)
            curvature = (design.T * (weight * chance * (1.0 - chance))) @ design
            step = cho_solve(cho_factor(curvature + np.diag(firmness)), slope)
            share = 1.0
            while loss(coefficients - share * step) > current and share > _SMALLEST_STEP:
                share /= 2.0
            coefficients = coefficients - share * step
            before, current = current, loss(coefficients)
            if before - current <= self.tol * max(1.0, abs(before)):
                break
        return coefficients
