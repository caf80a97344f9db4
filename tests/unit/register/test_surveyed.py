"""Tasks that the survey calls automated are asked for, each once."""

import pandas as pd

from rpa_scout.inventory import Inventory
from rpa_scout.register.records import Automation, Register, automation_id
from rpa_scout.register.surveyed import with_unlisted

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
    added = with_unlisted(known, inventory, {}).automations[2:]
    assert [(one.department, one.task_name, one.task_id) for one in added] == [
        ("会計課", "支払", "会計課-7")
    ]
    assert with_unlisted(known, inventory, {}, "税務課").automations == known.automations


def test_a_task_that_was_decided_to_be_live_is_asked_for_from_its_year_on():
    inventory = Inventory.from_frame(TASKS)
    known = Register((automation("会計課", "消込"), automation("会計課", "支払")))
    live = {"税務課-7": 2027, "税務課-6": None}
    added = with_unlisted(known, inventory, live).automations[2:]
    assert [(each.task_id, each.running_since) for each in added] == [
        ("税務課-6", None),
        ("税務課-7", 2027),
    ]
    assert not added[1].ran_in(2026)


def test_nothing_is_known_of_what_was_not_asked():
    (first, *_others) = with_unlisted(Register(), Inventory.from_frame(TASKS), {}).automations
    assert (first.running_since, first.hours_per_year_before, first.still_running) == (None,) * 3
