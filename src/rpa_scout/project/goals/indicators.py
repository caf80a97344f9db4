"""Figures of indicators that are entered by hand, by fiscal year."""

from __future__ import annotations

import math
from typing import Final

from sqlalchemy import Connection

from rpa_scout.errors import InputError, UnknownNameError
from rpa_scout.policy.model import Policy
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.ledger.settings import put_setting, settings_below
from rpa_scout.project.store.schema import SettingRow
from rpa_scout.text import N_

_PREFIX: Final = "indicator/"
_FISCAL_YEARS: Final = range(2000, 2101)


def entered_figures(connection: Connection) -> dict[str, dict[int, float]]:
    """Return the figures by id of the indicator and fiscal year."""
    figures: dict[str, dict[int, float]] = {}
    for name, figure in settings_below(connection, _PREFIX).items():
        indicator, year = name.split("/")
        figures.setdefault(indicator, {})[int(year)] = float(figure)
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
    name = f"{_PREFIX}{indicator}/{year}"
    if value is None:
        change.delete(SettingRow, (name,))
        return
    if not math.isfinite(value) or value < 0.0:
        raise InputError(
            N_("“{value}” cannot be the figure of an indicator; give a number from 0 on."),
            value=value,
        )
    put_setting(change, name, float(value))
