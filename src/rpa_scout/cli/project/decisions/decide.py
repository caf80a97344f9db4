"""``rpa-scout project decide``: set the states, years and owners of tasks."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from rpa_scout.cli.project.options import (
    Author,
    ProjectFile,
    Reason,
    fiscal_year,
    make_change,
)
from rpa_scout.project.states import NEED_REASON, state_label, states_help
from rpa_scout.text import _


def decide(
    project: ProjectFile,
    tasks: Annotated[
        list[str],
        typer.Argument(metavar="TASK_ID", help=_("Ids of the tasks, as rank shows them.")),
    ],
    *,
    state: Annotated[
        str | None,
        typer.Option(
            "--state",
            metavar="STATE",
            help=_("The new state: {states}. {needing} need a --reason.").format(
                states=states_help(), needing="・".join(map(state_label, NEED_REASON))
            ),
        ),
    ] = None,
    year: Annotated[
        str | None,
        typer.Option("--year", metavar="YEAR", help=_("Planned fiscal year: 2027, R9; 0: none.")),
    ] = None,
    owner: Annotated[
        str | None, typer.Option("--owner", metavar="NAME", help=_("Who is in charge."))
    ] = None,
    builder: Annotated[
        str | None,
        typer.Option("--builder", metavar="in_house|vendor", help=_("Who builds it.")),
    ] = None,
    reason: Reason = "",
    author: Author = None,
) -> int:
    """Decide on tasks, all or none."""
    plan: dict[str, Any] = {"owner": owner, "builder": builder}
    if year is not None:
        plan["planned_fiscal_year"] = 0 if year == "0" else fiscal_year(year)
    return make_change(
        project, author, lambda opened: opened.tasks.decide(tasks, state, reason, **plan)
    )
