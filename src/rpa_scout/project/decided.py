"""What a project adds to a ranking: decisions of people, and findings of the imports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace

from sqlalchemy import Connection, select

from rpa_scout.assessment.assess import Assessment
from rpa_scout.findings import Finding, Findings
from rpa_scout.fiscal_target.planned import ADOPTED_STATES, PASSED_OVER_STATES, PlannedTask
from rpa_scout.inventory import Inventory
from rpa_scout.project import views
from rpa_scout.project.assessed import StoredAssessment, assessed_lines
from rpa_scout.project.policies import current_fields
from rpa_scout.project.records import Override, TaskRecord
from rpa_scout.project.same_work.group_members import GroupMember
from rpa_scout.project.store.schema import (
    SurveyImportRow,
    SurveyLineRow,
    TaskRow,
)
from rpa_scout.project.surveys.current import current_inventory
from rpa_scout.project.surveys.double_counts import PossibleDoubleCount
from rpa_scout.project.surveys.first_answers import tasks_automated_at_first
from rpa_scout.project.surveys.rebuilding import findings_of
from rpa_scout.provenance import provenance_of
from rpa_scout.ranking.decisions import TaskDecision
from rpa_scout.ranking.report import RankingReport


def task_decisions(
    tasks: Iterable[TaskRecord], overrides: Iterable[Override], members: Iterable[GroupMember]
) -> dict[str, TaskDecision]:
    """Return the decisions on tasks with the judgements beside computed values, by task."""
    group_of = {member.task_id: member for member in members}
    judged: dict[str, dict[str, Override]] = {}
    for override in overrides:
        judged.setdefault(override.task_id, {})[override.what] = override
    return {
        task.task_id: _decision(task, judged.get(task.task_id, {}), group_of.get(task.task_id))
        for task in tasks
    }


def _decision(
    task: TaskRecord, judged: dict[str, Override], member: GroupMember | None
) -> TaskDecision:
    values = {what: override.value for what, override in judged.items()}
    means, hours, score = (values.get(what) for what in ("means", "hours", "score"))
    reasons = dict.fromkeys(override.reason for override in judged.values() if override.reason)
    return TaskDecision(
        state=task.state.value,
        fiscal_year=task.planned_fiscal_year,
        owner=task.owner or None,
        builder=task.builder or None,
        reason=task.reason or None,
        means=None if means is None else str(means),
        hours=None if hours is None else float(hours),
        score=None if score is None else float(score),
        judgement_reason="／".join(reasons) or None,
        group_id=None if member is None else member.group_id,
        group=None if member is None else member.name,
    )


def planned_tasks(connection: Connection, unplanned_in: int | None) -> list[PlannedTask]:
    """Return the decisions on the tasks that count towards the targets."""
    adopted = views.tasks_of(connection, states=ADOPTED_STATES)
    automated = tasks_automated_at_first(
        connection, [task.task_id for task in adopted], current_fields(connection)
    )
    judged = {
        override.task_id: float(override.value)
        for override in views.overrides_of(connection)
        if override.what == "hours"
    }
    return [
        PlannedTask(
            task.task_id,
            task.state.value,
            task.planned_fiscal_year or unplanned_in,
            judged.get(task.task_id),
            was_automated=(task.task_id in automated or task.not_candidate_because == "automated"),
            builder=task.builder,
        )
        for task in adopted
    ]


def passed_over_tasks(connection: Connection) -> list[str]:
    """Return the tasks that were put on hold, declined or retired, or are no longer reported."""
    query = select(TaskRow.task_id).where(TaskRow.state.in_(PASSED_OVER_STATES))
    return [*connection.execute(query).scalars()]


def project_report(
    assessment: Assessment,
    stored: StoredAssessment | None,
    surveyed: Inventory,
    decisions: Mapping[str, TaskDecision],
    author: str,
    double_counts: Iterable[PossibleDoubleCount] = (),
) -> RankingReport:
    """Return the report of an assessment; stored results are reported unchanged."""
    return RankingReport(
        assessment=assessment,
        surveyed=surveyed,
        provenance=provenance_of(assessment.inventory.survey_files, assessment.policy, author),
        decisions=decisions,
        number=None if stored is None else stored.number,
        stored=None if stored is None else stored.ranking,
        stored_criteria=None if stored is None else stored.criteria,
        double_counts=[asdict(pair) for pair in double_counts],
    )


def surveyed_inventory(
    connection: Connection, assessed: Inventory, stored: StoredAssessment | None
) -> Inventory:
    """Return the inventory with the findings of the surveys behind an assessment.

    If surveys were imported after the assessment, the findings come from the imports of its lines.
    Otherwise they are the present findings that nobody has accepted.
    """
    if stored is None or not _has_later_import(connection, stored.at):
        return current_inventory(connection, assessed.fields)
    findings = _earlier_findings(connection, stored.number)
    return replace(assessed, findings=Findings(tuple(findings)))


def _has_later_import(connection: Connection, at: str) -> bool:
    later = select(SurveyImportRow.number).where(SurveyImportRow.at > at).limit(1)
    return connection.execute(later).first() is not None


def _earlier_findings(connection: Connection, number: int) -> Iterable[Finding]:
    assessed = assessed_lines(connection, number)
    query = select(SurveyLineRow.id, SurveyLineRow.import_number, SurveyLineRow.read_id)
    lines = [line for line in connection.execute(query) if line.id in assessed]
    task_ids = {(line.import_number, line.read_id): assessed[line.id][0] for line in lines}
    unused = _unused(connection)
    for imported, findings in findings_of(
        connection, {line.import_number for line in lines}
    ).items():
        for finding in findings:
            key = (imported, finding.row_id)
            if finding.row_id and key not in task_ids and key not in unused:
                continue  # the line was replaced by a later survey
            yield replace(finding, row_id=task_ids.get(key, finding.row_id))


def _unused(connection: Connection) -> set[tuple[int, str]]:
    query = select(SurveyLineRow.import_number, SurveyLineRow.read_id).where(
        SurveyLineRow.used == 0
    )
    return {(line.import_number, line.read_id) for line in connection.execute(query)}
