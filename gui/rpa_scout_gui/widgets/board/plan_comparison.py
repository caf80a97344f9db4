"""Two plans side by side, and what more of each limit would bring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from rpa_scout.chances import chance_text
from rpa_scout.fiscal_years import fiscal_year_label
from rpa_scout.planning.comparing import compared_plans
from rpa_scout.planning.result import FiscalPlan, PlanYear
from rpa_scout.planning.texts import (
    comparison_sentence,
    gain_text,
    of_limit_text,
    points_text,
)
from rpa_scout.planning.what_if import LimitGain
from rpa_scout.text import N_, _
from rpa_scout_gui.models.plan_cards import year_text
from rpa_scout_gui.widgets.headings import subheading
from rpa_scout_gui.widgets.plain_text import PlainLabel
from rpa_scout_gui.widgets.tables.text_table import TextTable

_FIGURES: Final = (
    (N_("New tasks"), 80),
    (N_("Build hours"), 120),
    (N_("Hours saved"), 100),
    (N_("Chance"), 100),
)
_YEAR_ROWS: Final = 6
_LEAST_ROWS: Final = 5
_MOVES: Final = (
    (N_("Task"), 320),
    (N_("Department"), 120),
    (N_("Plan A"), 130),
    (N_("Plan B (shown)"), 130),
)
_GAINS: Final = (
    (N_("More of the limit"), 380),
    (N_("Saved hours\nin all years"), 130),
    (N_("Chance of all goals"), 130),
)
_CHANGED: Final = "● "
"""Stands before a figure of plan B that is another in plan A."""


class PlanComparisonView(QScrollArea):
    """The kept plan (A) beside the one that is shown (B)."""

    gains_asked = Signal()
    """Emitted when the user asks what more of the limits would bring."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.sentence = PlainLabel(self)
        self.sentence.setWordWrap(True)
        pairs = [
            (f"{_(heading)} {plan}", width) for heading, width in _FIGURES for plan in ("A", "B")
        ]
        columns = ((N_("Fiscal year"), 100), *pairs)
        self.years = TextTable(columns, _("Two plans by year"), self, figures_from=1)
        rows = self.years.verticalHeader().defaultSectionSize()
        self.years.setFixedHeight(rows * (_YEAR_ROWS + 1))
        self.moves = TextTable(_MOVES, _("Tasks in another year"), self)
        self.ask_gains = QPushButton(_("Try more of each limit"), self)
        self.ask_gains.setToolTip(
            _("Plan with 100 hours, their price, or one task more of each limit.")
        )
        self.ask_gains.clicked.connect(lambda _checked: self.gains_asked.emit())
        self.gains = TextTable(_GAINS, _("What more of a limit would bring"), self, figures_from=1)
        for table in (self.moves, self.gains):
            table.setMinimumHeight(rows * _LEAST_ROWS)
        inside = QWidget(self)
        lines = QVBoxLayout(inside)
        lines.addWidget(self.sentence)
        lines.addWidget(self.years)
        lines.addWidget(subheading(_("Tasks in another year"), self))
        lines.addWidget(self.moves, 1)
        lines.addWidget(self.ask_gains, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(self.gains, 1)
        self.setWidget(inside)
        self.show_plans(None, None)

    def show_plans(self, plan_a: FiscalPlan | None, shown: FiscalPlan | None) -> None:
        """Show two plans; without a kept one, say how to keep it."""
        self.ask_gains.setEnabled(shown is not None)
        self.gains.hide()
        if plan_a is None or shown is None:
            self.sentence.setText(
                _("Keep the plan as A, then change limits or move cards: the other is B.")
            )
            self.years.show_rows([])
            self.moves.show_rows([])
            return
        comparison = compared_plans(plan_a, shown)
        self.sentence.setText(comparison_sentence(comparison))
        self.years.show_rows(_year_rows(plan_a, shown))
        tasks = shown.request.assessment.inventory.tasks
        self.moves.show_rows(
            [
                (
                    str(tasks.at[move.task_id, "name"]),
                    str(tasks.at[move.task_id, "department"]),
                    year_text(move.before),
                    year_text(move.after),
                )
                for move in comparison.moves
            ]
        )

    def show_gains(self, gains: Sequence[LimitGain]) -> None:
        """Show what more of each limit would bring."""
        rows = [
            (gain_text(gain), f"{gain.hours:+,.0f}", points_text(gain.chance)) for gain in gains
        ]
        self.gains.show()
        self.gains.show_rows(rows or [(_("No limit is set."), "", "")])


def _year_rows(plan_a: FiscalPlan, shown: FiscalPlan) -> list[list[str]]:
    before, after = (
        {year.fiscal_year: _figures(year) for year in plan.years} for plan in (plan_a, shown)
    )
    rows = []
    for year in sorted(before.keys() | after.keys()):
        nothing = [""] * len(_FIGURES)
        pairs = zip(before.get(year, nothing), after.get(year, nothing), strict=True)
        cells = [
            cell for old, new in pairs for cell in (old, new if old == new else f"{_CHANGED}{new}")
        ]
        rows.append([fiscal_year_label(year), *cells])
    return rows


def _figures(year: PlanYear) -> list[str]:
    return [
        f"{year.new_tasks:,}",
        of_limit_text(year.build_hours, year.build_hours_capacity),
        f"{year.saved_hours_per_year.p50:,.0f}",
        chance_text(year.chances.both),
    ]
