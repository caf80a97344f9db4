"""``rpa-scout project target``: live and adopted against the goals."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rpa_scout.cli.options import JsonFile, Lang
from rpa_scout.cli.project.options import Author, ProjectFile, author_or_login

if TYPE_CHECKING:
    from rpa_scout.fiscal_target.target import FiscalTarget
    from rpa_scout.project.project import Project

__all__ = ["target"]

_FIRST_MONTH = 4


def target(
    project: ProjectFile, *, json: JsonFile = None, author: Author = None, lang: Lang = None
) -> int:
    """Show the two targets fiscal year by fiscal year."""
    from rpa_scout.cli import screen
    from rpa_scout.cli.project.target_table import print_target, target_json
    from rpa_scout.project.project import Project

    with Project.open(project, author_or_login(author), read_only=True) as opened:
        found = _target(opened)
    if json is not None:
        screen.write_json(target_json(found), json)
    if json != "-":
        print_target(found, screen.console())
    return 0


def _target(opened: Project) -> FiscalTarget:
    from rpa_scout.fiscal_target.target import PlannedTask, fiscal_target

    judged = {one.task_id: one.value for one in opened.overrides() if one.what == "hours"}
    decisions = [
        PlannedTask(
            one.task_id,
            one.state.value,
            one.planned_fiscal_year,
            float(judged[one.task_id]) if one.task_id in judged else None,
        )
        for one in opened.tasks()
    ]
    known = [one.number for one in opened.assessments() if one.scorecard == "rpa"]
    today = dt.datetime.now(tz=dt.UTC).astimezone()
    return fiscal_target(
        opened.policy().targets,
        opened.register(),
        decisions,
        opened.recomputed(known[-1]) if known else None,
        today.year if today.month >= _FIRST_MONTH else today.year - 1,
    )
