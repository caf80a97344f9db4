"""The head of the city's inquiry, kept once for all forms and questions."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, select

from rpa_scout.forms.inquiry import Inquiry
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.store.json_text import from_text, to_text
from rpa_scout.project.store.schema import SettingRow

_SETTING: Final = "inquiry"


def stored_head(connection: Connection) -> Inquiry:
    """Return the head; its parts are empty until somebody gives them."""
    query = select(SettingRow.value).where(SettingRow.name == _SETTING)
    text = connection.execute(query).scalar()
    return Inquiry(**from_text(text)) if text else Inquiry()


def put_head(change: Change, head: Inquiry) -> None:
    """Keep the head."""
    change.put(SettingRow, (_SETTING,), value=to_text(head.parts))
