"""What was done to the plan on the board, to be taken back step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rpa_scout.planning.request import Lock
from rpa_scout.planning.result import FiscalPlan
from rpa_scout.text import _
from rpa_scout_gui.models.plan_rows import PlanShown, lock_text


@dataclass(frozen=True, slots=True)
class PlanState:
    """A plan with its sentences, and what is locked in it."""

    shown: PlanShown
    locks: Mapping[str, Lock]


@dataclass(slots=True)
class PlanSteps:
    """The plans before and after the one that is shown, nearest last."""

    before: list[tuple[PlanState, str]] = field(default_factory=list)
    after: list[tuple[PlanState, str]] = field(default_factory=list)

    def note(self, before: PlanState, what: str) -> None:
        """Note the plan before a step, and what the step was."""
        self.before.append((before, what))
        self.after.clear()

    def forget(self) -> None:
        """Forget all steps."""
        self.before.clear()
        self.after.clear()

    def undo(self, now: PlanState) -> tuple[PlanState, str]:
        """Return the plan before the last step, and what that was."""
        return _step(self.before, self.after, now)

    def redo(self, now: PlanState) -> tuple[PlanState, str]:
        """Return the plan after the step that was taken back last."""
        return _step(self.after, self.before, now)


def _step(
    source: list[tuple[PlanState, str]], target: list[tuple[PlanState, str]], now: PlanState
) -> tuple[PlanState, str]:
    state, what = source.pop()
    target.append((now, what))
    return state, what


def locking_text(plan: FiscalPlan, tasks: Sequence[str], lock: Lock | None) -> str:
    """Return in the past tense what became of tasks of a plan."""
    names = plan.request.assessment.inventory.tasks["name"]
    named = _("“{name}”").format(name=names[tasks[0]])
    if len(tasks) > 1:
        named = _("{named} and {count:,} more tasks").format(named=named, count=len(tasks) - 1)
    if lock is None:
        return _("Unlocked: {tasks}").format(tasks=named)
    if lock == "out":
        return _("Left out of the plan: {tasks}").format(tasks=named)
    is_moved = any(plan.year_of.get(task) != lock for task in tasks)
    sentence = _("Moved to {lock}: {tasks}") if is_moved else _("Locked to {lock}: {tasks}")
    return sentence.format(lock=lock_text(lock), tasks=named)
