"""How probabilities are written, on every face: never as certain, never as impossible."""

from __future__ import annotations

from typing import Final

from rpa_scout.text import _

__all__ = ["ALMOST_CERTAIN", "ALMOST_IMPOSSIBLE", "chance_text"]

ALMOST_CERTAIN: Final = 0.995
"""From here on a whole percent would read 100 %, and no estimate is that sure."""

ALMOST_IMPOSSIBLE: Final = 0.005
"""Up to here a whole percent would read 0 %."""


def chance_text(chance: float) -> str:
    """Return a probability as a whole percent in the user's language, or as beyond its ends."""
    if chance >= ALMOST_CERTAIN:
        return _("over 99 %")
    if chance <= ALMOST_IMPOSSIBLE:
        return _("under 1 %")
    return _("{percent:.0f} %").format(percent=chance * 100.0)
