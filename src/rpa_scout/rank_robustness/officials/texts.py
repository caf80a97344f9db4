"""What is said of several officials' weights, the same on every face."""

from __future__ import annotations

from rpa_scout.rank_robustness.officials.weights import GroupRanking
from rpa_scout.text import _


def agreement_sentences(ranking: GroupRanking) -> list[str]:
    """Return how far the officials agree on the criteria and on the tasks."""
    sentences = (
        (_("Agreement on the criteria (Kendall's W, 0 to 1): {w}"), ranking.kendall_w),
        (_("Agreement on the tasks (Kendall's W, 0 to 1): {w}"), ranking.kendall_w_tasks),
    )
    return [
        sentence.format(w=_("not defined for one") if coefficient is None else f"{coefficient:.2f}")
        for sentence, coefficient in sentences
    ]


def contested_heading(ranking: GroupRanking) -> str:
    """Return on how many tasks the officials disagree."""
    line = _("Among the first {first} only of some officials: {count:,} tasks")
    return line.format(first=ranking.first, count=len(ranking.contested))
