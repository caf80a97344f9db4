"""``rpa-scout check``: what is wrong in which cell."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rpa_scout.cli.options import (
    DepartmentList,
    JsonFile,
    Lang,
    Passwords,
    Paths,
    PolicyFile,
)
from rpa_scout.text import _

__all__ = ["check"]


def check(
    paths: Paths,
    *,
    json: JsonFile = None,
    inventory: Annotated[
        Path | None,
        typer.Option(
            "--inventory",
            metavar="FILE.xlsx",
            help=_("Write the merged inventory, with the cell behind every value."),
        ),
    ] = None,
    return_to: Annotated[
        Path | None,
        typer.Option(
            "--return-to",
            metavar="DIR",
            help=_(
                "Write each department's questions into a copy of its workbook, in this folder."
            ),
        ),
    ] = None,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace", help=_("Replace workbooks of questions that differ and may hold replies.")
        ),
    ] = False,
    notes: Annotated[
        bool,
        typer.Option(
            "--notes", help=_("Print also what was only understood otherwise than written.")
        ),
    ] = False,
    policy: PolicyFile = "hakusan-2026",
    departments: DepartmentList = None,
    password: Passwords = None,
    lang: Lang = None,
) -> int:
    """Read and check survey workbooks; print every finding and what was read from where."""
    from rpa_scout import pipeline
    from rpa_scout.cli import screen, surveys
    from rpa_scout.cli.questions_table import print_returned
    from rpa_scout.policy.policies import load_policy
    from rpa_scout.reporting.ranking_json import findings_json

    chosen = load_policy(policy)
    checked = surveys.read(
        paths, chosen, departments=departments, passwords=password or (), outputs=(inventory, json)
    )
    with screen.Bar() as bar:
        if inventory is not None:
            pipeline.write_inventory(checked, inventory)
        returned = (
            pipeline.write_questions(checked, chosen, return_to, bar, replace=replace)
            if return_to is not None
            else None
        )
        if json is not None:
            screen.write_json({"findings": findings_json(checked)}, json)
    to_screen = screen.console(stderr=json == "-")
    if json is None:
        screen.print_findings(checked.findings, checked.fields, to_screen, None, notes=notes)
    if checked.tables:
        screen.print_coverage(checked, to_screen)
    if inventory is not None:
        to_screen.print(_("Written: {path}").format(path=inventory), markup=False, soft_wrap=True)
    if returned is not None:
        print_returned(returned, to_screen)
    return screen.exit_code(checked)
