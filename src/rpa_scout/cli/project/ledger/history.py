"""``rpa-scout project history``: show the entries of the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from rpa_scout.cli.options import JsonFile, Lang, Replace
from rpa_scout.cli.project.options import Author, ProjectFile, Top, author_or_login
from rpa_scout.text import _

if TYPE_CHECKING:
    from rpa_scout.project.ledger.entry_tasks import EntryTasks

__all__ = ["history"]


def history(
    project: ProjectFile,
    *,
    task: Annotated[
        str | None,
        typer.Option("--task", metavar="TASK_ID", help=_("Only what concerns this task.")),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help=_("Only what this person did."))
    ] = None,
    all_tasks: Annotated[
        bool, typer.Option("--all-tasks", help=_("Name every task of an entry, not a few."))
    ] = False,
    top: Top = 30,
    json: JsonFile = None,
    replace: Replace = False,
    author: Author = None,
    lang: Lang = None,
) -> int:
    """Show the newest entries of the history, with the tasks that they changed."""
    from rich.box import SIMPLE_HEAD
    from rich.markup import escape
    from rich.table import Table

    from rpa_scout.cli import screen
    from rpa_scout.cli.project.ledger.entries import entry_lines, local_time
    from rpa_scout.cli.project.plain import plain
    from rpa_scout.project.ledger.entry_texts import TASKS_NAMED
    from rpa_scout.project.ledger.history import HistoryFilter
    from rpa_scout.project.project import Project

    wanted = HistoryFilter(task_id=task, author=by, limit=None if json else top)
    with Project.open(project, author_or_login(author), read_only=True) as opened:
        entries = opened.history(wanted)
        limit = None if all_tasks else TASKS_NAMED
        changed = opened.entry_tasks(entries, limit, task)
        lines = entry_lines(opened, entries, limit, task) if json is None else []
    if json is not None:
        content = [plain(entry) | _tasks_json(changed[entry.number]) for entry in entries]
        screen.write_json({"history": content}, json)
        return 0
    table = Table(box=SIMPLE_HEAD, header_style="bold", padding=(0, 1))
    table.add_column(_("No."), justify="right", no_wrap=True)
    table.add_column(_("When"), no_wrap=True)
    for heading in (_("Who"), _("What"), _("Why")):
        table.add_column(heading, overflow="fold")
    for entry, line in zip(reversed(entries), reversed(lines), strict=True):
        cells = (entry.author, line, entry.reason)
        table.add_row(str(entry.number), local_time(entry.at), *map(escape, cells))
    screen.console().print(table)
    return 0


def _tasks_json(changed: EntryTasks) -> dict[str, Any]:
    from rpa_scout.cli.project.plain import plain

    return {"task_count": changed.count, "tasks": plain(changed.tasks)}
