"""The stages of the year's work: how far each is, and what comes next."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from rpa_scout.project.states import ADOPTED, TaskState
from rpa_scout.text import N_, _

# The window names the stages before its first paint, which must not wait for tables.
if TYPE_CHECKING:
    from rpa_scout.fiscal_target.target import FiscalTarget
    from rpa_scout.inventory import Inventory
    from rpa_scout.project.inquiry.standing import InquiryStanding
    from rpa_scout.project.records import TaskRecord
    from rpa_scout.register.records import Register

StageId = Literal["surveys", "findings", "ranking", "decisions", "plan", "actuals"]
StageState = Literal["waiting", "open", "done"]
"""waiting: an earlier stage comes first; open: there is something to do."""

STAGES: Final[Mapping[StageId, str]] = {
    "surveys": N_("Surveys"),
    "findings": N_("Checks"),
    "ranking": N_("Ranking"),
    "decisions": N_("Decision"),
    "plan": N_("Plan"),
    "actuals": N_("Actuals"),
}
"""English labels of the stages, in the order of the work."""

_PART: Final = "{done:,}/{total:,}"
_PROGRESS: Final[Mapping[StageId, str]] = {
    "surveys": _PART,
    "findings": N_("{remaining:,} left"),
    "ranking": N_("{total:,} tasks"),
    "decisions": N_("{done:,} adopted or live"),
    "plan": _PART,
    "actuals": _PART,
}
_TO_DO: Final[Mapping[StageId, str]] = {
    "surveys": N_("{remaining:,} departments have not answered."),
    "findings": N_("{remaining:,} findings are open: correct them, or ask the departments."),
    "ranking": N_("Look at the ranking."),
    "decisions": N_("Decide which tasks are adopted; the goals are not met by the middle figure."),
    "plan": N_("{remaining:,} adopted tasks have no fiscal year."),
    "actuals": N_("{remaining:,} running automations have no measured hours."),
}
_FIRST: Final[Mapping[StageId, str]] = {
    "surveys": N_("Write the survey forms, or read what the departments returned."),
    "actuals": N_("Enter adopted tasks in the register when they go live."),
}
"""What is to be done where there is nothing to count yet."""


@dataclass(frozen=True, slots=True)
class WorkStage:
    """One stage of the work."""

    id: StageId
    state: StageState
    # Departments, findings, tasks or automations that are settled, and all of them.
    done: int
    total: int

    @property
    def remaining(self) -> int:
        """How many are not settled."""
        return self.total - self.done

    @property
    def label(self) -> str:
        """Its name, in the present language."""
        return _(STAGES[self.id])

    @property
    def progress(self) -> str:
        """How far it is, such as 12/16; empty while it waits."""
        return self._filled(_PROGRESS[self.id]) if self.total and self.state != "waiting" else ""

    @property
    def to_do(self) -> str:
        """What is to be done, as a sentence; empty if nothing is."""
        if self.state != "open":
            return ""
        sentences = _TO_DO if self.total else _FIRST
        return self._filled(sentences.get(self.id, _TO_DO[self.id]))

    def _filled(self, template: str) -> str:
        return _(template).format(done=self.done, total=self.total, remaining=self.remaining)


@dataclass(frozen=True, slots=True)
class StageBasis:
    """What the stages rest on besides tasks and targets: no decision changes it."""

    standings: Sequence[InquiryStanding]
    to_check: int  # Findings that are left
    register: Register

    @classmethod
    def of(
        cls, standings: Sequence[InquiryStanding], inventory: Inventory, register: Register
    ) -> StageBasis:
        """Count the findings of the present inventory."""
        to_check = sum(finding.severity != "info" for finding in inventory.findings)
        return cls(standings, to_check, register)


def work_stages(
    basis: StageBasis, records: Collection[TaskRecord], target: FiscalTarget
) -> tuple[WorkStage, ...]:
    """Return the stages in the order of the work."""
    standings, to_check, register = basis.standings, basis.to_check, basis.register
    answered = sum(standing.has_answered for standing in standings)
    # One loop without a set of states: the hash of a state is slow, and the window waits for this.
    adopted, tasks = [], 0
    candidate, withdrawn = TaskState.CANDIDATE, TaskState.WITHDRAWN
    for record in records:
        tasks += record.state is not withdrawn
        if record.state is not candidate and record.state in ADOPTED:
            adopted.append(record)
    # What runs already needs no year in which it is to be built.
    live = TaskState.LIVE
    planned = sum(
        record.state is live or record.planned_fiscal_year is not None for record in adopted
    )
    running = [automation for automation in register.automations if not automation.has_ended]
    years = register.measured_years
    measured = sum(bool(years.get(automation.automation_id)) for automation in running)
    served = {automation.task_id for automation in register.automations}
    unlisted = sum(record.state is live and record.task_id not in served for record in adopted)
    computed = target.targets.computed.values()
    has_goals = all(target.gap_of(indicator) <= 0 for indicator in computed)
    has_read = bool(tasks or to_check)
    return (
        _stage("surveys", answered, len(standings), may_start=True),
        WorkStage("findings", _state(is_done=to_check == 0, may_start=has_read), 0, to_check),
        WorkStage("ranking", _state(is_done=tasks > 0, may_start=tasks > 0), tasks, tasks),
        WorkStage(
            "decisions",
            _state(is_done=has_goals and bool(adopted), may_start=tasks > 0),
            len(adopted),
            tasks,
        ),
        _stage("plan", planned, len(adopted), may_start=bool(adopted)),
        _stage("actuals", measured, len(running) + unlisted, may_start=bool(adopted or running)),
    )


def next_stage(stages: Sequence[WorkStage], here: Collection[StageId] = ()) -> WorkStage | None:
    """Return the first stage with something to do that is not done here already."""
    return next((stage for stage in stages if stage.state == "open" and stage.id not in here), None)


def _stage(stage_id: StageId, done: int, total: int, *, may_start: bool) -> WorkStage:
    return WorkStage(stage_id, _state(is_done=0 < total == done, may_start=may_start), done, total)


def _state(*, is_done: bool, may_start: bool) -> StageState:
    if not may_start:
        return "waiting"
    return "done" if is_done else "open"
