"""The result of a calibration: the correction of every task, and the sentence that reports it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from rpa_scout.arrays import Positions
from rpa_scout.savings.calibration.actuals import LEFT_OUT_REASONS, LeftOutTask
from rpa_scout.savings.correction import Correction
from rpa_scout.text import N_, _, listed

_P90 = 1.2815515655446004
"""The 90th percentile of a standard normal variable."""

_NONE_YET = N_("There are no actuals yet: hours are estimated from published cases alone.")
_NONE_USED = N_(
    "None of the {count} tasks with actuals could be used ({reasons}): hours are estimated from "
    "published cases alone."
)
_USED = N_(
    "By the city's own actuals, savings are {factor} times the estimate ({low}–{high}): {count} "
    "tasks, which count {weight} %, published cases {rest} %."
)
_LEFT_OUT = N_("{count} tasks with actuals were left out ({reasons}).")


@dataclass(frozen=True, slots=True)
class FactorRange:
    """Measured hours divided by estimated hours, with its range.

    Attributes
    ----------
    factor : float
        The most likely factor.
    low, high : float
        Its 80 % range.
    count : int
        Measured tasks that it rests on.
    """

    factor: float
    low: float
    high: float
    count: int

    @classmethod
    def of_log(cls, mean: float, deviation: float, count: int) -> FactorRange:
        """Build it from the mean and standard deviation of the logarithm."""
        low, middle, high = (math.exp(mean + z * deviation) for z in (-_P90, 0.0, _P90))
        return cls(middle, low, high, count)


@dataclass(frozen=True)
class Calibration:
    """The correction of the estimates by the city's own actuals, and its figures.

    Attributes
    ----------
    correction : Correction or None
        The simulation's correction; None: nothing changes.
    used, left_out : tuple
        Ids of the measured tasks that were used; those that were not, and why.
    overall : FactorRange or None
        Over all tasks with an estimate.
    by_kind : dict of str to FactorRange
        By code of the pattern, ``unknown`` for tasks without one; only kinds that have an estimate
        or a measurement.
    weight : float
        How much the actuals count against the published reference class, 0 to 1.
    residual_deviation : float
        Standard deviation of single tasks around their kind, in the logarithm; NaN without actuals.
    """

    correction: Correction | None = None
    used: tuple[str, ...] = ()
    left_out: tuple[LeftOutTask, ...] = ()
    overall: FactorRange | None = None
    by_kind: Mapping[str, FactorRange] = field(default_factory=dict)
    weight: float = 0.0
    residual_deviation: float = math.nan

    def at(self, rows: Positions) -> Calibration:
        """Return the same figures with the correction of some of the tasks."""
        correction = None if self.correction is None else self.correction.at(rows)
        return replace(self, correction=correction)

    @property
    def has_actuals(self) -> bool:
        """Whether there are measured tasks, used or left out."""
        return bool(self.used or self.left_out)

    def as_data(self) -> dict[str, Any]:
        """Return the figures that are shown as plain values, for the JSON of a ranking."""
        return {
            "used": list(self.used),
            "left_out": [asdict(task) for task in self.left_out],
            "weight": self.weight,
            "overall": None if self.overall is None else asdict(self.overall),
            "by_pattern": {code: asdict(factor) for code, factor in self.by_kind.items()},
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any] | None) -> Calibration:
        """Build it from plain values, without the correction itself.

        Parameters
        ----------
        data : mapping or None
            The result of :meth:`as_data`; None where nothing was stored.

        Returns
        -------
        Calibration
            Its sentence is the same.
        """
        if data is None:
            return cls()
        overall = data["overall"]
        return cls(
            used=tuple(data["used"]),
            left_out=tuple(LeftOutTask(**task) for task in data["left_out"]),
            overall=None if overall is None else FactorRange(**overall),
            by_kind={code: FactorRange(**factor) for code, factor in data["by_pattern"].items()},
            weight=data["weight"],
        )

    def sentence(self) -> str:
        """Return a sentence on what was corrected, in the user's language."""
        if self.overall is None:
            if not self.left_out:
                return _(_NONE_YET)
            return _(_NONE_USED).format(count=len(self.left_out), reasons=self._reasons())
        percent = round(100.0 * self.weight)
        sentence = _(_USED).format(
            factor=f"{self.overall.factor:.2f}",
            low=f"{self.overall.low:.2f}",
            high=f"{self.overall.high:.2f}",
            count=len(self.used),
            weight=percent,
            rest=100 - percent,
        )
        if not self.left_out:
            return sentence
        left_out = _(_LEFT_OUT).format(count=len(self.left_out), reasons=self._reasons())
        return _("{first} {second}").format(first=sentence, second=left_out)

    def _reasons(self) -> str:
        counts = Counter(task.reason for task in self.left_out)
        return listed(
            _("{reason}: {count}").format(reason=_(text), count=counts[code])
            for code, text in LEFT_OUT_REASONS.items()
            if counts[code]
        )
