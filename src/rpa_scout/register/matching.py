"""Which tasks of the survey the register's automations serve, so that nothing counts twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase

import pandas as pd

from rpa_scout.checking.rules.similar_names import bare_names, likeness
from rpa_scout.findings import Finding, Findings
from rpa_scout.policy.model import Checks
from rpa_scout.register.records import Automation, Register
from rpa_scout.register.shares import exceeds_whole, largest_share
from rpa_scout.text import fold

__all__ = ["NearTask", "RegisterMatch", "match_register"]

_MOST_PROPOSED = 3
_PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class NearTask:
    """A task that an automation may serve; a person decides.

    Attributes
    ----------
    automation_id, task_id : str
        The automation, and the task.
    name : str
        Name of the task.
    likeness : float
        How alike the names are, 0 to 1.
    """

    automation_id: str
    task_id: str
    name: str
    likeness: float


@dataclass(frozen=True)
class RegisterMatch:
    """The register beside the survey's tasks.

    Attributes
    ----------
    task_of : dict of str to str
        Task id by automation id, where they belong together.
    proposed : tuple of NearTask
        Tasks that others may serve, most alike first.
    unknown : tuple of str
        Automations whose task the survey does not have.
    findings : Findings
        The proposed and the unknown, at their cells.
    """

    task_of: Mapping[str, str] = field(default_factory=dict)
    proposed: tuple[NearTask, ...] = ()
    unknown: tuple[str, ...] = ()
    findings: Findings = field(default_factory=Findings)

    def served_tasks(self, register: Register, fiscal_year: int | None = None) -> frozenset[str]:
        """Return the tasks that are in use already, so that they are no candidates again.

        Parameters
        ----------
        register : Register
            The register that was matched.
        fiscal_year : int, optional
            Automations that ran in it count; without it, those that have not ended.

        Returns
        -------
        frozenset of str
            Task ids.
        """
        return frozenset(
            task
            for automation, task in self.task_of.items()
            if _runs(register.by_id[automation], fiscal_year)
        )


def _runs(automation: Automation, fiscal_year: int | None) -> bool:
    return not automation.has_ended if fiscal_year is None else automation.ran_in(fiscal_year)


def match_register(
    register: Register,
    tasks: pd.DataFrame,
    confirmed: Mapping[str, str] | None = None,
    checks: Checks | None = None,
) -> RegisterMatch:
    """Find the task of every automation.

    By what a person has confirmed, else the task id that the form brought back, else department
    and name however spelled; what is only similar is proposed.

    Parameters
    ----------
    register : Register
        Automations.
    tasks : DataFrame
        Tasks of an inventory, indexed by task id.
    confirmed : mapping of str to str, optional
        Task id by automation id, as a person has said.
    checks : Checks, optional
        Its ``similar_names`` says from which likeness on tasks are proposed.

    Returns
    -------
    RegisterMatch
        Every automation is in `task_of`, among the proposed, or unknown.
    """
    least = (checks or Checks()).similar_names
    survey = _Survey(tasks)
    task_of: dict[str, str] = {}
    proposed: list[NearTask] = []
    unknown: list[str] = []
    findings: list[Finding] = []
    for one in register.automations:
        task = survey.task_of(one, confirmed or {})
        if task is not None:
            task_of[one.automation_id] = task
            continue
        near = survey.near(one, least)
        proposed += near
        if not near:
            unknown.append(one.automation_id)
        findings.append(_finding(one, near))
    findings += _of_shares(register, task_of)
    return RegisterMatch(task_of, tuple(proposed), tuple(unknown), Findings(tuple(findings)))


class _Survey:
    """The survey's tasks, by id and by folded names."""

    def __init__(self, tasks: pd.DataFrame) -> None:
        self._by_id = {str(one): str(one) for one in tasks.index}
        self._by_name: dict[tuple[str, str], str] = {}
        self._of_department: dict[str, list[tuple[str, str]]] = defaultdict(list)
        rows = zip(tasks.index, tasks["department"], tasks["name"], strict=True)
        for task_id, department, name in rows:
            key = fold(department or ""), fold(name or "")
            self._by_name.setdefault(key, str(task_id))
            self._of_department[key[0]].append((str(task_id), name or ""))

    def task_of(self, one: Automation, confirmed: Mapping[str, str]) -> str | None:
        for known in (confirmed.get(one.automation_id, ""), one.task_id):
            if known in self._by_id:
                return known
        return self._by_name.get(one.task_key)

    def near(self, one: Automation, least: float) -> list[NearTask]:
        department, name = one.task_key
        (bare,) = bare_names([name])
        found = [
            NearTask(one.automation_id, task_id, called, alike)
            for (task_id, called), other in self._bare_names(department)
            if (alike := likeness(bare, other)) >= least
        ]
        found.sort(key=lambda near: (-near.likeness, near.task_id))
        return found[:_MOST_PROPOSED]

    def _bare_names(self, department: str) -> Iterator[tuple[tuple[str, str], str]]:
        tasks = self._of_department.get(department, [])
        bare = bare_names([fold(name) for _, name in tasks])
        yield from zip(tasks, bare, strict=True)


def _of_shares(register: Register, task_of: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what only the tasks tell; what the rows of one form say together, reading has told."""
    tasks: dict[str, list[Automation]] = defaultdict(list)
    for one in register.automations:
        if one.automation_id in task_of:
            tasks[task_of[one.automation_id]].append(one)
    years = {one.fiscal_year for one in register.actuals}
    told = {
        _place(one.file, one.sheet, one.cell)
        for one in register.findings
        if one.code == "shares_above_whole"
    }
    for serving in tasks.values():
        if exceeds_whole(serving, years) and told.isdisjoint(map(_row, serving)):
            last = serving[-1]
            percent = f"{largest_share(serving, years) * _PERCENT:,.10g}"
            yield _at_name(last, "shares_above_whole", percent)


def _row(one: Automation) -> tuple[str, str, str]:
    return _place(one.source.file, one.source.sheet, one.source.cell)


def _place(file: str, sheet: str, cell: str) -> tuple[str, str, str]:
    """Return what cells of one row have in common."""
    return file, sheet, cell.lstrip(ascii_uppercase)


def _at_name(one: Automation, code: str, value: str, expected: str = "") -> Finding:
    source = one.source
    return Finding(code, source.file, source.sheet, source.cell, "name", value, expected)


def _finding(one: Automation, near: Sequence[NearTask]) -> Finding:
    names = "、".join(f"「{task.name}」" for task in near)
    code = "register_task_near" if near else "register_task_unknown"
    return _at_name(one, code, one.task_name, names)
