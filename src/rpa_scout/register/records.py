"""The records of the register: automations, and actuals by fiscal year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Final, TypeVar

from rpa_scout.findings import Findings
from rpa_scout.inventory import CellSource
from rpa_scout.text import fold

_LONGEST_ID: Final = 380


def automation_id(department: str, task_name: str, name: str = "") -> str:
    """Return the id of an automation, equal for all spellings of the names.

    >>> automation_id("税務課", "給報の入力", "ＡＩ－ＯＣＲ")
    '税務課/給報の入力/ai-ocr'
    """
    whole = "/".join(fold(part) for part in (department, task_name, name) if part)
    if len(whole) <= _LONGEST_ID:
        return whole
    # An index entry of PostgreSQL has at most 2,700 bytes, so a longer id ends in a digest.
    return f"{whole[:_LONGEST_ID]}…{sha256(whole.encode('utf-8', 'replace')).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Automation:
    """An automation that runs or ran; None is unknown."""

    automation_id: str  # See :func:`automation_id`
    # Department and name of the task that it serves, as written.
    department: str
    task_name: str
    name: str = ""  # Name of the automation itself; ``""`` where it has none
    means: str | None = None  # Code
    running_since: int | None = None  # Fiscal year
    hours_per_year_before: float | None = None  # Staff hours a year of the whole task before
    share: float = 1.0  # Share of the task's hours that it serves, 0 to 1
    still_running: bool | None = None
    ended_in: int | None = None  # Fiscal year
    end_reason: str | None = None  # Code
    task_id: str = ""  # Id of the task in the project, from the form; ``""`` where it has none
    remarks: str = ""
    # The cell of its name.
    source: CellSource = field(default=CellSource("", "", ""), compare=False)

    @property
    def task_key(self) -> tuple[str, str]:
        """Department and name of the task, folded."""
        return fold(self.department), fold(self.task_name)

    @property
    def has_ended(self) -> bool:
        """Whether it is known to have ended."""
        return self.still_running is False or self.ended_in is not None

    def ran_in(self, fiscal_year: int) -> bool:
        """Return whether it ran in a fiscal year, as far as is known.

        The year in which it ended counts. An automation that ended in an unknown year counts in no
        year.
        """
        if self.running_since is not None and fiscal_year < self.running_since:
            return False
        if self.ended_in is not None:
            return fiscal_year <= self.ended_in
        return self.still_running is not False


@dataclass(frozen=True, slots=True)
class Actual:
    """The measurement of an automation in a fiscal year."""

    automation_id: str
    fiscal_year: int  # Calendar year in which the fiscal year begins
    saved_hours_per_year: float  # Staff hours saved, net; negative where it took longer
    runs_per_year: float | None = None
    items_per_year: float | None = None
    exceptions_per_year: float | None = None
    measured_by: str | None = None  # ``measured``, ``log`` or ``interview``
    # The cell of the hours.
    source: CellSource = field(default=CellSource("", "", ""), compare=False)


@dataclass(frozen=True)
class Register:
    """Automations and their actuals."""

    automations: tuple[Automation, ...] = ()  # In the order in which they were written
    actuals: tuple[Actual, ...] = ()  # At most one for each automation and fiscal year
    findings: Findings = field(default_factory=Findings)  # Findings of reading and checking
    # Whether a person has declared that it contains every automation of the city.
    is_complete: bool = False

    @cached_property
    def by_id(self) -> Mapping[str, Automation]:
        """Automations by their id."""
        return {automation.automation_id: automation for automation in self.automations}

    @cached_property
    def measured(self) -> Mapping[tuple[str, int], Actual]:
        """Actuals by automation and fiscal year."""
        return {(actual.automation_id, actual.fiscal_year): actual for actual in self.actuals}

    @cached_property
    def measured_years(self) -> Mapping[str, tuple[int, ...]]:
        """Fiscal years in which each automation was measured, by its id."""
        years: dict[str, tuple[int, ...]] = {}
        for automation, year in self.measured:
            years[automation] = (*years.get(automation, ()), year)
        return years

    @cached_property
    def fiscal_years(self) -> tuple[int, ...]:
        """Fiscal years with measurements, in order."""
        return tuple(sorted({actual.fiscal_year for actual in self.actuals}))

    def latest(self, automation: str, until: int) -> Actual | None:
        """Return the newest measurement of an automation up to a fiscal year, if there is one."""
        years = [year for year in self.measured_years.get(automation, ()) if year <= until]
        return self.measured[automation, max(years)] if years else None


def merged(older: Register, newer: Register) -> Register:
    """Update a register by a newer one; records that the newer one does not contain stay."""
    same = _same_under_other_names(older, newer)
    automations = dict(older.by_id)
    for automation in newer.automations:
        key = same.get(automation.automation_id, automation.automation_id)
        # Popped and added again, so that newly read automations come last: findings then point to
        # cells of the newly read file.
        automations[key] = _with_known_facts(_renamed(automation, key), automations.pop(key, None))
    actuals = dict(older.measured)
    for actual in newer.actuals:
        key = same.get(actual.automation_id, actual.automation_id)
        actuals[key, actual.fiscal_year] = _renamed(actual, key)
    return Register(tuple(automations.values()), tuple(actuals.values()), newer.findings)


Record = TypeVar("Record", Automation, Actual)


_FACTS = ("name", "means", "running_since", "hours_per_year_before", "task_id", "remarks")
"""Facts that keep their earlier value where a newer form leaves them blank."""


def _with_known_facts(automation: Automation, earlier: Automation | None) -> Automation:
    if earlier is None:
        return automation
    blank = {
        name: getattr(earlier, name) for name in _FACTS if getattr(automation, name) in (None, "")
    }
    return replace(automation, **blank)


def _same_under_other_names(older: Register, newer: Register) -> dict[str, str]:
    """Map new ids to earlier ids where the only automation of a task got or lost its name."""
    before, now = _by_task(older), _by_task(newer)
    same = {}
    for task, (first, *further) in now.items():
        of_same_task = before.get(task, [])
        alone = not further and len(of_same_task) == 1
        if alone and not (first.name and of_same_task[0].name):
            same[first.automation_id] = of_same_task[0].automation_id
    return same


def _by_task(register: Register) -> dict[tuple[str, str], list[Automation]]:
    tasks: dict[tuple[str, str], list[Automation]] = {}
    for automation in register.automations:
        tasks.setdefault(automation.task_key, []).append(automation)
    return tasks


def _renamed(record: Record, key: str) -> Record:
    return replace(record, automation_id=key)
