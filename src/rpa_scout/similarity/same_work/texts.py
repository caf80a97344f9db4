"""Sentences on groups of the same work, shared by all faces."""

from __future__ import annotations

from collections.abc import Iterator

from rpa_scout.policy.fields import FieldSet
from rpa_scout.similarity.same_work.groups import WorkGroup
from rpa_scout.text import _, listed


def group_sentence(group: WorkGroup) -> str:
    """Return size and hours of a group: 「5所属5件、現在 計1,200 時間／年 …」."""
    sentence = _("{tasks} tasks in {departments} departments").format(
        tasks=len(group.task_ids), departments=len(group.departments)
    )
    parts = [sentence]
    if group.hours_per_year is not None:
        hours = _("now {hours:,.0f} hours/year in all").format(hours=group.hours_per_year)
        if group.tasks_without_hours:
            unknown = _("{count} without hours").format(count=group.tasks_without_hours)
            hours = _("{text} ({detail})").format(text=hours, detail=unknown)
        parts.append(hours)
    if group.build_hours is not None and group.joint_build_hours is not None:
        build = _("to build: {joint:,.0f} hours once, {alone:,.0f} hours one by one")
        parts.append(build.format(joint=group.joint_build_hours, alone=group.build_hours))
    return listed(parts)


def answer_lines(group: WorkGroup, fields: FieldSet) -> Iterator[str]:
    """Yield on which choices the tasks of a group agree, and where they differ."""
    agreed = [
        f"{fields.label(name)} {fields[name].choice_label(code)}"
        for name, code in group.agreed.items()
    ]
    if agreed:
        yield _("The same: {answers}").format(answers=listed(agreed))
    for name, counts in group.differing.items():
        codes = [
            _("{label} ({count})").format(label=fields[name].choice_label(code), count=count)
            for code, count in counts.items()
        ]
        line = _("Differs: {label}: {answers}")
        yield line.format(label=fields.label(name), answers=listed(codes))
