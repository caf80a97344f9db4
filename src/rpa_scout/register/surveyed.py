"""Tasks that the survey calls automated and the register does not list, as automations."""

from __future__ import annotations

from dataclasses import replace

from rpa_scout.inventory import Inventory
from rpa_scout.register.records import Automation, Register, automation_id
from rpa_scout.task_frame import automated_tasks


def with_surveyed(register: Register, inventory: Inventory, department: str = "") -> Register:
    """Return a register with an automation for every automated task that it does not serve."""
    served = {automation.task_id for automation in register.automations}
    served_names = {automation.task_key for automation in register.automations}
    tasks = inventory.tasks
    automated = tasks[automated_tasks(tasks, inventory.fields)]
    added = []
    for task_id, row in zip(automated.index, automated.to_dict("records"), strict=True):
        owner, name = str(row["department"] or ""), str(row["name"] or "")
        entry = Automation(automation_id(owner, name), owner, name, task_id=str(task_id))
        is_known = entry.task_id in served or entry.task_key in served_names
        if not is_known and department in ("", owner):
            added.append(entry)
    return replace(register, automations=(*register.automations, *added))
