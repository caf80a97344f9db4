"""Minutes per item far from those of the same kind of work, whichever department does it."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pandas as pd

from rpa_scout.arrays import Floats
from rpa_scout.checking.rules.rule import RowProblem, RowRule, RuleContext, in_two_digits
from rpa_scout.findings.rule import FindingRule
from rpa_scout.task_frame import kinds_of_work
from rpa_scout.text import N_

NORMAL_PER_MAD = 1.4826
"""Standard deviation of a normal distribution over its median absolute deviation."""

SMALLEST_FACTOR = 5.0
"""Minutes are estimates: what lies within this factor of the usual is never called unusual."""


def unusual_minutes(context: RuleContext) -> Iterator[RowProblem]:
    """Yield tasks whose minutes per item are outliers among tasks of the same kind.

    Tasks of one kind are compared across departments by the robust z of the
    logarithm of their minutes (Iglewicz and Hoaglin, 1993).
    """
    minutes = context.answers("minutes_per_item")
    alike = context.alike
    kinds = kinds_of_work(context.tasks, alike.minutes, alike.no_kind)
    rows = np.flatnonzero(context.usable & (minutes > 0) & (kinds >= 0))
    kind = kinds[rows]
    usual, far = _usual(np.log(minutes[rows]), kind, context)
    distance = np.log(minutes[rows]) - usual
    for outlier in np.flatnonzero(np.abs(distance) > far).tolist():
        code = "minutes_unusually_long" if distance[outlier] > 0 else "minutes_unusually_short"
        low, high = np.exp(usual[outlier] - far[outlier]), np.exp(usual[outlier] + far[outlier])
        usual_range = f"{in_two_digits(low)}～{in_two_digits(high)}"
        yield RowProblem(
            int(rows[outlier]), code, "minutes_per_item", values={"usual": usual_range}
        )


def _usual(
    logs: Floats, kind: np.ndarray[tuple[int, ...], np.dtype[np.int64]], context: RuleContext
) -> tuple[Floats, Floats]:
    """Return the median of each row's kind, and from what distance on a row is an outlier."""
    values = pd.Series(logs)
    groups = values.groupby(kind)
    middle = groups.transform("median")
    spread = NORMAL_PER_MAD * (values - middle).abs().groupby(kind).transform("median")
    far = (context.checks.outlier_deviations * spread).clip(lower=math.log(SMALLEST_FACTOR))
    too_few = groups.transform("size") < context.checks.outlier_group
    return (
        middle.to_numpy(dtype=np.float64),
        far.mask(too_few, np.inf).to_numpy(dtype=np.float64),
    )


RULES = (
    RowRule(
        (
            FindingRule(
                "minutes_unusually_long",
                "warning",
                N_("“{field}” is {minutes}: much longer than for work of the same kind ({usual})."),
                N_(
                    "See whether the minutes are those of one item and not of a run, or the unit "
                    "is wrong."
                ),
                quotes="minutes",
            ),
            FindingRule(
                "minutes_unusually_short",
                "warning",
                N_(
                    "“{field}” is {minutes}: much shorter than for work of the same kind ({usual})."
                ),
                N_("See whether the minutes are all that one item takes, and not hours or a part."),
                quotes="minutes",
            ),
        ),
        unusual_minutes,
        figures=("outlier_deviations", "outlier_group"),
        order=90,
    ),
)
