"""Read surveys for a command, and ask for passwords."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import typer

from rpa_scout.cli.outputs import check_outputs
from rpa_scout.cli.screen import Bar
from rpa_scout.cli.surroundings.terminal import visible
from rpa_scout.inventory import Inventory
from rpa_scout.pipeline import read_surveys
from rpa_scout.policy.model import Policy
from rpa_scout.reading.layout.departments import Department, read_departments
from rpa_scout.text import _

__all__ = ["listed_in", "read"]

_LOCKED = {"file_password", "file_password_wrong"}


def read(
    paths: Sequence[Path],
    policy: Policy,
    *,
    departments: Path | Sequence[Department] | None,
    passwords: Sequence[str],
) -> Inventory:
    """Read and check surveys; ask for missing passwords if a user is present."""
    listed = (
        listed_in(departments)
        if departments is None or isinstance(departments, Path)
        else departments
    )
    tried = list(passwords)
    while True:
        with Bar() as bar:
            inventory = read_surveys(paths, bar, policy, departments=listed, passwords=tried)
        locked = [finding.file for finding in inventory.findings if finding.code in _LOCKED]
        another = _asked_for(locked)
        if not another:
            break
        tried.append(another)
    check_outputs()  # before anything is changed: now it is known which files were read
    return inventory


def listed_in(departments: Path | None) -> list[Department]:
    """Return the city's departments; empty without a list."""
    return read_departments(departments) if departments else []


def _asked_for(locked: Sequence[str]) -> str:
    """Ask for a password; an empty answer skips the locked files."""
    if not locked or not sys.stdin.isatty():
        return ""
    question = _("Password of {files} (Enter alone goes on without)").format(
        files=visible("、".join(locked))
    )
    return str(typer.prompt(question, default="", hide_input=True, show_default=False, err=True))
