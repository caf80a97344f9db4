"""The error when two people changed the same row: what was seen, stored and wanted."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, select

from rpa_scout.errors import ConflictError
from rpa_scout.project.states import STATE_LABELS, TaskState, state_label
from rpa_scout.project.store.json_text import from_text
from rpa_scout.project.store.moments import shown_here
from rpa_scout.project.store.rows import key_columns, key_text
from rpa_scout.project.store.schema import HistoryChangeRow, HistoryRow, StateRow
from rpa_scout.text import N_, _

Row = Mapping[str, Any]

_LABELS: Final = {
    "tasks": N_("task"),
    "overrides": N_("override"),
    "corrections": N_("correction"),
    "confirmations": N_("confirmation"),
    "notes": N_("note"),
    "departments": N_("department"),
    "accepted_findings": N_("accepted finding"),
    "automations": N_("automation"),
    "actuals": N_("actual figures"),
    "settings": N_("setting"),
    "city_departments": N_("department of the list"),
    "former_departments": N_("former department"),
    "refusals": N_("refused pair"),
    "group_members": N_("group"),
}
_FIELDS: Final = {
    "state": N_("state"),
    "planned_fiscal_year": N_("planned fiscal year"),
    "owner": N_("owner"),
    "builder": N_("builder"),
    "value": N_("value"),
    "text": N_("text"),
}
_NOT_COMPARED: Final = frozenset(
    {"row_version", "decided_by", "decided_at", "author", "at", "reason", "line_id"}
)


def conflict(
    connection: Connection,
    changed_row: tuple[type[StateRow], tuple[Any, ...]],
    seen: int,
    now: Row | None,
    wanted: Row | None,
    versions: MutableMapping[tuple[str, tuple[Any, ...]], int],
) -> ConflictError:
    """Return the error for a row that somebody else has changed; count the row as seen now."""
    mapped, key = changed_row
    name = mapped.__tablename__
    seen_row = _row_at(connection, name, key, seen)
    last = _last_writer(connection, name, key)
    differing = _differing_columns(mapped, seen_row, now, wanted)
    if now is None:
        versions.pop((name, key), None)
    else:
        versions[name, key] = now["row_version"]
    return ConflictError(
        N_(
            "{what} “{name}” was changed meanwhile by {author} ({at}): you saw {seen}, "
            "there is now {now}, and you wanted {wanted}. Nothing was written; look at it and "
            "decide again."
        ),
        what=_(_LABELS[name]),
        name="・".join(map(str, key)),
        author=last["author"] if last else "?",
        at=shown_here(last["at"]) if last else "?",
        seen=_values_text(seen_row, differing),
        now=_values_text(now, differing),
        wanted=_values_text(wanted, differing),
    )


def _row_at(
    connection: Connection, name: str, key: tuple[Any, ...], number: int
) -> dict[str, Any] | None:
    text = connection.execute(
        select(HistoryChangeRow.after).where(
            HistoryChangeRow.number == number,
            HistoryChangeRow.table_name == name,
            HistoryChangeRow.row_key == key_text(key),
        )
    ).scalar()
    return None if text is None else dict(from_text(text))


def _last_writer(connection: Connection, name: str, key: tuple[Any, ...]) -> RowMapping | None:
    query = (
        select(HistoryRow.author, HistoryRow.at)
        .join(HistoryChangeRow, HistoryChangeRow.number == HistoryRow.number)
        .where(HistoryChangeRow.table_name == name, HistoryChangeRow.row_key == key_text(key))
        .order_by(HistoryRow.number.desc())
        .limit(1)
    )
    return connection.execute(query).mappings().first()


def _differing_columns(
    mapped: type[StateRow], seen_row: Row | None, now: Row | None, wanted: Row | None
) -> list[str]:
    left_out = _NOT_COMPARED | set(key_columns(mapped))
    rows = [row or {} for row in (seen_row, now, wanted)]
    names = dict.fromkeys(name for row in rows for name in row if name not in left_out)
    return [name for name in names if len({str(row.get(name)) for row in rows}) > 1]


def _values_text(row: Row | None, names: list[str]) -> str:
    if row is None:
        return _("nothing")
    parts = []
    for name in names:
        value = row.get(name)
        if name == "state" and value in STATE_LABELS:
            value = state_label(TaskState(value))
        parts.append(f"{_(_FIELDS.get(name, name))}: {_('nothing') if value is None else value}")
    return " / ".join(parts) or _("the same values")
