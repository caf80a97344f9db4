"""Sentences on a plan, shared by all outputs."""

from __future__ import annotations

from typing import Final

from rpa_scout.assessment.target_texts import chances_sentence, each_chance
from rpa_scout.chances import chance_text
from rpa_scout.planning.result import FiscalPlan
from rpa_scout.text import N_, _

__all__ = ["BUILDER_LABELS", "plan_sentences"]

BUILDER_LABELS: Final = {"in_house": N_("in-house"), "vendor": N_("vendor")}

_METHODS: Final = {
    "greedy": N_("no limit binds; every task in its first year"),
    "greedy_lp_bound": N_("most hours per effort first, checked against the linear relaxation"),
    "mip": N_("integer programming (HiGHS)"),
    "mip_with_chance": N_("integer programming (HiGHS) with drawn scenarios"),
}


def plan_sentences(plan: FiscalPlan) -> list[str]:
    """Return how sure the plan is, how it was chosen, and from when a task counts."""
    targets = plan.request.assessment.policy.targets
    chance = chances_sentence(plan.chances, targets)
    if plan.chances.both is not None:
        chance = _("Chance of all goals (estimate): {both} ({single}); wanted: {wanted}").format(
            both=chance_text(plan.chances.both),
            single=_(", ").join(each_chance(plan.chances, targets)),
            wanted=chance_text(plan.chance_wanted),
        )
    gap = _("not proved") if plan.gap is None else f"{plan.gap:.2%}"
    method = _("Method: {method}; at most so far from the best plan: {gap}")
    return [
        chance,
        method.format(method=_(_METHODS[plan.method]), gap=gap),
        _("A task counts from the year after it is built."),
    ]
