"""Running automations: measured hours and tasks in use, by fiscal year."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field

from rpa_scout.register.records import Actual, Automation, Register


@dataclass(frozen=True, slots=True)
class LiveYear:
    """The automations that ran in a fiscal year."""

    fiscal_year: int  # Calendar year in which it begins
    measured_hours: float  # Hours saved, measured in that year
    # Hours of automations that ran without a measurement in that year; measured in the nearest
    # year before, else after.
    carried_hours: float
    # Number of automations measured in that year, carried, and never measured.
    measured: int
    carried: int
    unmeasured: int
    tasks: frozenset[Hashable]  # Tasks that they serve (:func:`served_task`)
    ended_tasks: int  # Tasks that no automation serves any more; not among `tasks`
    # Measured and carried hours by task.
    hours_of: Mapping[Hashable, float] = field(default_factory=dict)

    @property
    def hours(self) -> float:
        """Hours saved in that year, measured and carried."""
        return self.measured_hours + self.carried_hours


def live_in(register: Register, fiscal_year: int) -> LiveYear:
    """Add up the automations that ran in a fiscal year."""
    running = [
        automation for automation in register.automations if ran(register, automation, fiscal_year)
    ]
    hours = {"measured": 0.0, "carried": 0.0}
    counts = {"measured": 0, "carried": 0, "unmeasured": 0}
    hours_of: dict[Hashable, float] = dict.fromkeys(map(served_task, running), 0.0)
    for automation in running:
        actual = nearest_actual(register, automation.automation_id, fiscal_year)
        kind = _kind(actual, fiscal_year)
        counts[kind] += 1
        if actual is not None:
            hours[kind] += actual.saved_hours_per_year
            hours_of[served_task(automation)] += actual.saved_hours_per_year
    tasks = frozenset(hours_of)
    return LiveYear(
        fiscal_year=fiscal_year,
        measured_hours=hours["measured"],
        carried_hours=hours["carried"],
        measured=counts["measured"],
        carried=counts["carried"],
        unmeasured=counts["unmeasured"],
        tasks=tasks,
        ended_tasks=len(frozenset(_ended(register, fiscal_year)) - tasks),
        hours_of=hours_of,
    )


def ran(register: Register, automation: Automation, fiscal_year: int) -> bool:
    """Return whether an automation ran in a year, by its dates or by a measurement."""
    is_measured = (automation.automation_id, fiscal_year) in register.measured
    return is_measured or automation.ran_in(fiscal_year)


def _ended(register: Register, fiscal_year: int) -> Iterator[Hashable]:
    for automation in register.automations:
        started = automation.running_since is None or automation.running_since <= fiscal_year
        if started and automation.has_ended and not ran(register, automation, fiscal_year):
            yield served_task(automation)


def _kind(actual: Actual | None, fiscal_year: int) -> str:
    if actual is None:
        return "unmeasured"
    return "measured" if actual.fiscal_year == fiscal_year else "carried"


def nearest_actual(register: Register, automation: str, fiscal_year: int) -> Actual | None:
    """Return the measurement of a year, else the newest before it, else the first after it."""
    before = register.latest(automation, fiscal_year)
    if before is not None:
        return before
    years = register.measured_years.get(automation, ())
    return register.measured[automation, min(years)] if years else None


def served_task(automation: Automation) -> Hashable:
    """Return the key of an automation's task: its id, else its folded department and name."""
    return automation.task_id or automation.task_key
