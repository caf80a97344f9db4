"""Tasks that the survey calls automated are asked for, each once."""

import pandas as pd

from rpa_scout.inventory import Inventory
from rpa_scout.register.records import Automation, Register, automation_id
from rpa_scout.register.surveyed import with_surveyed

TASKS = pd.DataFrame(
    {
        "department": ["税務課", "税務課", "会計課", "会計課"],
        "name": ["入力", "照合", "消込", "支払"],
        "current_tool": ["rpa", "none", "rpa", "rpa"],
    },
    index=["税務課-6", "税務課-7", "会計課-6", "会計課-7"],
)


def automation(department, name, **more):
    return Automation(automation_id(department, name), department, name, **more)


def test_automated_tasks_are_added_and_served_ones_are_not():
    inventory = Inventory.from_frame(TASKS)
    known = Register(
        (automation("税務課", "別名の入力", task_id="税務課-6"), automation("会計課", "消 込"))
    )
    added = with_surveyed(known, inventory).automations[2:]
    assert [(one.department, one.task_name, one.task_id) for one in added] == [
        ("会計課", "支払", "会計課-7")
    ]
    assert with_surveyed(known, inventory, "税務課").automations == known.automations


def test_nothing_is_known_of_what_was_not_asked():
    (first, *_others) = with_surveyed(Register(), Inventory.from_frame(TASKS)).automations
    assert (first.running_since, first.hours_per_year_before, first.still_running) == (None,) * 3
