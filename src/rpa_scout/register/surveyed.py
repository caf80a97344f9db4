"""Tasks that run by the survey or by a decision and are not in the register, as automations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rpa_scout.inventory import Inventory
from rpa_scout.register.records import Automation, Register, automation_id
from rpa_scout.task_frame import automated_tasks


def with_unlisted(
    register: Register,
    inventory: Inventory,
    live: Mapping[str, int | None],
    department: str = "",
) -> Register:
    """Return a register with an automation for every running task that it does not serve.

    `live` are the tasks that were decided to be live, and the fiscal year planned for each.
    """
    served = {automation.task_id for automation in register.automations}
    served_names = {automation.task_key for automation in register.automations}
    tasks = inventory.tasks
    runs = automated_tasks(tasks, inventory.fields) | tasks.index.isin([*live])
    running = tasks[runs]
    added = []
    for task_id, row in zip(running.index, running.to_dict("records"), strict=True):
        owner, name = str(row["department"] or ""), str(row["name"] or "")
        entry = Automation(
            automation_id(owner, name),
            owner,
            name,
            task_id=str(task_id),
            running_since=live.get(str(task_id)),
        )
        is_known = entry.task_id in served or entry.task_key in served_names
        if not is_known and department in ("", owner):
            added.append(entry)
    return replace(register, automations=(*register.automations, *added))
