"""``rpa-scout project override``: record a judgement beside a computed value."""

from __future__ import annotations

from typing import Annotated, cast

import typer

from rpa_scout.cli.project.options import Author, ProjectFile, Reason, author_or_login
from rpa_scout.errors import InputError
from rpa_scout.text import N_, _

_WITHDRAWN = "-"


def override(
    project: ProjectFile,
    task: Annotated[str, typer.Argument(metavar="TASK_ID", help=_("Id of the task."))],
    what: Annotated[
        str, typer.Argument(metavar="means|hours|score", help=_("The value that is judged."))
    ],
    value: Annotated[str, typer.Argument(metavar="VALUE", help=_("The judgement; - removes it."))],
    *,
    reason: Reason = "",
    author: Author = None,
) -> int:
    """Record or withdraw a judgement; the computed value stays."""
    from rpa_scout.cli.project.ledger.entries import print_entry
    from rpa_scout.project.decisions import OverrideKind
    from rpa_scout.project.project import Project

    kind = cast("OverrideKind", what)
    with Project.open(project, author_or_login(author)) as opened:
        if value == _WITHDRAWN:
            print_entry(opened.tasks.withdraw_override(task, kind, reason), opened)
        else:
            judged = value if what == "means" else _number(value)
            print_entry(opened.tasks.override(task, kind, judged, reason), opened)
    return 0


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise InputError(N_("“{input}” is no number."), input=text) from None
