"""What entries of the history say, in the user's language: for the screen and the window."""

from __future__ import annotations

import datetime as dt

from rpa_scout.policy.fields import load_fields
from rpa_scout.project.decisions import OVERRIDE_LABELS, OverrideKind
from rpa_scout.project.history import HistoryEntry
from rpa_scout.project.states import state_label
from rpa_scout.register.fiscal_years import fiscal_year_label
from rpa_scout.text import N_, _, language

__all__ = ["KIND_LABELS", "entry_line", "kind_label", "local_time"]

KIND_LABELS = {
    "create": N_("project made"),
    "import": N_("surveys imported"),
    "rename": N_("renaming confirmed"),
    "decide": N_("decision"),
    "override": N_("judgement"),
    "withdraw_override": N_("judgement withdrawn"),
    "note": N_("note written"),
    "correct": N_("answer corrected"),
    "remove_correction": N_("correction removed"),
    "accept": N_("finding accepted"),
    "policy": N_("policy"),
    "register": N_("register imported"),
    "assign_automation": N_("automation assigned"),
    "assess": N_("assessment"),
    "departments": N_("list of departments taken over"),
    "rename_department": N_("department renamed"),
    "merge_departments": N_("departments merged"),
    "split_department": N_("department split"),
    "add_task": N_("task added"),
    "split_task": N_("task split"),
    "merge_tasks": N_("tasks merged"),
    "not_same": N_("told apart"),
    "undo": N_("undone"),
    "redo": N_("done again"),
}
"""What kinds of entries are called; English, to be translated when shown."""

_DETAILS = {
    "task_id": N_("task {value}"),
    "departments": N_("{value} departments"),
    "from_departments": "{value}",
    "to_departments": "→ {value}",
    "parts": N_("parts {value}"),
    "merged": N_("merged with it: {value}"),
    "pair": "{value}",
    "tasks": N_("{value} tasks"),
    "state": N_("now {value}"),
    "added": N_("{value} new"),
    "changed": N_("{value} changed"),
    "gone": N_("{value} gone"),
    "what": "{value}",
    "field": N_("field {value}"),
    "value": "{value}",
    "version": N_("version {value}"),
    "planned_fiscal_year": N_("for {value}"),
    "owner": N_("owner {value}"),
    "automations": N_("{value} automations"),
    "actuals": N_("{value} actuals"),
    "number": N_("No. {value}"),
    "scorecard": "{value}",
}
"""What of an entry's details is shown, and how."""


def _judged_label(what: OverrideKind) -> str:
    return _(OVERRIDE_LABELS[what])


def _value_text(value: object) -> str:
    return f"{value:,g}" if isinstance(value, float) else str(value)


def kind_label(kind: str) -> str:
    """Return what a kind of entry is called.

    Parameters
    ----------
    kind : str
        Of an entry of the history.

    Returns
    -------
    str
        In the user's language.
    """
    return _(KIND_LABELS[kind]) if kind in KIND_LABELS else kind


def local_time(at: str) -> str:
    """Return a moment in local time, to the minute.

    Parameters
    ----------
    at : str
        ISO 8601 in UTC, as the history has it.

    Returns
    -------
    str
        Such as ``2026-11-23 10:52``.
    """
    return dt.datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")


def entry_line(entry: HistoryEntry) -> str:
    """Return what an entry did, without when and by whom.

    Parameters
    ----------
    entry : HistoryEntry
        What was done.

    Returns
    -------
    str
        One line in the user's language.
    """
    shown = dict(entry.details)
    for name, label in (
        ("state", state_label),
        ("planned_fiscal_year", fiscal_year_label),
        ("field", load_fields().label),
        ("what", _judged_label),
        ("value", _value_text),
    ):
        if shown.get(name):
            shown[name] = label(shown[name])
    if entry.kind in ("undo", "redo") and "kind" in shown:
        shown = {"number": entry.refers_to, "what": kind_label(shown["kind"])}
    parts = [
        _(template).format(value=shown[name])
        for name, template in _DETAILS.items()
        if shown.get(name) not in (None, "", 0)
    ]
    joined = ("、" if language() == "ja" else ", ").join(parts)
    if not joined:
        return kind_label(entry.kind)
    return _("{kind}: {details}").format(kind=kind_label(entry.kind), details=joined)
