"""Matching the register's automations to tasks of the survey, so that no hours count twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase

import pandas as pd

from rpa_scout.checking.rules.task_names import TaskName, name_likeness, task_names
from rpa_scout.findings import Finding, Findings
from rpa_scout.findings.rule import FindingRule
from rpa_scout.policy.checks import Checks
from rpa_scout.register.records import Automation, Register
from rpa_scout.register.shares import exceeds_whole, largest_share
from rpa_scout.text import N_, fold

_MOST_PROPOSED = 3
_PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class NearTask:
    """A task that an automation may serve; a person decides."""

    # The automation, and the task.
    automation_id: str
    task_id: str
    name: str  # Name of the task
    likeness: float  # Likeness of the names, 0 to 1


@dataclass(frozen=True)
class RegisterMatch:
    """The tasks of the survey that the register's automations serve.

    Attributes
    ----------
    task_of : dict of str to str
        Task id by automation id, for automations with a matching task.
    proposed : tuple of NearTask
        Possible tasks of the other automations, most alike first.
    unknown : tuple of str
        Automations without a similar task in the survey.
    findings : Findings
        Findings on proposed and unknown automations.
    """

    task_of: Mapping[str, str] = field(default_factory=dict)
    proposed: tuple[NearTask, ...] = ()
    unknown: tuple[str, ...] = ()
    findings: Findings = field(default_factory=Findings)

    def served_tasks(self, register: Register) -> frozenset[str]:
        """Return the tasks that an automation of the matched register serves already."""
        return frozenset(
            task
            for automation, task in self.task_of.items()
            if not register.by_id[automation].has_ended
        )


def match_register(
    register: Register,
    tasks: pd.DataFrame,
    confirmed: Mapping[str, str] | None = None,
    checks: Checks | None = None,
    *,
    refused: Collection[tuple[str, str]] = (),
    group_of: Mapping[str, str] | None = None,
) -> RegisterMatch:
    """Find the task of every automation.

    A confirmation of a person goes first, then the task id of the form, then equal folded
    department and name. Where a row names a task other than that of its id, as a copied row does,
    the names count. Tasks with similar names are proposed only.
    """
    least = (checks or Checks()).similar_names
    survey = _Survey(tasks, group_of or {})
    task_of: dict[str, str] = {}
    proposed: list[NearTask] = []
    unknown: list[str] = []
    findings: list[Finding] = []
    for automation in register.automations:
        task = survey.task_of(automation, confirmed or {}, least)
        if survey.contradicts_number(automation, confirmed or {}, least):
            code = (
                "register_name_differs" if task == automation.task_id else "register_number_differs"
            )
            findings.append(_number_differs(automation, code, survey.shown(automation.task_id)))
        if task is not None:
            task_of[automation.automation_id] = task
            continue
        near = [
            task
            for task in survey.near(automation, least)
            if (task.automation_id, task.task_id) not in refused
        ][:_MOST_PROPOSED]
        proposed += near
        if not near:
            unknown.append(automation.automation_id)
        findings.append(_finding(automation, near))
    findings += _of_shares(register, task_of)
    return RegisterMatch(task_of, tuple(proposed), tuple(unknown), Findings(tuple(findings)))


class _Survey:
    """The survey's tasks, by id and by folded names."""

    def __init__(self, tasks: pd.DataFrame, group_of: Mapping[str, str]) -> None:
        self._group_of = group_of
        self._by_id: dict[str, tuple[str, str, str]] = {}  # Department, its group, and name
        self._by_name: dict[tuple[str, str], str] = {}
        self._of_department: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._names: dict[str, list[tuple[str, str, TaskName]]] = {}
        rows = zip(tasks.index, tasks["department"], tasks["name"], strict=True)
        for task_id, department, name in rows:
            group = self._group(fold(department or ""))
            self._by_id[str(task_id)] = (department or "", group, name or "")
            self._by_name.setdefault((group, fold(name or "")), str(task_id))
            self._of_department[group].append((str(task_id), name or ""))

    def _group(self, department: str) -> str:
        return self._group_of.get(department, department)

    def task_of(
        self, automation: Automation, confirmed: Mapping[str, str], least: float
    ) -> str | None:
        task_id = confirmed.get(automation.automation_id, "")
        if task_id in self._by_id:
            return task_id
        department, name = automation.task_key
        named = self._by_name.get((self._group(department), name))
        if automation.task_id not in self._by_id or self._is_of(automation, least):
            return automation.task_id if automation.task_id in self._by_id else named
        # Another name in the same department may be the task's former one.
        is_of_department = self._group(department) == self._by_id[automation.task_id][1]
        return automation.task_id if named is None and is_of_department else named

    def contradicts_number(
        self, automation: Automation, confirmed: Mapping[str, str], least: float
    ) -> bool:
        """Tell whether a row has the number of a task with a different name."""
        if confirmed.get(automation.automation_id, "") in self._by_id:
            return False
        return automation.task_id in self._by_id and not self._is_of(automation, least)

    def _is_of(self, automation: Automation, least: float) -> bool:
        """Tell whether a row names the task of its number; rows are copied with their numbers."""
        _department, group, task_name = self._by_id[automation.task_id]
        department, name = automation.task_key
        if department and self._group(department) != group:
            return False
        if not name or name == fold(task_name):
            return True
        row, task = task_names([name, task_name])
        return name_likeness(row, task) >= least

    def shown(self, task_id: str) -> str:
        """Return id, department and name of a task."""
        department, _group, name = self._by_id[task_id]
        return f"{task_id}「{department} {name}」"

    def _prepared(self, group: str) -> list[tuple[str, str, TaskName]]:
        """Return the tasks of a group of departments with their names prepared for comparison."""
        if group not in self._names:
            tasks = self._of_department.get(group, [])
            names = task_names([task_name for _task_id, task_name in tasks])
            self._names[group] = [(*task, name) for task, name in zip(tasks, names, strict=True)]
        return self._names[group]

    def near(self, automation: Automation, least: float) -> list[NearTask]:
        """Return the tasks of the automation's department with a similar name, most alike first."""
        department, name = automation.task_key
        (wanted,) = task_names([name])
        near = [
            NearTask(automation.automation_id, task_id, task_name, alike)
            for task_id, task_name, surveyed in self._prepared(self._group(department))
            if (alike := name_likeness(wanted, surveyed)) >= least
        ]
        near.sort(key=lambda task: (-task.likeness, task.task_id))
        return near


