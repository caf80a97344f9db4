"""What is said of the robustness of a ranking, the same on every face."""

from __future__ import annotations

from collections.abc import Iterator

from rpa_scout.chances import chance_text
from rpa_scout.rank_robustness.result import RankRobustness, TaskRobustness
from rpa_scout.text import N_, _

_WEIGHTS = {
    "ranges": N_("weights within ±{spread:.0%} of the policy's"),
    "all": N_("any weights"),
    "order": N_("any weights that keep the order of importance"),
}


def robustness_sentences(robustness: RankRobustness) -> Iterator[str]:
    """Yield how the shares were computed, and how many tasks are contested."""
    weights = _(_WEIGHTS[robustness.weight_kind]).format(spread=robustness.spread or 0.0)
    if robustness.draws_answers:
        template = _("Ranked {draws:,} times with {weights}, open answers drawn.")
    else:
        template = _("Ranked {draws:,} times with {weights}, open answers as estimated.")
    yield template.format(draws=robustness.draws, weights=weights)
    yield contested_sentence(robustness)


def contested_sentence(robustness: RankRobustness) -> str:
    """Return how many tasks are contested."""
    count = len(robustness.contested)
    if not count:
        return _(
            "No task is contested: none is among the first {first} in 40–60 % of them."
        ).format(first=robustness.first)
    return _("Contested, among the first {first} in 40–60 % of them: {count:,} tasks").format(
        first=robustness.first, count=count
    )


def in_first_text(task: TaskRobustness, first: int) -> str:
    """Return how often a task is among the first, and its ranks."""
    return _("among the first {first}: {share} (ranks {low}–{high})").format(
        first=first,
        share=chance_text(task.in_first_share),
        low=task.rank_p10,
        high=task.rank_p90,
    )


def weight_range_text(lowest: float | None, highest: float | None) -> str:
    """Return between which shares a weight may move before the first places change."""
    if lowest is None and highest is None:
        return _("any")
    if lowest is None:
        return _("up to {share:.1%}").format(share=highest)
    if highest is None:
        return _("{share:.1%} or more").format(share=lowest)
    return _("{low:.1%} to {high:.1%}").format(low=lowest, high=highest)
