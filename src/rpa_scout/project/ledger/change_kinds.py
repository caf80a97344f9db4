"""Kinds of changes, as the history names them, and what each changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

Changed: TypeAlias = Literal[
    "answers",
    "decisions",
    "judgements",
    "notes",
    "groups",
    "figures",
    "weights",
    "inquiry",
    "pairs",
]
"""What a change can change: the input of the results (``answers``), states and plans of tasks
(``decisions``), overrides (``judgements``), ``notes``, confirmed ``groups`` of the same work,
entered ``figures`` of indicators, officials' ``weights``, what departments are asked and what was
accepted (``inquiry``), and which tasks automations do not serve (``pairs``)."""

_TASKS_TOO: Final = frozenset[Changed]({"answers", "decisions", "judgements", "groups"})
"""Of changes that add, remove or rename tasks, or make them live."""

CHANGED_BY: Final[Mapping[str, frozenset[Changed]]] = {
    "create": frozenset(),
    "import": _TASKS_TOO,
    "rename": _TASKS_TOO,
    "register": _TASKS_TOO,
    "assign_automation": _TASKS_TOO,
    "rename_department": _TASKS_TOO,
    "merge_departments": _TASKS_TOO,
    "split_department": _TASKS_TOO,
    "add_task": _TASKS_TOO,
    "split_task": _TASKS_TOO,
    "merge_tasks": _TASKS_TOO,
    "correct": frozenset({"answers", "decisions"}),  # it can make a task of a line left out
    "remove_correction": frozenset({"answers", "decisions"}),
    "confirm": frozenset({"answers"}),
    "objections": frozenset({"answers", "notes"}),
    "policy": frozenset({"answers"}),
    "departments": frozenset({"answers"}),
    "decide": frozenset({"decisions"}),
    "adopt_plan": frozenset({"decisions"}),
    "override": frozenset({"judgements"}),
    "withdraw_override": frozenset({"judgements"}),
    "note": frozenset({"notes"}),
    "confirm_group": frozenset({"groups"}),
    "split_group": frozenset({"groups"}),
    "refuse_group": frozenset({"groups"}),
    "enter_figure": frozenset({"figures"}),
    "official_weights": frozenset({"weights"}),
    "accept": frozenset({"inquiry"}),
    "ask": frozenset({"inquiry"}),
    "inquiry": frozenset({"inquiry"}),
    "send_forms": frozenset({"inquiry"}),
    "not_same": frozenset({"pairs"}),
    "hand_out": frozenset(),
    "assess": frozenset(),
    "without_names": frozenset(),
}
"""What a change of each kind changes; an undo or redo changes what its entry changed."""

ASSESSED_KINDS: Final = frozenset(
    kind for kind, changed in CHANGED_BY.items() if "answers" in changed
)
"""Kinds of changes that make earlier results outdated."""

NEVER_UNDONE: Final = ("hand_out", "without_names")
"""Kinds of entries that undo and redo pass over: a paper that was handed out stays handed out, and
a copy without names stays one."""