def _of_shares(register: Register, task_of: Mapping[str, str]) -> Iterator[Finding]:
    """Yield shares above 100 % that show only after matching, when names for one task differ."""
    tasks: dict[str, list[Automation]] = defaultdict(list)
    for automation in register.automations:
        if automation.automation_id in task_of:
            tasks[task_of[automation.automation_id]].append(automation)
    years = {actual.fiscal_year for actual in register.actuals}
    reported_rows = {
        _row_of(finding.file, finding.sheet, finding.cell)
        for finding in register.findings
        if finding.code == "shares_above_whole"
    }
    for serving in tasks.values():
        if exceeds_whole(serving, years) and reported_rows.isdisjoint(map(_row, serving)):
            last = serving[-1]
            percent = f"{largest_share(serving, years) * _PERCENT:,.10g}"
            yield _at_name(last, "shares_above_whole", percent=percent)


def _row(automation: Automation) -> tuple[str, str, str]:
    source = automation.source
    return _row_of(source.file, source.sheet, source.cell)


def _row_of(file: str, sheet: str, cell: str) -> tuple[str, str, str]:
    """Return file, sheet and row number of a cell."""
    return file, sheet, cell.lstrip(ascii_uppercase)


def _at_name(automation: Automation, code: str, /, **values: str) -> Finding:
    source = automation.source
    return Finding(code, source.file, source.sheet, source.cell, "name", values)


def _number_differs(automation: Automation, code: str, task: str) -> Finding:
    row = f"{automation.department} {automation.task_name}".strip()
    return _at_name(automation, code, named=row, numbered=task)


def _finding(automation: Automation, near: Sequence[NearTask]) -> Finding:
    if not near:
        return _at_name(automation, "register_task_unknown", task=automation.task_name)
    names = "、".join(f"「{task.name}」" for task in near)
    return _at_name(automation, "register_task_near", task=automation.task_name, nearest=names)


RULES = (
    FindingRule(
        "register_number_differs",
        "warning",
        N_(
            "the row names “{named}”, but its number is that of {numbered}; the number is not used."
        ),
        N_("Correct the number or the name; a row may have been copied."),
        quotes="named",
    ),
    FindingRule(
        "register_name_differs",
        "warning",
        N_("the row names “{named}”, but its number is that of {numbered}; the number counts."),
        N_("Correct the number or the name; a row may have been copied."),
        quotes="named",
    ),
    FindingRule(
        "register_task_near",
        "warning",
        N_("the survey has no task “{task}”, but it may be {nearest}."),
        N_("If it is the same, write the name as in the survey, so that it is not counted twice."),
        quotes="task",
    ),
    FindingRule(
        "register_task_unknown",
        "info",
        N_("the survey has no task “{task}” in this department, and none that resembles it."),
        N_("Nothing to do if the department did not list it because it is automated already."),
        quotes="task",
    ),
)
