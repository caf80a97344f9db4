"""Rows of the groups of the same work, confirmed ones before proposals."""

from __future__ import annotations

from collections.abc import Sequence

from rpa_scout.similarity.same_work.groups import WorkGroup
from rpa_scout.text import N_, _
from rpa_scout_gui.models.columns import Arrays, Column, number_array, plain, text_array, whole

_STANDINGS = {
    "confirmed": N_("confirmed"),
    "proposed": N_("proposed"),
    "added": N_("proposed for a confirmed group"),
}


def _standing_label(code: str) -> str:
    return _(_STANDINGS[code])


GROUP_COLUMNS = (
    Column("standing", N_("Standing"), "choice", 72, _standing_label),
    Column("name", N_("Group"), "text", 200, plain),
    Column("tasks", N_("Number of tasks"), "number", 64, whole),
    Column("departments", N_("Number of departments"), "number", 64, whole),
    Column(
        "hours_per_year",
        N_("Hours now"),
        "number",
        88,
        whole,
        tooltip=N_("Staff hours a year today of all tasks of the group."),
    ),
    Column(
        "joint_build_hours",
        N_("Built once"),
        "number",
        88,
        whole,
        tooltip=N_("Hours to build the scenario once and adapt it to the other tasks."),
    ),
    Column(
        "build_hours",
        N_("Built one by one"),
        "number",
        88,
        whole,
        tooltip=N_("Hours to build a scenario for each task by itself."),
    ),
)
"""Columns of the groups, from left to right."""


def group_key(group: WorkGroup) -> str:
    """Return the key of a group's row; a proposal may bear the id of a confirmed group."""
    return f"{_standing(group)} {group.group_id}"


def group_arrays(groups: Sequence[WorkGroup]) -> Arrays:
    """Return the rows of groups."""
    numbers: dict[str, list[float | None]] = {
        "tasks": [len(group.task_ids) for group in groups],
        "departments": [len(group.departments) for group in groups],
        "hours_per_year": [group.hours_per_year for group in groups],
        "joint_build_hours": [group.joint_build_hours for group in groups],
        "build_hours": [group.build_hours for group in groups],
    }
    texts = {
        "key": [group_key(group) for group in groups],
        "standing": [_standing(group) for group in groups],
        "name": [group.name for group in groups],
    }
    return {name: text_array(cells) for name, cells in texts.items()} | {
        name: number_array(cells) for name, cells in numbers.items()
    }


def _standing(group: WorkGroup) -> str:
    if group.is_confirmed:
        return "confirmed"
    return "added" if group.added_to else "proposed"
