"""Remarks on tasks: why a task is no candidate, and other points to note."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

import numpy as np

from rpa_scout.candidates import Candidacy, reason_label
from rpa_scout.policy.model import Policy
from rpa_scout.savings.means import MeansChoice
from rpa_scout.text import N_, _

REMARKS: Final = {
    "already_automated": N_("automated already"),
    "by_hand_faster": N_("by hand is likely faster"),
    "to_be_confirmed": N_("to be confirmed"),
    "hours_unknown": N_("hours unknown"),
}
"""Remarks on a task, by code."""

CONTESTED: Final = "contested"
"""Mark of a task on which opinions may differ."""

_CONTESTED: Final = N_("opinions may differ")
_CONTESTED_SHARE: Final = (0.4, 0.6)

_SAME_AS_REASON: Final = {
    "automated": "already_automated",
    "by_hand_faster": "by_hand_faster",
    "hours_unknown": "hours_unknown",
}
"""Remarks with the same meaning as the reason why a task is no candidate."""
_REASON_OF: Final = {remark: reason for reason, remark in _SAME_AS_REASON.items()}


def remark_codes(candidacy: Candidacy, choice: MeansChoice) -> list[tuple[str, ...]]:
    """Return the codes of the remarks on every task."""
    flags = {**candidacy.flags, "to_be_confirmed": choice.has_unconfirmed}
    rows = np.stack([flags[_REASON_OF.get(code, code)] for code in REMARKS], axis=1)
    codes = tuple(REMARKS)
    return [tuple(codes[position] for position in np.flatnonzero(row)) for row in rows]


def is_contested(in_first_share: float) -> bool:
    """Return whether opinions may differ: among the first in 40 to 60 % of the draws."""
    low, high = _CONTESTED_SHARE
    return low <= in_first_share <= high


def mark_codes(
    remarks: Iterable[str], reason: str | None, in_first_share: float = math.nan
) -> tuple[str, ...]:
    """Return the codes of the marks: why the task is no candidate, then the other remarks.

    The share of the draws in which a task is among the first is known on request only.
    """
    reasons = () if reason is None else (_SAME_AS_REASON.get(reason, reason),)
    contested = (CONTESTED,) if is_contested(in_first_share) else ()
    return tuple(dict.fromkeys((*reasons, *remarks, *contested)))


def mark_label(code: str, policy: Policy) -> str:
    """Return the label of a mark, in the present language."""
    if code == CONTESTED:
        return _(_CONTESTED)
    return _(REMARKS[code]) if code in REMARKS else reason_label(code, policy)


def remark_labels(
    remarks: Iterable[str], reason: str | None, policy: Policy, in_first_share: float = math.nan
) -> list[str]:
    """Return the labels of the marks for tables."""
    return [mark_label(code, policy) for code in mark_codes(remarks, reason, in_first_share)]
