"""``rpa-scout form``: survey forms, one workbook a department, with a cover letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpa_scout.cli.options import Contact, PolicyFile, Sender
from rpa_scout.cli.outputs import Output
from rpa_scout.errors import InputError
from rpa_scout.text import N_, _

if TYPE_CHECKING:
    from rpa_scout.forms.inquiry import Inquiry
    from rpa_scout.policy.model import Policy


def form(
    *,
    department: Annotated[
        list[str] | None,
        typer.Option(
            "--department", metavar="NAME", help=_("Department; may be given several times.")
        ),
    ] = None,
    departments: Annotated[
        Path | None,
        typer.Option(
            "--departments",
            metavar="LIST.csv",
            help=_("List of departments: a CSV file or workbook with a column of names."),
        ),
    ] = None,
    out: Annotated[
        Path,
        typer.Option("--out", metavar="DIR", help=_("Folder for the forms.")),
        Output("folder"),
    ],
    project: Annotated[
        str | None,
        typer.Option(
            "--project",
            metavar="PROJECT",
            help=_(
                "Keep the head and what was sent in this project; fill in the answers that it "
                "holds, and take its departments where none are named."
            ),
        ),
    ] = None,
    subject: Annotated[
        str | None, typer.Option("--subject", metavar="TEXT", help=_("Subject of the inquiry."))
    ] = None,
    basis: Annotated[
        str | None,
        typer.Option("--basis", metavar="TEXT", help=_("What the inquiry rests on, as a plan.")),
    ] = None,
    deadline: Annotated[
        str | None,
        typer.Option("--deadline", metavar="DATE", help=_("Deadline, such as 2026-10-30.")),
    ] = None,
    contact: Contact = None,
    sender: Sender = None,
    policy: PolicyFile = None,
    replace: Annotated[
        bool, typer.Option("--replace", help=_("Replace forms that differ and may hold answers."))
    ] = False,
) -> int:
    """Write one workbook per department, and the letter that goes with it."""
    from rpa_scout.reading.layout.departments import read_departments

    listed = read_departments(departments) if departments else []
    names = [*(department or []), *(department_row.name for department_row in listed)]
    head = {
        "subject": subject,
        "basis": basis,
        "deadline": deadline,
        "contact": contact,
        "sender": sender,
    }
    if project is None:
        from rpa_scout.forms.inquiry import Inquiry
        from rpa_scout.policy.policies import load_policy

        inquiry = Inquiry().updated(**head)
        _write(names, out, load_policy(policy), inquiry, {}, replace=replace)
    else:
        _write_from_project(project, names, out, policy, head, replace=replace)
    return 0


def _write_from_project(
    project: str,
    names: Sequence[str],
    out: Path,
    policy: str | None,
    head: Mapping[str, str | None],
    *,
    replace: bool,
) -> None:
    from rpa_scout.cli.project.options import author_or_login
    from rpa_scout.policy.policies import load_policy
    from rpa_scout.project.project import Project

    with Project.open(project, author_or_login(None)) as opened:
        inquiry = opened.inquiry.set_head(**head)
        named = names or [entry.name for entry in opened.departments.listed()]
        chosen = opened.policy() if policy is None else load_policy(policy)
        _write(named, out, chosen, inquiry, opened.inquiry.last_answers(), replace=replace)
        opened.inquiry.send_forms(named)


def _write(
    names: Sequence[str],
    out: Path,
    policy: Policy,
    inquiry: Inquiry,
    answers: Mapping[str, Sequence[Mapping[str, object]]],
    *,
    replace: bool,
) -> None:
    from rpa_scout import pipeline
    from rpa_scout.cli import screen

    if not names:
        raise InputError(
            N_("Name at least one department: --department NAME or --departments LIST.csv.")
        )
    with screen.Bar() as bar:
        written = pipeline.write_forms(
            names, out, policy, bar, replace=replace, inquiry=inquiry, answers=answers
        )
        if inquiry.parts:
            written.append(pipeline.write_cover_letter(out, inquiry, policy, replace=replace))
    screen.print_written(written)
