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
    from rpa_scout.documents.making import Wishes, make_document

    make_document("action_plan", opened, out, issue, Wishes(plan=plan), progress)
