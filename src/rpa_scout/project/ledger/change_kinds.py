"""Kinds of changes, as the history names them."""

from __future__ import annotations

from typing import Final

ASSESSED_KINDS: Final = frozenset(
    {
        "import",
        "rename",
        "correct",
        "remove_correction",
        "confirm",
        "objections",
        "policy",
        "register",
        "assign_automation",
        "departments",
        "rename_department",
        "merge_departments",
        "split_department",
        "add_task",
        "split_task",
        "merge_tasks",
    }
)
"""Kinds of changes that make earlier results outdated."""

NEVER_UNDONE: Final = ("hand_out", "without_names")
"""Kinds of entries that undo and redo pass over: a paper that was handed out stays handed out, and
a copy without names stays one."""
