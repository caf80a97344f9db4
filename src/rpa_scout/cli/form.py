"""``rpa-scout form``: blank survey forms."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rpa_scout.cli.options import Lang, PolicyFile
from rpa_scout.errors import InputError
from rpa_scout.text import N_, _

__all__ = ["form"]


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
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help=_("Folder for the workbooks."))],
    policy: PolicyFile = None,
    replace: Annotated[
        bool, typer.Option("--replace", help=_("Replace forms that differ and may hold answers."))
    ] = False,
    lang: Lang = None,
) -> int:
    """Write one workbook per department."""
    from rpa_scout import pipeline
    from rpa_scout.cli import screen
    from rpa_scout.policy.policies import load_policy
    from rpa_scout.reading.layout.departments import read_departments

    listed = read_departments(departments) if departments else []
    names = [*(department or []), *(department_row.name for department_row in listed)]
    if not names:
        raise InputError(
            N_("Name at least one department: --department NAME or --departments LIST.csv.")
        )
    with screen.Bar() as bar:
        written = pipeline.write_forms(names, out, load_policy(policy), bar, replace=replace)
    to_screen = screen.console()
    for path in written:
        to_screen.print(_("Written: {path}").format(path=path), markup=False, soft_wrap=True)
    return 0
