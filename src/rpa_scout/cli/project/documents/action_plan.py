"""The action plan that ``rpa-scout project plan --out`` writes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpa_scout.cli.outputs import Output
from rpa_scout.text import _

if TYPE_CHECKING:
    from rpa_scout.documents.issuing import Issue
    from rpa_scout.planning.result import FiscalPlan
    from rpa_scout.progress import Progress
    from rpa_scout.project.project import Project

__all__ = ["ActionPlanFile", "write_action_plan"]

ActionPlanFile = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="FILE.xlsx", help=_("Write the action plan: tasks by quarter, totals.")
    ),
    Output(kind="action_plan"),
]


def write_action_plan(
    opened: Project, plan: FiscalPlan, out: Path, issue: Issue, progress: Progress
) -> None:
    """Write a plan as the action plan, and record it."""
    from rpa_scout.documents.basis import document_basis
    from rpa_scout.documents.issuing import Paper, hand_out
    from rpa_scout.documents.shipped import checked_suffix
    from rpa_scout.documents.yearly.action_plan import action_plan

    checked_suffix("action_plan", out)
    basis = document_basis(opened, progress=progress)
    content = action_plan(basis, plan, issue)
    hand_out(opened, [Paper("action_plan", out, content)], issue, basis.kept.number)
