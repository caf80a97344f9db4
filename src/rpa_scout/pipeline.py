"""Composition of the stages; the only module that imports all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rpa_scout import forms
from rpa_scout.assessment.assess import Assessment, assess
from rpa_scout.assessment.open_questions import open_questions
from rpa_scout.checking.check import check_reading
from rpa_scout.collector import collector_paused
from rpa_scout.comparison.whole_city import whole_city
from rpa_scout.forms.inquiry import NO_HEAD, Inquiry
from rpa_scout.forms.returning.pages import QuestionPage, question_pages
from rpa_scout.forms.returning.saving import ReturnedWorkbook, write_question_pages
from rpa_scout.forms.saving import save
from rpa_scout.inventory import Inventory
from rpa_scout.policy.model import Policy
from rpa_scout.policy.policies import load_policy
from rpa_scout.progress import Progress, Silent
from rpa_scout.provenance import creation_time
from rpa_scout.questions import Question
from rpa_scout.reading.layout.departments import Department
from rpa_scout.reading.stored_paths import opens_unasked
from rpa_scout.reading.tables import read_tables
from rpa_scout.reporting.inventory_workbook import write_inventory
from rpa_scout.reporting.ranking_workbook import write_ranking

if TYPE_CHECKING:
    from rpa_scout.project.project import Project
    from rpa_scout.ranking.report import RankingReport
    from rpa_scout.reporting.audit.content import AuditContent

__all__ = [
    "asked_questions",
    "assess",
    "audit_content",
    "compared_report",
    "pages_to_ask",
    "rank_surveys",
    "read_surveys",
    "with_unit_times",
    "write_forms",
    "write_inventory",
    "write_ranking",
]


def read_surveys(
    paths: Iterable[str | Path] | str | Path,
    progress: Progress | None = None,
    policy: Policy | None = None,
    *,
    departments: Sequence[Department] = (),
    passwords: Sequence[str] = (),
) -> Inventory:
    """Read and check survey workbooks.

    Parameters
    ----------
    paths : str, Path, or iterable of them
        Files (.xlsx .xlsm .xlsb .xls .ods .csv .tsv .txt) and folders, with their subfolders.
    progress : Progress, optional
        Receives the progress, file by file.
    policy : Policy, optional
        It says which fields the survey has; its figures define words such as 毎日 and 半日. By
        default the default policy's fields, and default figures.
    departments : sequence of Department, optional
        The city's departments, to report which have not answered and which state more hours than
        their staff can work.
    passwords : sequence of str, optional
        Passwords to try on protected workbooks.

    Returns
    -------
    Inventory
        Usable tasks, rows left out, and all findings. A file that cannot be read is a finding.

    Examples
    --------
    >>> import rpa_scout as rs
    >>> inventory = rs.read_surveys("no such folder")
    >>> [(finding.code, finding.file) for finding in inventory.findings]
    [('file_missing', 'no such folder')]
    """
    progress = progress or Silent()
    fields = (policy or load_policy()).survey
    named = [paths] if isinstance(paths, str | Path) else paths
    checks = policy.checks if policy else None
    with collector_paused():
        reading = read_tables(named, fields, progress, passwords=passwords)
        return check_reading(reading, fields, progress, checks, departments)


def with_unit_times(inventory: Inventory) -> Inventory:
    """Return an inventory with findings on unit times that differ from the same work elsewhere."""
    from rpa_scout.similarity.same_work.unit_times import unit_time_findings

    return replace(inventory, findings=inventory.findings + unit_time_findings(inventory))


def compared_report(report: RankingReport, project: Project | None = None) -> RankingReport:
    """Return a report whose findings have the unit times that differ from the same work.

    A project adds what its people have judged to be the same work, and accepted.
    """
    surveyed = report.surveyed
    compared = project.groups.compared_inventory(surveyed) if project else with_unit_times(surveyed)
    return replace(report, surveyed=compared)


def rank_surveys(
    paths: Iterable[str | Path],
    policy: Policy,
    scorecard: str = "rpa",
    progress: Progress | None = None,
) -> Assessment:
    """Read, check, score and rank survey workbooks."""
    return assess(read_surveys(paths, progress, policy), policy, scorecard, progress)


def write_forms(
    departments: Sequence[str],
    folder: str | Path,
    policy: Policy,
    progress: Progress | None = None,
    *,
    replace: bool = False,
    inquiry: Inquiry | None = None,
    answers: Mapping[str, Sequence[Mapping[str, object]]] | None = None,
) -> list[Path]:
    """Write a survey form for each department.

    Parameters
    ----------
    departments : sequence of str
        Names of the departments.
    folder : str or Path
        Folder of the workbooks; it is created if it is missing.
    policy : Policy
        The form explains its criteria.
    progress : Progress, optional
        Receives the progress, workbook by workbook.
    replace : bool, optional
        Whether to replace a different workbook of the same name, which may hold answers.
    inquiry : Inquiry, optional
        Subject, basis, deadline, contact and sender at the head of the forms.
    answers : mapping of str to sequence of mappings, optional
        Answers filled in beforehand for correction, by department: one mapping by field id a task.

    Returns
    -------
    list of Path
        The workbooks, in the order of the departments.

    Raises
    ------
    OutputError
        A workbook could not be written.
    """
    return list(
        forms.write_forms(
            Path(folder),
            departments,
            policy.survey,
            policy,
            progress,
            replace=replace,
            inquiry=inquiry,
            rows_by_department=answers,
        )
    )


def write_cover_letter(
    folder: str | Path, inquiry: Inquiry, policy: Policy, *, replace: bool = False
) -> Path:
    """Write the letter that goes with the forms into their folder, and return its path."""
    from rpa_scout.documents.cover_letter import cover_letter, cover_letter_name

    content = cover_letter(inquiry, policy, creation_time().date())
    return save(Path(folder) / cover_letter_name(), content, replace=replace)


def write_questions(
    inventory: Inventory,
    policy: Policy,
    folder: str | Path,
    progress: Progress | None = None,
    *,
    replace: bool = False,
    city: Inventory | None = None,
    inquiry: Inquiry | None = None,
    may_open: Callable[[Path], bool] = opens_unasked,
) -> list[ReturnedWorkbook]:
    """Write each department's questions, and return the workbooks with their questions.

    Questions are errors, warnings, and unanswered fields that can change which tasks come first. A
    department with an .xlsx workbook gets a copy of it: the cells are coloured and have notes, and
    the sheet 確認のお願い comes first. Other departments get a workbook with that sheet only.
    A department without questions gets no workbook. Replies are used when the workbook is read
    again.
    """
    pages = pages_to_ask(inventory, policy, progress, city=city, inquiry=inquiry)
    written = write_question_pages(
        pages, Path(folder), inventory.fields, progress, replace=replace, may_open=may_open
    )
    return list(written)


def pages_to_ask(
    inventory: Inventory,
    policy: Policy,
    progress: Progress | None = None,
    *,
    city: Inventory | None = None,
    inquiry: Inquiry | None = None,
) -> list[QuestionPage]:
    """Return what :func:`write_questions` would ask each department, without writing it."""
    whole = whole_city(city, inventory) if city is not None else None
    ranked = inventory if whole is None else whole.inventory
    assessment = assess(ranked, policy, progress=progress) if len(ranked.tasks) else None
    asked = open_questions(assessment) if assessment else {}
    if whole is not None:
        asked = whole.of_read(asked)
    return question_pages(inventory, asked, inquiry or NO_HEAD)


def asked_questions(
    pages: Iterable[QuestionPage],
) -> list[tuple[Question, Sequence[str]]]:
    """Return the questions of pages with their departments, as `Project.ask` records them."""
    return [(question, page.departments) for page in pages for question in page.questions]


def audit_content(
    project: Project, number: int | None = None, compared: int | None = None
) -> AuditContent:
    """Return the content of the audit workbook of an assessment, by default the newest.

    It is compared with the assessment before it on the same scorecard, unless another is named.
    """
    from rpa_scout.project.store.moments import shown_here
    from rpa_scout.reporting.audit.content import AuditContent, DecisionEntry

    stored = project.assessments.get(number)
    earlier = [
        kept.number
        for kept in project.assessments.all()
        if kept.number < stored.number and kept.scorecard == stored.scorecard
    ]
    with_number = compared if compared is not None else max(earlier, default=None)
    policies = {kept.number: kept.sha256 for kept in project.policies.all()}
    return AuditContent(
        report=project.assessments.report(stored.number),
        assessed_at=shown_here(stored.at),
        program_version=stored.program_version,
        policy_sha256=policies[stored.policy_number],
        entries={
            task.task_id: DecisionEntry(
                task.decided_by or "", shown_here(task.decided_at), task.row_version
            )
            for task in project.tasks.all()
            if task.decided_at is not None
        },
        compared=(
            None if with_number is None else project.assessments.compare(with_number, stored.number)
        ),
        compared_number=with_number,
    )
