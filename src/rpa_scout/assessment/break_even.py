"""A sentence on the number of items per run from which automation pays."""

from __future__ import annotations

import math

from rpa_scout.text import _


def rounded_items(items: float) -> int:
    """Round a number of items up to two significant figures.

    >>> [rounded_items(items) for items in (0.2, 7.1, 38.2, 412.0, 1234.0)]
    [1, 8, 39, 420, 1300]
    """
    step = 10 ** max(len(str(int(items))) - 2, 0)
    return int(math.ceil(items / step) * step)


def break_even_advice(break_even: float, actual: float, *, saves: bool) -> str:
    """Say from how many items per run automation pays, compared with the task's own number."""
    if math.isnan(break_even):
        return ""
    if math.isinf(break_even):
        return _("by hand is likely faster")
    if break_even <= 0.0:
        paying = _("pays whatever the number of items")
    else:
        paying = _("pays from about {items:,} items per run").format(
            items=rounded_items(break_even)
        )
    if saves and not actual < break_even:
        return paying
    return _("by hand is likely faster ({paying})").format(paying=paying)
