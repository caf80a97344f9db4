"""Weights of officials as a project keeps them: who, when, and how they answered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, select

from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.store.json_text import from_text, to_text
from rpa_scout.project.store.schema import SettingRow
from rpa_scout.rank_robustness.officials.weights import OfficialWeights

_PREFIX: Final = "weights/"


def stored_official_weights(connection: Connection, scorecard: str) -> list[OfficialWeights]:
    """Return the newest answer of each official on a scorecard, by name."""
    prefix = f"{_PREFIX}{scorecard}/"
    query = select(SettingRow.name, SettingRow.value).where(SettingRow.name.startswith(prefix))
    rows = sorted(connection.execute(query).all(), key=lambda row: str(row.name))
    return [OfficialWeights(**from_text(row.value)) for row in rows]


def put_official_weights(
    change: Change, scorecard: str, officials: Iterable[OfficialWeights]
) -> None:
    """Keep officials' answers; a newer one of the same person takes the place of the former."""
    for official in officials:
        dated = official.as_data() | {"date": official.date or change.at[:10]}
        key = (f"{_PREFIX}{scorecard}/{official.name}",)
        change.put(SettingRow, key, value=to_text(dated))
