"""By how much one weight may move before the first places change: exact, no draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rpa_scout.arrays import Floats

_PAIRS = 1 << 20


@dataclass(frozen=True, slots=True)
class WeightMove:
    """How far the weight of one criterion may move, all others keeping their proportions.

    Attributes
    ----------
    criterion : str
        Id of the criterion.
    share : float
        Its share of all weights now, 0 to 1.
    lowest, highest : float or None
        Shares at which the first places change; None: they never do on that side.
    drops_at_lowest, enters_at_lowest, drops_at_highest, enters_at_highest : int or None
        Positions of the two tasks that then change places.
    """

    criterion: str
    share: float
    lowest: float | None = None
    highest: float | None = None
    drops_at_lowest: int | None = None
    enters_at_lowest: int | None = None
    drops_at_highest: int | None = None
    enters_at_highest: int | None = None


def weight_moves(
    points: Floats, weights: Floats, criteria: tuple[str, ...], first: int
) -> tuple[WeightMove, ...]:
    """Return how far each weight may move before the first places change.

    With the weight ``t`` of one criterion a score is the straight line ``rest + t·points``. The
    first places change where the line of a task inside is crossed by that of a task outside; the
    nearest crossing on either side counts. The rows of the points, shape (n, criteria), have the
    order of the ranking.
    """
    return tuple(
        _move(points, weights, number, name, first) for number, name in enumerate(criteria)
    )


def _move(points: Floats, weights: Floats, number: int, name: str, first: int) -> WeightMove:
    weight, other_weights = float(weights[number]), float(weights.sum() - weights[number])
    share = weight / (weight + other_weights)
    if other_weights <= 0.0 or first >= len(points):
        return WeightMove(name, share)
    slope = points[:, number]
    base = points @ weights - weight * slope
    down, up = _crossings(base, slope, weight, first)

    def as_share(crossing: tuple[float, int, int] | None) -> float | None:
        return None if crossing is None else crossing[0] / (crossing[0] + other_weights)

    return WeightMove(
        name,
        share,
        as_share(down),
        as_share(up),
        *(down[1:] if down else (None, None)),
        *(up[1:] if up else (None, None)),
    )


def _crossings(
    base: Floats, slope: Floats, weight: float, first: int
) -> tuple[tuple[float, int, int] | None, tuple[float, int, int] | None]:
    """Return the nearest crossings below and above: weight, task inside, task outside."""
    down: tuple[float, int, int] | None = None
    up: tuple[float, int, int] | None = None
    outside_base, outside_slope = base[first:], slope[first:]
    size = max(1, _PAIRS // max(len(outside_base), 1))
    for start in range(0, first, size):
        inside = slice(start, min(start + size, first))
        steeper = outside_slope[None, :] - slope[inside, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            crossing = (base[inside, None] - outside_base[None, :]) / steeper
        above = np.where(steeper > 0.0, np.maximum(crossing, weight), np.inf)
        below = np.where(steeper < 0.0, np.minimum(crossing, weight), -np.inf)
        up = min(filter(None, (up, _nearest(above, above.argmin(), start, first))), default=None)
        down = max(
            filter(None, (down, _nearest(below, below.argmax(), start, first))), default=None
        )
    return (down if down and down[0] >= 0.0 else None), up


def _nearest(
    crossings: Floats, position: np.intp, start: int, first: int
) -> tuple[float, int, int] | None:
    row, column = np.unravel_index(position, crossings.shape)
    crossing = float(crossings[row, column])
    if not np.isfinite(crossing):
        return None
    return crossing, int(row) + start, int(column) + first
