"""Automations of the register without a task, and tasks that may be the same work.

The task counts as a candidate and the automation counts as running. The work counts twice until a
person assigns the automation or states that the two are not the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection

from rpa_scout.policy.model import Policy
from rpa_scout.project.policies import current_policy_number, stored_policy
from rpa_scout.project.register_state import current_register, running_tasks
from rpa_scout.project.surveys.current import current_inventory
from rpa_scout.project.surveys.refusals import refused_pairs
from rpa_scout.project.surveys.successors import stored_successors
from rpa_scout.register.matching import match_register
from rpa_scout.register.records import Automation, Register
from rpa_scout.task_frame import automated_tasks
from rpa_scout.text import _


@dataclass(frozen=True, slots=True)
class PossibleDoubleCount:
    """A running automation and a task that may be the same work; a person decides."""

    automation_id: str
    # Department and task in the words of the register.
    department: str
    automation_name: str
    # The task in the survey.
    task_id: str
    task_name: str
    likeness: float  # How alike the names are, 0 to 1


def waiting_automations(register: Register) -> tuple[Automation, ...]:
    """Return running automations that no task is assigned to."""
    return tuple(
        automation
        for automation in register.automations
        if not automation.task_id and not automation.has_ended
    )


def double_counts_now(connection: Connection) -> list[PossibleDoubleCount]:
    """Return the possible double counts in the present state of the project."""
    register = current_register(connection)
    if not waiting_automations(register):
        return []  # the inventory need not be read
    policy = stored_policy(connection, current_policy_number(connection))
    tasks = current_inventory(connection, policy.survey).tasks
    return possible_double_counts(connection, register, tasks, policy)


def possible_double_counts(
    connection: Connection, register: Register, tasks: pd.DataFrame, policy: Policy
) -> list[PossibleDoubleCount]:
    """Return the possible double counts among the given tasks."""
    automated = automated_tasks(tasks, policy.survey)
    served = tasks.index.isin(running_tasks(register))
    unserved = Register(waiting_automations(register))
    refused = refused_pairs(connection, "automation")
    match = match_register(
        unserved,
        tasks[~(automated | served)],
        checks=policy.checks,
        refused=refused,
        group_of=stored_successors(connection).group_of,
    )
    # A later survey may add a task with exactly this name; nobody was asked about it yet.
    exact = [(*pair, 1.0) for pair in match.task_of.items() if pair not in refused]
    near = [(task.automation_id, task.task_id, task.likeness) for task in match.proposed]
    names = tasks["name"]
    automations = register.by_id
    return [
        PossibleDoubleCount(
            automation,
            automations[automation].department,
            automations[automation].task_name,
            task,
            str(names[task] or ""),
            likeness,
        )
        for automation, task, likeness in [*exact, *near]
    ]


def double_count_sentence(pair: PossibleDoubleCount) -> str:
    """Describe a possible double count in the user's language."""
    return _(
        "{department}: the running automation “{automation}” and the task {task} “{name}” may be "
        "the same work and count twice (alike {likeness:.0%})."
    ).format(
        department=pair.department,
        automation=pair.automation_name,
        task=pair.task_id,
        name=pair.task_name,
        likeness=pair.likeness,
    )
