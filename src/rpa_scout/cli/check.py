"""``rpa-scout check``: find errors in surveys and name their cells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from rpa_scout.cli.options import (
    Contact,
    JsonFile,
    Paths,
    PolicyFile,
    Replace,
    Sender,
    SurveyOptions,
)
from rpa_scout.cli.outputs import Output
from rpa_scout.text import _

if TYPE_CHECKING:
    from rpa_scout.forms.inquiry import Inquiry
    from rpa_scout.forms.returning.saving import ReturnedWorkbook
    from rpa_scout.inventory import Inventory
    from rpa_scout.policy.model import Policy
    from rpa_scout.reading.layout.departments import Department


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
        Output(kind="inventory"),
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
        Output("folder"),
    ] = None,
    replace: Replace = False,
    notes: Annotated[
        bool,
        typer.Option(
            "--notes", help=_("Print also what was only understood otherwise than written.")
        ),
    ] = False,
    policy: PolicyFile = None,
    project: Annotated[
        str | None,
        typer.Option(
            "--project",
            metavar="PROJECT",
            help=_(
                "Ask by the whole city's surveys in this project, and take its policy and its "
                "list of departments."
            ),
        ),
    ] = None,
    deadline: Annotated[
        str | None,
        typer.Option(
            "--deadline", metavar="DATE", help=_("Until when questions are to be answered.")
        ),
    ] = None,
    contact: Contact = None,
    sender: Sender = None,
    surveys: SurveyOptions,
) -> int:
    """Read and check survey workbooks; print every finding and the coverage."""
    from rpa_scout import pipeline
    from rpa_scout.cli import screen
    from rpa_scout.cli.tables.questions import print_returned
    from rpa_scout.forms.inquiry import Inquiry
    from rpa_scout.policy.policies import load_policy
    from rpa_scout.reporting.ranking_json import check_json

    city = None if project is None else _city(project)
    chosen = load_policy(policy) if city is None else city.policy
    checked = surveys.read(paths, chosen, city.departments if city else ())
    # They are notes, and comparing all tasks takes time.
    wants_notes = notes or json is not None
    shown = pipeline.with_unit_times(checked) if wants_notes else checked
    head = city.inquiry if city else Inquiry()
    inquiry = head.updated(deadline=deadline, contact=contact, sender=sender)
    with screen.Bar() as bar:
        if inventory is not None:
            pipeline.write_inventory(checked, inventory, chosen)
        returned = (
            pipeline.write_questions(
                checked,
                chosen,
                return_to,
                bar,
                replace=replace,
                city=city.inventory if city else None,
                inquiry=inquiry,
            )
            if return_to is not None
            else None
        )
        if project is not None and returned:
            _record_questions(project, returned, inquiry.deadline)
        if json is not None:
            screen.write_json(check_json(shown, chosen), json)
    to_screen = screen.console(stderr=json == "-")
    if json is None:
        screen.print_findings(shown.findings, checked.fields, to_screen, None, notes=notes)
    if checked.tables:
        screen.print_coverage(checked, to_screen)
    screen.print_written([inventory], to_screen)
    if returned is not None:
        print_returned(returned, to_screen)
    return screen.exit_code(checked)


class _City(NamedTuple):
    """Inventory, policy and departments of a project."""

    inventory: Inventory
    policy: Policy
    departments: Sequence[Department]
    inquiry: Inquiry


def _city(project: str) -> _City:
    from rpa_scout.cli.project.options import author_or_login
    from rpa_scout.project.project import Project

    with Project.open(project, author_or_login(None), read_only=True) as opened:
        return _City(
            opened.inventory(), opened.policy(), opened.departments.listed(), opened.inquiry.head()
        )


def _record_questions(project: str, returned: Sequence[ReturnedWorkbook], deadline: str) -> None:
    """Keep in the project what was asked of whom, and until when."""
    from rpa_scout.cli.project.options import author_or_login
    from rpa_scout.pipeline import asked_questions
    from rpa_scout.project.project import Project

    asked = asked_questions(workbook.page for workbook in returned)
    if asked:
        with Project.open(project, author_or_login(None)) as opened:
            opened.inquiry.ask(asked, deadline)
