"""Settings of a project: values by name, each changed like any other row of state."""

from __future__ import annotations

from sqlalchemy import Connection, select

from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.store.json_text import Json, from_text, to_text
from rpa_scout.project.store.schema import SettingRow


def setting(connection: Connection, name: str) -> Json:
    """Return the value of a setting; None where nobody gave one."""
    text = connection.execute(select(SettingRow.value).where(SettingRow.name == name)).scalar()
    return None if text is None else from_text(text)


def settings_below(connection: Connection, prefix: str) -> dict[str, Json]:
    """Return the settings whose names begin with a prefix, by the rest of the name."""
    query = select(SettingRow.name, SettingRow.value).where(SettingRow.name.startswith(prefix))
    # Sorted here: databases sort characters in different orders.
    rows = sorted((row.name, row.value) for row in connection.execute(query))
    return {name.removeprefix(prefix): from_text(text) for name, text in rows}


def put_setting(change: Change, name: str, value: object) -> None:
    """Keep the value of a setting."""
    change.put(SettingRow, (name,), value=to_text(value))
