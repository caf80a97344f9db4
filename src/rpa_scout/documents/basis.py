"""The figures of a project that its documents show: one assessment, decisions, register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

import pandas as pd

from rpa_scout.assessment.assess import Assessment
from rpa_scout.coverage import department_board
from rpa_scout.documents.proposal import Proposal, proposal_of
from rpa_scout.documents.wording import japan_time, version_line
from rpa_scout.errors import InputError, NoPlanError, UnknownNameError
from rpa_scout.fiscal_target.measured import MeasuredTask
from rpa_scout.fiscal_target.target import FiscalTarget, YearOutlook
from rpa_scout.fiscal_years import fiscal_year_of
from rpa_scout.progress import Progress
from rpa_scout.project.project import Project
from rpa_scout.project.records import KeptAssessment
from rpa_scout.provenance import creation_time
from rpa_scout.ranking.decisions import TaskDecision
from rpa_scout.ranking.formats import is_missing
from rpa_scout.ranking.report import RankingReport
from rpa_scout.register.records import Register
from rpa_scout.text import N_, fold


@dataclass(frozen=True)
class DocumentBasis:
    """What the documents of a project are made from."""

    report: RankingReport  # Results, decisions and labels of one assessment
    kept: KeptAssessment  # Its number, time and author
    target: FiscalTarget  # Live and adopted tasks against the targets, by fiscal year
    register: Register  # Running automations and their actuals
    listed: tuple[str, ...]  # The city's departments; empty where the project has no list
    # Returns the same as `target` with the proposed tasks counted from their fiscal years.
    proposed_by_year: Callable[[Proposal], FiscalTarget] = field(repr=False)
    made_at: dt.datetime = field(default_factory=creation_time)  # Time of making

    @property
    def assessment(self) -> Assessment:
        """The results."""
        return self.report.assessment

    @property
    def decisions(self) -> Mapping[str, TaskDecision]:
        """Decisions by task."""
        return self.report.decisions or {}

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The ranking, best first."""
        return self.report.rows

    @cached_property
    def lines(self) -> list[dict[str, Any]]:
        """The ranking as one mapping per task, best first."""
        return [{str(name): value for name, value in row.items()} for row in _records(self.rows)]

    @cached_property
    def line_of(self) -> dict[str, dict[str, Any]]:
        """Lines of the ranking by task id."""
        return {str(line["task_id"]): line for line in self.lines}

    @cached_property
    def _measured_tasks(self) -> dict[str, MeasuredTask]:
        return {task.task_id: task for task in self.target.measured.tasks}

    def estimate_of(self, task_id: str, share: float) -> tuple[float, float, float] | None:
        """Return the estimated hours of a share of a task: p10, p50, p90.

        Where actuals are known, the estimate is the one made without them, as in the comparison
        of the targets: an estimate corrected by these actuals is nearer to them.
        """
        task, line = self._measured_tasks.get(task_id), self.line_of.get(task_id)
        if task is not None and task.share > 0.0:
            hours = (task.estimated.p10, task.estimated.p50, task.estimated.p90)
            share /= task.share
        elif line is None or is_missing(line["saved_hours_per_year_p50"]):
            return None
        else:
            hours = tuple(line[f"saved_hours_per_year_{name}"] for name in ("p10", "p50", "p90"))
        low, middle, high = (float(each) * share for each in hours)
        return low, middle, high

    @cached_property
    def proposal(self) -> Proposal:
        """The tasks to propose."""
        return proposal_of(self.report)

    @cached_property
    def with_proposal(self) -> FiscalTarget:
        """Live, adopted and proposed tasks against the targets, by fiscal year."""
        return self.proposed_by_year(self.proposal)

    @property
    def proposed_ids(self) -> list[str]:
        """Ids of the proposed tasks, best first."""
        return [str(task_id) for task_id in self.proposal.rows["task_id"]]

    def known_tasks(self, task_ids: Iterable[str]) -> list[str]:
        """Return the ids, each once; refuse none, and those that the assessment does not have."""
        wanted = [*dict.fromkeys(task_ids)]
        if not wanted:
            raise InputError(N_("Name the tasks by their ids."))
        for task_id in wanted:
            if task_id not in self.line_of:
                raise UnknownNameError(
                    N_("There is no task “{name}” in assessment {number}."),
                    name=task_id,
                    number=self.kept.number,
                )
        return wanted

    def known_departments(self, names: Iterable[str]) -> list[str]:
        """Return the departments as the ranking names them; refuse those without a task."""
        by_name = {fold(str(line["department"] or "")): line["department"] for line in self.lines}
        departments = []
        for name in names:
            if fold(name) not in by_name:
                raise UnknownNameError(
                    N_("No task of a department “{name}” is in assessment {number}."),
                    name=name,
                    number=self.kept.number,
                )
            departments.append(str(by_name[fold(name)]))
        return departments

    @cached_property
    def usual(self) -> dict[str, float]:
        """Mean contribution of every criterion over all tasks."""
        scores = self.assessment.scores
        means = scores.contributions.mean(axis=1).tolist()
        return dict(zip(scores.scorecard.ids, means, strict=True))

    @cached_property
    def board(self) -> pd.DataFrame:
        """Of each department, whether it has answered."""
        return department_board(self.assessment.inventory.coverage, list(self.listed))

    @property
    def missing_departments(self) -> list[str]:
        """Departments of the list that have not answered."""
        board = self.board
        return [str(name) for name in board.loc[board["standing"] == "missing", "department"]]

    @property
    def department_count(self) -> int:
        """Number of departments that have answered."""
        return int((self.board["standing"] != "missing").sum())

    @property
    def fiscal_year(self) -> int:
        """The present fiscal year in Japan."""
        today = japan_time(self.made_at)
        return fiscal_year_of(f"{today:%Y-%m-%d}") or today.year

    @property
    def this_year(self) -> YearOutlook:
        """The outlook of the present fiscal year, or the nearest that the targets span."""
        years = self.target.years
        past = [year for year in years if year.fiscal_year <= self.fiscal_year]
        return past[-1] if past else years[0]

    @property
    def version(self) -> str:
        """The line at the foot that says from what the document was made."""
        return version_line(
            self.kept,
            self.assessment.policy.version,
            self.department_count,
            len(self.rows),
            self.made_at,
        )


