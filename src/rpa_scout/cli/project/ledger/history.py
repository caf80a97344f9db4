"""``rpa-scout project history``: show the entries of the history."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rpa_scout.cli.options import JsonFile, Replace
from rpa_scout.cli.outputs import Output
from rpa_scout.cli.project.options import Author, ProjectFile, Top, author_or_login
from rpa_scout.text import _

if TYPE_CHECKING:
    from rich.console import Console

    from rpa_scout.project.ledger.entry_tasks import EntryTasks
    from rpa_scout.reporting.of_project.history_workbook import HistoryLine


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
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE.xlsx", help=_("Write the history as a workbook.")),
        Output(kind="history"),
    ] = None,
    json: JsonFile = None,
    replace: Replace = False,
    author: Author = None,
) -> int:
    """Show the newest entries of the history, with the tasks that they changed."""
    from rpa_scout.cli import screen
    from rpa_scout.cli.project.ledger.entries import entry_lines
    from rpa_scout.project.ledger.entry_texts import TASKS_NAMED, local_time
    from rpa_scout.project.ledger.history import HistoryFilter
    from rpa_scout.project.project import Project
    from rpa_scout.provenance import provenance_of
    from rpa_scout.reporting.of_project.history_workbook import HistoryLine, write_history
    from rpa_scout.reporting.plain import plain

    # A file holds all entries; the screen has room for some.
    wanted = HistoryFilter(task_id=task, author=by, limit=None if json or out else top)
    name = author_or_login(author)
    with Project.open(project, name, read_only=True) as opened:
        entries = opened.history.entries(wanted)
        limit = None if all_tasks else TASKS_NAMED
        changed = opened.history.entry_tasks(entries, limit, task)
        what = entry_lines(opened, entries, limit, task)
        policy, title = opened.policy(), str(opened.location)
    lines = [
        HistoryLine(entry.number, local_time(entry.at), entry.author, line, entry.reason)
        for entry, line in zip(reversed(entries), reversed(what), strict=True)
    ]
    if out is not None:
        write_history(lines, out, provenance_of((), policy, name), title)
    if json is not None:
        content = [plain(entry) | _tasks_json(changed[entry.number]) for entry in entries]
        screen.write_json({"history": content}, json)
    if json is None:
        _print_history(lines[:top], screen.console())
    screen.print_written([json, out], screen.console(stderr=json == "-"))
    return 0


def _print_history(lines: Sequence[HistoryLine], out: Console) -> None:
    from rpa_scout.cli.tables.screen_table import ScreenTable

    table = ScreenTable()
    table.add_column(_("No."), number=True)
    table.add_column(_("When"))
    table.add_columns(_("Who"), _("What"), _("Why"))
    for line in lines:
        table.add_row(str(line.number), line.at, line.author, line.what, line.reason)
    out.print(table)


def _tasks_json(changed: EntryTasks) -> dict[str, Any]:
    from rpa_scout.reporting.plain import plain

    return {"task_count": changed.count, "tasks": plain(changed.tasks)}
