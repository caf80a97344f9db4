"""Inventories for tests, made in memory."""

import pandas as pd

from rpa_scout.inventory import Inventory

PLAIN = {
    "department": "税務課",
    "name": "納付書の転記",
    "runs_per_year": 12.0,
    "items_per_run": 200.0,
    "minutes_per_item": 1.5,
    "pattern": "entry",
    "judgement": "none",
    "timing": "batch",
    "input_form": "spreadsheet",
    "digitisable": "already",
    "change_frequency": "rarely",
    "template": "none",
}


def task(name, **answers):
    """Return a task; ``None`` leaves an answer unknown."""
    return {**PLAIN, "name": name, **answers}


def inventory(*tasks, ids=None):
    """Return tasks as an inventory, named by `ids` or numbered."""
    frame = pd.DataFrame([*tasks], columns=[*{name for one in tasks for name in one}])
    frame.index = list(ids) if ids else [f"t{place}" for place in range(1, len(tasks) + 1)]
    return Inventory.from_frame(frame)
