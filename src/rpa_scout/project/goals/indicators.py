"""Figures of indicators that are entered by hand, by fiscal year."""

from __future__ import annotations

import math
from typing import Final

from sqlalchemy import Connection, select

from rpa_scout.errors import InputError, UnknownNameError
from rpa_scout.policy.model import Policy
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.store.json_text import from_text, to_text
from rpa_scout.project.store.schema import SettingRow
from rpa_scout.text import N_

_PREFIX: Final = "indicator/"
_FISCAL_YEARS: Final = range(2000, 2101)


def entered_figures(connection: Connection) -> dict[str, dict[int, float]]:
    """Return the figures by id of the indicator and fiscal year."""
    query = select(SettingRow.name, SettingRow.value).where(SettingRow.name.startswith(_PREFIX))
    figures: dict[str, dict[int, float]] = {}
    for row in connection.execute(query.order_by(SettingRow.name)):
        _, indicator, year = row.name.split("/")
        figures.setdefault(indicator, {})[int(year)] = float(from_text(row.value))
    return figures


def put_figure(
    change: Change, policy: Policy, indicator: str, year: int, value: float | None
) -> None:
    """Enter the figure of a fiscal year, None: remove it."""
    entered = policy.targets.entered
    if indicator not in entered:
        raise UnknownNameError(
            N_("No indicator “{name}” is entered by hand; there are: {names}."),
            name=indicator,
            names=", ".join(entered) or "―",
        )
    if year not in _FISCAL_YEARS:
        raise InputError(N_("“{year}” is no fiscal year."), year=year)
    key = (f"{_PREFIX}{indicator}/{year}",)
    if value is None:
        change.delete(SettingRow, key)
        return
    if not math.isfinite(value) or value < 0.0:
        raise InputError(
            N_("“{value}” cannot be the figure of an indicator; give a number from 0 on."),
            value=value,
        )
    change.put(SettingRow, key, value=to_text(float(value)))
