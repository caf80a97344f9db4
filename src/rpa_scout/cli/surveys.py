"""Read surveys and actuals for a command, and ask for passwords."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from rpa_scout.cli.outputs import check_outputs
from rpa_scout.cli.screen import Bar
from rpa_scout.cli.surroundings.terminal import visible
from rpa_scout.findings import Findings
from rpa_scout.inventory import Inventory
from rpa_scout.pipeline import read_surveys
from rpa_scout.policy.model import Policy
from rpa_scout.reading.layout.departments import Department
from rpa_scout.register.matching import match_register
from rpa_scout.register.measured import impossible_actuals, measured_tasks
from rpa_scout.register.read import read_register
from rpa_scout.savings.calibration.actuals import MeasuredSaving
from rpa_scout.text import _

_LOCKED = {"file_password", "file_password_wrong"}


def read(
    paths: Sequence[Path],
    policy: Policy,
    *,
    passwords: Sequence[str],
    departments: Sequence[Department] = (),
) -> Inventory:
    """Read and check surveys; ask for missing passwords if a user is present."""
    tried = list(passwords)
    while True:
        with Bar() as bar:
            inventory = read_surveys(paths, bar, policy, departments=departments, passwords=tried)
        locked = [finding.file for finding in inventory.findings if finding.code in _LOCKED]
        another = _asked_for(locked)
        if not another:
            break
        tried.append(another)
    check_outputs()  # before anything is changed: now it is known which files were read
    return inventory


@dataclass(frozen=True)
class MeasuredTasks:
    """Actuals of an inventory's tasks."""

    actuals: tuple[MeasuredSaving, ...]  # By task and fiscal year
    # Of the forms, and of automations whose task is not in the inventory.
    findings: Findings
    # Tasks with a running automation; they are not candidates.
    in_register: frozenset[str] = frozenset()


def read_measured(
    paths: Sequence[Path],
    inventory: Inventory,
    policy: Policy,
    *,
    passwords: Sequence[str],
) -> MeasuredTasks:
    """Read forms with the actuals of running automations, and match them to tasks."""
    with Bar() as bar:
        register = read_register(paths, bar, policy=policy, passwords=passwords)
    match = match_register(register, inventory.tasks, checks=policy.checks)
    actuals = measured_tasks(register, match, inventory.tasks)
    impossible = impossible_actuals(register, match, inventory.tasks)
    findings = register.findings + match.findings + impossible
    return MeasuredTasks(actuals, findings, match.served_tasks(register))


def _asked_for(locked: Sequence[str]) -> str:
    """Ask for a password; an empty answer skips the locked files."""
    if not locked or not sys.stdin.isatty():
        return ""
    question = _("Password of {files} (Enter alone goes on without)").format(
        files=visible("、".join(locked))
    )
    return str(typer.prompt(question, default="", hide_input=True, show_default=False, err=True))
