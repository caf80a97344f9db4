"""``rpa-scout project groups``: show groups of the same work, confirmed and proposed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rpa_scout.cli.options import JsonFile, Replace
from rpa_scout.cli.project.options import Author, ProjectFile, Top, author_or_login
from rpa_scout.text import _

if TYPE_CHECKING:
    from rpa_scout.policy.fields import FieldSet
    from rpa_scout.project.records import TaskRecord
    from rpa_scout.similarity.same_work.groups import WorkGroup


def groups(
    project: ProjectFile,
    *,
    top: Top = 20,
    json: JsonFile = None,
    replace: Replace = False,
    author: Author = None,
) -> int:
    """Show the groups of the same work: what was confirmed, and what is proposed."""
    from rpa_scout.cli import screen
    from rpa_scout.project.project import Project
    from rpa_scout.reporting.plain import plain

    with Project.open(project, author_or_login(author), read_only=True) as opened:
        shown = opened.groups.all()
        tasks = {task.task_id: task for task in opened.tasks.all()}
        fields = opened.policy().survey
    if json is not None:
        content = {"confirmed": plain(shown.confirmed), "proposed": plain(shown.proposed)}
        screen.write_json(content, json)
    if json == "-":
        return 0
    _print_groups(_("Confirmed groups, to be built once"), shown.confirmed, tasks, fields, top)
    _print_groups(_("Proposed groups"), shown.proposed, tasks, fields, top)
    if shown.proposed:
        hint = _("To confirm: rpa-scout project group confirm {project} {task} --reason TEXT")
        first = shown.proposed[0].task_ids[0]
        line = hint.format(project=project, task=first)
        screen.print_line(line)
    return 0


def _print_groups(
    title: str,
    shown: Sequence[WorkGroup],
    tasks: dict[str, TaskRecord],
    fields: FieldSet,
    top: int,
) -> None:
    from rpa_scout.cli import screen
    from rpa_scout.similarity.same_work.texts import answer_lines, group_sentence

    out = screen.console()
    out.print(_("{title}: {count}").format(title=title, count=len(shown)), markup=False)
    for group in shown[:top]:
        line = _("“{name}”: {details}").format(name=group.name, details=group_sentence(group))
        screen.print_line(f"  {line}", out)
        for task_id in group.task_ids:
            task = tasks[task_id]
            member = f"    {task_id}  {task.department}  {task.name}"
            screen.print_line(member, out)
        for answer in answer_lines(group, fields):
            screen.print_line(f"    {answer}", out)
    if len(shown) > top:
        more = _("… +{count:,} more (--top N shows more; --json holds all)")
        out.print(more.format(count=len(shown) - top), markup=False)
