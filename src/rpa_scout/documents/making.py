"""Every document that a project hands out, made by one call for commands and window."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from rpa_scout.documents.basis import DocumentBasis, document_basis
from rpa_scout.documents.card.card import card_history, task_cards
from rpa_scout.documents.council.report import council_report
from rpa_scout.documents.issuing import Issue, Paper, hand_out
from rpa_scout.documents.results.notice import KIND, department_notices
from rpa_scout.documents.shipped import checked_suffix
from rpa_scout.documents.yearly.action_plan import action_plan
from rpa_scout.documents.yearly.verification import verification
from rpa_scout.forms.saving import make_folder
from rpa_scout.planning.result import FiscalPlan
from rpa_scout.progress import Progress
from rpa_scout.project.project import Project
from rpa_scout.text import N_


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person wants of a document beside its place and date."""

    number: int | None = None  # Of the assessment; by default the newest, made anew if outdated
    # Cards: of these tasks, and of all that the report proposes.
    tasks: Iterable[str] = ()
    is_proposed: bool = False
    # Results: to these departments (all), until when objections are taken, whom to ask.
    departments: Iterable[str] = ()
    reply_by: str = ""
    contact: str = ""
    has_scores: bool = True
    is_for_decision: bool = True  # The report; otherwise it is for information
    fiscal_year: int | None = None  # Of the verification; by default the newest measured
    plan: FiscalPlan | None = None  # Of the action plan; by default planned anew


MadeKind = Literal[
    "council_report", "task_card", "department_results", "action_plan", "verification"
]
_Make = Callable[[Project, DocumentBasis, Path, Issue, Wishes, Progress], list[Paper]]


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """One kind of document."""

    label: str  # English
    suffix: str  # ``""``: a folder of workbooks
    make: _Make


def make_document(
    kind: MadeKind, project: Project, out: Path, issue: Issue, wishes: Wishes, progress: Progress
) -> list[Path]:
    """Make a document, write it and record it in the project; return the written paths.

    The project is open for changes; `out` is the file, or the folder of results. A draft is not
    recorded.
    """
    document = DOCUMENTS[kind]
    if document.suffix:
        checked_suffix(kind, out)
    basis = document_basis(project, wishes.number, progress)
    papers = document.make(project, basis, out, issue, wishes, progress)
    if not document.suffix:
        make_folder(out)
    hand_out(project, papers, issue, basis.kept.number)
    return [paper.path for paper in papers]


def _report(
    _project: Project, basis: DocumentBasis, out: Path, issue: Issue, wishes: Wishes, _: Progress
) -> list[Paper]:
    content = council_report(
        basis, out.suffix.lower(), issue, is_for_decision=wishes.is_for_decision
    )
    return [Paper("council_report", out, content)]


def _cards(
    project: Project, basis: DocumentBasis, out: Path, issue: Issue, wishes: Wishes, _: Progress
) -> list[Paper]:
    proposed = basis.proposed_ids if wishes.is_proposed else ()
    wanted = basis.known_tasks([*wishes.tasks, *proposed])
    return [
        Paper("task_card", out, task_cards(basis, wanted, card_history(project, wanted), issue))
    ]


def _results(
    _project: Project,
    basis: DocumentBasis,
    out: Path,
    issue: Issue,
    wishes: Wishes,
    progress: Progress,
) -> list[Paper]:
    notices = department_notices(
        basis,
        issue,
        basis.known_departments(wishes.departments),
        reply_by=wishes.reply_by,
        contact=wishes.contact,
        with_score=wishes.has_scores,
        progress=progress,
    )
    return [Paper(KIND, out / notice.file, notice.content) for notice in notices]


def _plan(
    project: Project,
    basis: DocumentBasis,
    out: Path,
    issue: Issue,
    wishes: Wishes,
    progress: Progress,
) -> list[Paper]:
    plan = wishes.plan or project.planning.plan(assessment=basis.assessment, progress=progress)
    return [Paper("action_plan", out, action_plan(basis, plan, issue))]


def _verification(
    _project: Project, basis: DocumentBasis, out: Path, issue: Issue, wishes: Wishes, _: Progress
) -> list[Paper]:
    measured = basis.register.fiscal_years
    newest = measured[-1] if measured else basis.fiscal_year
    year = wishes.fiscal_year or newest
    return [Paper("verification", out, verification(basis, year, issue))]


DOCUMENTS: Final[Mapping[MadeKind, MadeDocument]] = {
    "council_report": MadeDocument(N_("Report to the council"), ".docx", _report),
    "task_card": MadeDocument(N_("Task cards"), ".xlsx", _cards),
    "department_results": MadeDocument(N_("Results to the departments"), "", _results),
    "action_plan": MadeDocument(N_("Action plan"), ".xlsx", _plan),
    "verification": MadeDocument(N_("Verification of effects"), ".xlsx", _verification),
}
"""The documents by kind, in the order of the work."""
