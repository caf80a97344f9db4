"""Read the actuals that calibrate a ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rpa_scout.cli.screen import Bar
from rpa_scout.findings import Findings
from rpa_scout.inventory import Inventory
from rpa_scout.policy.model import Policy
from rpa_scout.register.matching import match_register
from rpa_scout.register.measured import impossible_actuals, measured_tasks
from rpa_scout.register.read import read_register
from rpa_scout.savings.calibration.actuals import MeasuredSaving

__all__ = ["MeasuredTasks", "read_measured"]


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
