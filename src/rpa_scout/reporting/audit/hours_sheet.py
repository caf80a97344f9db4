"""The closed form of the hours in the audit workbook, and the simulated figures as values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from xlsxwriter.utility import quote_sheetname, xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from rpa_scout.arrays import Bools, Floats
from rpa_scout.reporting.audit.answers_sheet import TaskCells, task_heads
from rpa_scout.reporting.audit.content import AuditContent
from rpa_scout.reporting.workbook_cells import Formula
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import Column, first_table_row, write_table_sheet
from rpa_scout.savings.model import SavingsModel
from rpa_scout.savings.quantiles import QUANTILE_LABELS
from rpa_scout.text import N_, _

_FIXED_COLUMNS = 3
_SYMBOLS: Final = (
    ("R", N_("runs a year")),
    ("n", N_("items per run")),
    ("t", N_("minutes per item")),
    ("s", N_("set-up minutes per run")),
    ("a", N_("automatable share")),
    ("q", N_("adoption share")),
    ("e", N_("exception share")),
    ("x", N_("exception factor")),
    ("c", N_("check share")),
    ("k", N_("correction share")),
    ("d", N_("digitise minutes per item")),
    ("u", N_("attended minutes per run")),
    ("g", N_("set-up share that remains")),
    ("m", N_("upkeep hours a year")),
    ("h", N_("share of an item's time that is touched")),
    ("r", N_("share that remains in live use")),
)
"""Symbols of docs/method.md in the order of the formulas' parameters."""

_FORMULAS: Final = {
    "now": "={R}*({s}+{n}*{t})/60",
    "item": "=(1-{q}*{h})*{t}+{q}*({h}*({e}*{x}+(1-{e})*(1-{a})+{c}+{k})*{t}+{d})",
    "after": "={R}*({u}+{g}*{s}+{n}*{item})/60+{m}",
    "saved": "=IF({now}-{after}>0,MIN(({now}-{after})*{r},{now}),{now}-{after})",
}


class HoursCheck:
    """What the closed form gives for every task of the ranking, all parameters at their mode."""

    def __init__(self, content: AuditContent) -> None:
        assessment, inventory = content.report.assessment, content.report.assessment.inventory
        model = SavingsModel(
            assessment.policy,
            inventory.tasks,
            inventory.fields,
            inventory.ranges,
            inventory.alternatives,
        )
        means = assessment.choice.position
        values, load, parameters = model.at_modes(means)
        form = model.closed_form(means)
        known = assessment.choice.automates & ~np.isnan(form.hours_now)
        chosen = content.positions
        self.is_known = known[chosen]
        self.symbols = [
            np.broadcast_to(symbol, known.shape)[chosen]
            for symbol in (*load, *parameters, values["realisation_share"])
        ]
        self.now: Floats = form.hours_now[chosen]
        self.saved: Floats = form.saved[chosen]


def write_hours_sheet(
    sheet: Worksheet, styles: Styles, content: AuditContent, check: HoursCheck, name: str
) -> TaskCells:
    """Write the parameters of every task, the closed form, and the simulated figures."""
    report = content.report
    title = _("Hours: the parameters, and the figures of the simulation")
    simulation = report.assessment.policy.simulation
    notes = [
        _("The closed form checks the parameters, each at its most likely value. It is no saving."),
        _(
            "p10, p50 and p90 come from {draws:,} draws with the seed {seed}; they are values."
        ).format(draws=simulation.draws, seed=simulation.seed),
    ]
    columns = task_heads(content)
    labels = report.labels
    means = [labels.label("means", code) for code in content.rows["means"]]
    columns.append(Column(_("Means"), 16, "wrapped", means))
    letters: dict[str, str] = {}
    for (symbol, label), values in zip(_SYMBOLS, check.symbols, strict=True):
        letters[symbol] = xl_col_to_name(len(columns))
        shown = _where(check.is_known, values.tolist())
        columns.append(Column(_(label), 11, "precise", shown, _("Parameters"), unit=symbol))
    first_row = first_table_row(notes, bands=True) + 1
    for heading, name_of in (
        (_("Hours now"), "now"),
        (_("Minutes per item afterwards"), "item"),
        (_("Hours afterwards"), "after"),
        (_("Difference, closed form"), "saved"),
    ):
        cells = [
            Formula(_FORMULAS[name_of].format_map(_at(letters, first_row + task)))
            for task in range(len(content.rows))
        ]
        letters[name_of] = xl_col_to_name(len(columns))
        shown = _where(check.is_known, cells)
        columns.append(Column(heading, 13, "hundredths", shown, _("Closed form")))
    for quantile, label in QUANTILE_LABELS.items():
        saved = content.rows[f"saved_hours_per_year_{quantile}"].tolist()
        columns.append(Column(_(label), 10, "tenths", saved, _("Hours saved (simulation)")))
    write_table_sheet(sheet, styles, (title, notes), columns, _FIXED_COLUMNS)
    return TaskCells(quote_sheetname(name), letters, first_row)


def _where(is_known: Bools, values: Sequence[object]) -> list[object]:
    return [value if known else "" for known, value in zip(is_known, values, strict=True)]


def _at(letters: dict[str, str], row: int) -> dict[str, str]:
    return {symbol: f"{letter}{row}" for symbol, letter in letters.items()}
