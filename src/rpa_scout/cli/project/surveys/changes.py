"""What an import changed: on the terminal, and as JSON."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from rich.console import Console

from rpa_scout.cli.screen import print_line
from rpa_scout.comparison.inventories import InventoryComparison
from rpa_scout.comparison.sentences import answer_sentence, rename_sentence
from rpa_scout.inventory import Inventory
from rpa_scout.project.surveys.importing import ImportedTasks
from rpa_scout.reporting.plain import plain, plain_rows
from rpa_scout.text import N_, _

_TASKS_SHOWN = 20


def print_import(project: str, imported: ImportedTasks, out: Console) -> None:
    """Print what an import did."""
    comparison = imported.comparison
    print_line(
        _(
            "Import {number}: {added:,} new, {changed:,} changed, {unchanged:,} unchanged, "
            "{gone:,} gone, {returned:,} back again, {left_out:,} left out"
        ).format(
            number=imported.number,
            added=len(imported.added),
            changed=len(imported.changed),
            unchanged=len(imported.unchanged),
            gone=len(imported.gone),
            returned=len(imported.returned),
            left_out=imported.left_out,
        ),
        out,
    )
    is_first = not comparison.old.tasks.index.size
    if not is_first:
        print_changes(comparison, out)
    for task, field in imported.corrections_set_aside:
        print_line(
            _("  The correction of “{field}” of {task} gives way to a newer answer.").format(
                task=task, field=comparison.new.fields.label(field)
            ),
            out,
        )
    for proposal in imported.proposals:
        print_line(f"  {rename_sentence(proposal)}", out)
        print_line(
            f"    rpa-scout project rename {project} {proposal.old_id} {proposal.new_id}", out
        )


def print_changes(comparison: InventoryComparison, out: Console) -> None:
    """Print the differences of a newer inventory, cell by cell."""
    _print_tasks(N_("New: {tasks}"), comparison.new, comparison.added, out)
    _print_tasks(N_("Gone: {tasks}"), comparison.old, comparison.gone, out)
    for task in comparison.changed[:_TASKS_SHOWN]:
        print_line(f"  {task.department} {task.name} [{task.new_id}]", out)
        for answer in task.answers:
            print_line(f"    {answer_sentence(answer, comparison.new.fields)}", out)
    if len(comparison.changed) > _TASKS_SHOWN:
        more = _("  … +{count:,} more changed tasks (--json holds all)")
        print_line(more.format(count=len(comparison.changed) - _TASKS_SHOWN), out)


def _print_tasks(template: str, inventory: Inventory, tasks: tuple[str, ...], out: Console) -> None:
    if not tasks:
        return
    rows = inventory.tasks.loc[list(tasks[:_TASKS_SHOWN])]
    names = zip(rows["department"], rows["name"], strict=True)
    shown = "、".join(f"{department or ''} {name or ''}".strip() for department, name in names)
    more = f" … +{len(tasks) - _TASKS_SHOWN:,}" if len(tasks) > _TASKS_SHOWN else ""
    print_line("  " + _(template).format(tasks=shown + more), out)


def import_json(imported: ImportedTasks) -> dict[str, Any]:
    """Return what an import did as JSON types; the changed cells are in :func:`changes_json`."""
    names = (field.name for field in fields(imported) if field.name != "comparison")
    return {name: plain(getattr(imported, name)) for name in names}


def changes_json(comparison: InventoryComparison) -> dict[str, Any]:
    """Return the differences of a newer inventory as JSON types."""
    return {
        "added": list(comparison.added),
        "gone": list(comparison.gone),
        "unchanged": comparison.unchanged,
        "cells": plain_rows(comparison.cells),
        "renamed": plain(comparison.renamed),
    }
