"""Reading surveys for a command: passwords asked for, and no survey overwritten by a result."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import typer

from rpa_scout.cli.screen import Bar
from rpa_scout.inventory import Inventory
from rpa_scout.pipeline import read_surveys, refuse_to_overwrite
from rpa_scout.policy.model import Policy
from rpa_scout.reading.layout.departments import read_departments
from rpa_scout.text import _

__all__ = ["read"]

_LOCKED = {"file_password", "file_password_wrong"}


def read(
    paths: Sequence[Path],
    policy: Policy,
    *,
    departments: Path | None,
    passwords: Sequence[str],
    outputs: Iterable[Path | str | None],
) -> Inventory:
    """Read and check surveys, asking for a password where one is missing and somebody is there.

    Parameters
    ----------
    paths : sequence of Path
        Files and folders.
    policy : Policy
        What to apply.
    departments : Path or None
        List of the city's departments.
    passwords : sequence of str
        Passwords to try on protected workbooks.
    outputs : iterable of Path, str or None
        Files that the command will write; none of them may be a survey that was read.

    Returns
    -------
    Inventory
        Tasks and findings.

    Raises
    ------
    OutputError
        A result would take the place of a survey.
    """
    listed = read_departments(departments) if departments else ()
    tried = list(passwords)
    while True:
        with Bar() as bar:
            inventory = read_surveys(paths, bar, policy, departments=listed, passwords=tried)
        locked = [one.file for one in inventory.findings if one.code in _LOCKED]
        another = _asked_for(locked)
        if not another:
            break
        tried.append(another)
    refuse_to_overwrite([Path(one) for one in outputs if one not in (None, "-")], paths, inventory)
    return inventory


def _asked_for(locked: Sequence[str]) -> str:
    """Ask for a password; an empty one goes on without these files."""
    if not locked or not sys.stdin.isatty():
        return ""
    question = _("Password of {files} (Enter alone goes on without)").format(
        files="、".join(locked)
    )
    return str(typer.prompt(question, default="", hide_input=True, show_default=False, err=True))
