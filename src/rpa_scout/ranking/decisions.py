"""Decisions on a task, as all outputs show them beside the computed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rpa_scout.fiscal_target.planned import LIVE
from rpa_scout.text import N_

STATE_LABELS: Final = {
    "candidate": N_("undecided"),
    "adopted": N_("adopted"),
    "building": N_("being built"),
    "live": N_("live"),
    "retired": N_("retired"),
    "on_hold": N_("on hold"),
    "declined": N_("declined"),
    "withdrawn": N_("withdrawn"),
}
"""English labels of the states, to be translated when they are shown."""


@dataclass(frozen=True, slots=True)
class TaskDecision:
    """The state of a task, its plan, and the judgements of officials beside computed values."""

    state: str
    fiscal_year: int | None = None
    owner: str | None = None
    builder: str | None = None
    reason: str | None = None
    means: str | None = None
    hours: float | None = None
    score: float | None = None
    judgement_reason: str | None = None
    # Confirmed group of the same work.
    group_id: str | None = None
    group: str | None = None

    def values(self) -> Mapping[str, object]:
        """Return the values by the ids of the ranking's columns."""
        judged = {
            "override_means": self.means,
            "override_hours": self.hours,
            "override_score": self.score,
        }
        about = {"override_means": "means", "override_hours": "hours", "override_score": "score"}
        return {
            "state": self.state,
            "planned_fiscal_year": self.fiscal_year,
            "owner": self.owner,
            "decided_builder": self.builder,
            "decision_reason": self.reason,
            **judged,
            "override_reason": self.judgement_reason,
            "group_id": self.group_id,
            "group": self.group,
            "judged": tuple(about[name] for name, value in judged.items() if value is not None),
        }


def live_tasks(
    decisions: Mapping[str, TaskDecision], this_fiscal_year: int
) -> dict[str, int | None]:
    """Return the tasks that were decided to be live, with the fiscal year from which on.

    It is the planned year, or this one where the task went live earlier; None without a plan.
    """
    return {
        task_id: decision.fiscal_year and min(decision.fiscal_year, this_fiscal_year)
        for task_id, decision in decisions.items()
        if decision.state == LIVE
    }
