"""Registers for tests, made in memory."""

from rpa_scout.register.records import Actual, Automation, Register, automation_id


def automation(task_name, **changes):
    """Return an automation of a task of 税務課."""
    own = changes.get("name", "")
    values = {
        "automation_id": automation_id("税務課", task_name, own),
        "department": "税務課",
        "task_name": task_name,
        "running_since": 2020,
        "still_running": True,
    }
    return Automation(**values | changes)


def actual(name, year, hours, own=""):
    """Return what was measured of it."""
    return Actual(automation_id("税務課", name, own), year, hours)


def register(automations, *actuals, complete=False):
    return Register(tuple(automations), actuals, is_complete=complete)