def _records(rows: pd.DataFrame) -> list[dict[Any, Any]]:
    return rows.to_dict("records")


def document_basis(
    project: Project, number: int | None = None, progress: Progress | None = None
) -> DocumentBasis:
    """Return the figures of an assessment: the given one, or the newest that is still valid."""
    if number is None:
        stored = project.assessments.valid("rpa")
        if stored is None:
            project.assessments.assess("rpa", progress)
            stored = project.assessments.get()
        number = stored.number
    report = project.assessments.report(number)
    kept = next(entry for entry in project.assessments.all() if entry.number == number)
    return DocumentBasis(
        report=report,
        kept=kept,
        target=project.target(assessment=report.assessment),
        register=project.register.current(),
        listed=tuple(department.name for department in project.departments.listed()),
        proposed_by_year=partial(_proposed_by_year, project, report, progress),
    )


def _proposed_by_year(
    project: Project, report: RankingReport, progress: Progress | None, proposal: Proposal
) -> FiscalTarget:
    """Count each proposed task from its planned year, or the year after the plan builds it.

    What the plan leaves out counts when the goals are due.
    """
    planned = {
        task_id: decision.fiscal_year
        for task_id, decision in (report.decisions or {}).items()
        if decision.fiscal_year is not None
    }
    built: dict[str, int] = {}
    if proposal.task_ids - planned.keys():
        with suppress(NoPlanError):
            plan = project.planning.plan(assessment=report.assessment, progress=progress)
            built = {
                task.task_id: task.fiscal_year + 1
                for task in plan.tasks
                if task.fiscal_year is not None
            }
    years = {task_id: (built | planned).get(task_id) for task_id in sorted(proposal.task_ids)}
    return project.target(assessment=report.assessment, proposed=years)
