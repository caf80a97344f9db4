"""``rpa-scout actuals``: write the form for running automations, and import returned forms."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rpa_scout.cli.options import JsonFile, Passwords, Replace
from rpa_scout.cli.outputs import Output
from rpa_scout.cli.project.options import Author, Complete, Reason, author_or_login, fiscal_year
from rpa_scout.cli.registering import command_group
from rpa_scout.text import _


def form(
    out: Annotated[
        Path,
        typer.Argument(metavar="FILE.xlsx", help=_("The workbook to write.")),
        Output(),
    ],
    *,
    year: Annotated[
        str, typer.Option("--year", metavar="YEAR", help=_("Fiscal year: 2026, R8, 令和8年度."))
    ],
    project: Annotated[
        str | None,
        typer.Option(
            "--project",
            metavar="PROJECT",
            help=_(
                "Prefill the form with the register of this project, and with the tasks that its "
                "survey calls automated."
            ),
        ),
    ] = None,
    department: Annotated[
        str, typer.Option("--department", metavar="NAME", help=_("Only this department."))
    ] = "",
    replace: Replace = False,
    author: Author = None,
) -> int:
    """Write the form, prefilled with the project's register."""
    from rpa_scout.cli import screen
    from rpa_scout.register.form import write_register_form

    form_year = fiscal_year(year)
    register, policy = None, None
    if project is not None:
        from rpa_scout.project.project import Project
        from rpa_scout.ranking.decisions import live_tasks
        from rpa_scout.register.surveyed import with_unlisted

        with Project.open(project, author_or_login(author), read_only=True) as opened:
            live = live_tasks(opened.tasks.decisions(), form_year)
            register = with_unlisted(
                opened.register.current(), opened.inventory(), live, department
            )
            policy = opened.policy()
    write_register_form(out, form_year, register, department, policy=policy, replace=replace)
    screen.print_written([out])
    return 0


def import_(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", help=_("Returned register forms, or folders of them.")),
    ],
    *,
    project: Annotated[
        str, typer.Option("--project", metavar="PROJECT", help=_("The project they go into."))
    ],
    complete: Complete = None,
    reason: Reason = "",
    password: Passwords = None,
    json: JsonFile = None,
    replace: Replace = False,
    author: Author = None,
) -> int:
    """Read returned forms and import them into a project."""
    from rpa_scout.cli.project.register.actuals import import_registers

    return import_registers(
        project, paths, author_or_login(author), reason, password or [], json, complete=complete
    )


app = command_group(
    ("form", form, _("Write the form for the actuals of a fiscal year.")),
    ("import", import_, _("Import filled-in forms into a project.")),
)
