"""What an entry of the history says, in the user's language."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from rpa_scout.project.history import HistoryEntry
from rpa_scout.project.states import state_label
from rpa_scout.register.fiscal_years import fiscal_year_label
from rpa_scout.text import N_, _

__all__ = ["KIND_LABELS", "entry_text", "kind_label", "moment_text"]

KIND_LABELS: Final = {
    "create": N_("project made"),
    "import": N_("surveys imported"),
    "rename": N_("rename confirmed"),
    "decide": N_("decision"),
    "override": N_("judged otherwise"),
    "withdraw_override": N_("judgement withdrawn"),
    "note": N_("note written"),
    "correct": N_("answer corrected"),
    "remove_correction": N_("correction taken back"),
    "accept": N_("finding accepted"),
    "policy": N_("policy changed"),
    "register": N_("register imported"),
    "assign_automation": N_("automation assigned"),
    "assess": N_("results kept"),
    "undo": N_("undone"),
    "redo": N_("redone"),
}
"""Labels of the kinds of changes, by code."""


def kind_label(kind: str) -> str:
    """Return the label of a kind of change.

    Parameters
    ----------
    kind : str
        Its code.

    Returns
    -------
    str
        In the user's language.
    """
    return _(KIND_LABELS[kind]) if kind in KIND_LABELS else kind


def moment_text(moment: str) -> str:
    """Show a moment in local time, to the minute.

    Parameters
    ----------
    moment : str
        ISO 8601.

    Returns
    -------
    str
        Such as ``2026-04-01 09:30``.
    """
    return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")


def entry_text(entry: HistoryEntry) -> str:
    """Say what an entry did.

    Parameters
    ----------
    entry : HistoryEntry
        The entry.

    Returns
    -------
    str
        Kind, what is new, and the reason.
    """
    told = kind_label(entry.kind)
    if entry.kind in ("undo", "redo"):
        told += f"：{kind_label(str(entry.details.get('kind', '')))}"
    parts = [told, *_details(entry.kind, entry.details)]
    if entry.reason:
        parts.append(_("reason: {reason}").format(reason=entry.reason))
    return "　".join(parts)


def _details(kind: str, details: dict[str, Any]) -> list[str]:
    found = []
    if kind == "decide":
        if details.get("state"):
            found.append(state_label(details["state"]))
        if details.get("planned_fiscal_year"):
            found.append(fiscal_year_label(int(details["planned_fiscal_year"])))
        if details.get("owner"):
            found.append(str(details["owner"]))
    if kind == "override":
        found.append(f"{_(str(details.get('what', '')))} → {details.get('value', '')}")
    if kind == "policy":
        found.append(str(details.get("version", "")))
    return found
