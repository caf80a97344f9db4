"""The text of probabilities in all outputs; none is written as certain or impossible."""

from __future__ import annotations

import math
from typing import Final

from rpa_scout.text import _

ALMOST_CERTAIN: Final = 0.995
"""Rounded to whole percent, chances from here on would read 100 %; no estimate is certain."""

ALMOST_IMPOSSIBLE: Final = 0.005
"""Rounded to whole percent, chances up to here would read 0 %."""


NO_CHANCE: Final = "―"
"""Stands where there is no goal, and so no chance of reaching it."""


def chance_text(chance: float | None) -> str:
    """Return a probability in whole percent, at most "over 99 %" and at least "under 1 %"."""
    if chance is None or math.isnan(chance):
        return NO_CHANCE
    if chance >= ALMOST_CERTAIN:
        return _("over 99 %")
    if chance <= ALMOST_IMPOSSIBLE:
        return _("under 1 %")
    return _("{percent:.0f} %").format(percent=chance * 100.0)
