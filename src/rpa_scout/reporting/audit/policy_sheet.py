"""The policy in the audit workbook: weights and points, in cells that the formulas read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlsxwriter.utility import quote_sheetname, xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from rpa_scout.policy.derived import quantity_label
from rpa_scout.policy.model import Criterion, Factor
from rpa_scout.reporting.audit.content import AuditContent, choice_words
from rpa_scout.reporting.workbook_cells import Formula, lines_needed, write_value
from rpa_scout.reporting.workbook_printing import breaks_before_cut_tables, set_up_print
from rpa_scout.reporting.workbook_styles import LINE_HEIGHT, Styles
from rpa_scout.reporting.workbook_table import write_heading
from rpa_scout.text import _, language

_WIDTHS = (46.0, 12.0, 14.0, 80.0)
_LAST_COLUMN = len(_WIDTHS) - 1
_AIR = 4.0  # points
_LEAST_HEIGHT = LINE_HEIGHT + _AIR


@dataclass(frozen=True, slots=True)
class FactorCells:
    """References to the points of a factor."""

    table: str  # Answers or values beside their points
    points: str
    axis: str  # Values as the points are interpolated over them
    first: tuple[str, str]  # Value and points of the lowest knot
    last: tuple[str, str]
    unknown: str
    lowest: str
    highest: str


@dataclass(frozen=True, slots=True)
class PolicyCells:
    """References to the share of every criterion, in percent, and to its factors."""

    shares: tuple[str, ...]
    factors: tuple[tuple[FactorCells, ...], ...]


def write_policy_sheet(
    sheet: Worksheet, styles: Styles, content: AuditContent, name: str
) -> PolicyCells:
    """Write the criteria with their weights, then the points of every factor."""
    return _PolicySheet(sheet, styles, content, name).write()


class _PolicySheet:
    """Writes one sheet from the top down and collects references to its cells."""

    def __init__(self, sheet: Worksheet, styles: Styles, content: AuditContent, name: str) -> None:
        self._sheet = sheet
        self._styles = styles
        self._content = content
        self._name = quote_sheetname(name)
        self._row = 0
        self._tables: list[int] = []
        self._heights: dict[int, float] = {}

    def write(self) -> PolicyCells:
        title = _("Policy: {scorecard}").format(
            scorecard=self._content.scorecard.label_in(language())
        )
        notes = [
            _("Yellow cells can be changed: scores and ranks of the other sheets follow at once."),
            _("Share = 100 × weight ÷ sum of the weights. A criterion gives share × points (0–1)."),
        ]
        for column, width in enumerate(_WIDTHS):
            self._sheet.set_column(column, column, width)
        self._row = write_heading(self._sheet, self._styles, title, notes)
        shares = self._criteria()
        factors = tuple(
            tuple(self._factor(criterion, factor) for factor in criterion.factor)
            for criterion in self._content.scorecard.criterion
        )
        self._sheet.freeze_panes(len(notes) + 2, 1)
        set_up_print(self._sheet, title, self._row - 1, _LAST_COLUMN)
        heights = [self._heights.get(row, _LEAST_HEIGHT) for row in range(self._row)]
        self._sheet.set_h_pagebreaks(breaks_before_cut_tables(self._tables, heights))
        return PolicyCells(shares, factors)

    def _criteria(self) -> tuple[str, ...]:
        criteria = self._content.scorecard.criterion
        self._heads(_("Criterion"), _("Weight"), _("Share (%)"), _("Why"))
        first = self._row
        weights = xl_range_abs(first, 1, first + len(criteria) - 1, 1)
        for criterion in criteria:
            why = criterion.why_in(language())
            weight = xl_rowcol_to_cell(self._row, 1)
            share = 100.0 * criterion.weight / sum(self._content.scorecard.weights)
            self._line(
                (criterion.label_in(language()), "strong"),
                (criterion.weight, "editable"),
                (Formula(f"=100*{weight}/SUM({weights})", share), "hundredths"),
                (_("{why} ({source})").format(why=why, source=criterion.source), "wrapped"),
            )
        self._row += 1
        return tuple(self._reference(first + number, 2) for number in range(len(criteria)))

    def _factor(self, criterion: Criterion, factor: Factor) -> FactorCells:
        label = quantity_label(factor.field, self._content.fields)
        heading = f"{criterion.label_in(language())}／{label}"
        self._tables.append(self._row)
        self._sheet.write_string(self._row, 0, heading, self._styles["section"])
        self._row += 1
        is_number = factor.knots is not None
        is_log = is_number and factor.axis == "log10"
        self._heads(
            _("Value") if is_number else _("Answer"),
            _("Points"),
            _("log10(value)") if is_log else (_("Value") if is_number else ""),
            "",
        )
        first = self._row
        for key, points in self._entries(factor):
            axis: tuple[object, str] = ("", "note")
            if is_number:
                cell = xl_rowcol_to_cell(self._row, 0)
                axis = (Formula(f"=LOG10({cell})" if is_log else f"={cell}"), "precise")
            self._line((key, "general" if is_number else "wrapped"), (points, "editable"), axis)
        last = self._row - 1
        unknown, lowest, highest = self._ends(factor, xl_range_abs(first, 1, last, 1))
        self._row += 1
        return FactorCells(
            table=self._range(first, 0, last, 1),
            points=self._range(first, 1, last, 1),
            axis=self._range(first, 2, last, 2),
            first=(self._reference(first, 0), self._reference(first, 1)),
            last=(self._reference(last, 0), self._reference(last, 1)),
            unknown=unknown,
            lowest=lowest,
            highest=highest,
        )

    def _entries(self, factor: Factor) -> list[tuple[object, float]]:
        if factor.knots is not None:
            return [(value, points) for value, points in factor.knots]
        words: Mapping[str, str] = choice_words(self._content.fields[factor.field])
        return [(words[code], (factor.points or {})[code]) for code in words]

    def _ends(self, factor: Factor, points: str) -> tuple[str, str, str]:
        """Write the points of an unknown answer, and the lowest and highest possible."""
        takes_mean = factor.unknown is None and factor.knots is None
        unknown = (
            (Formula(f"=AVERAGE({points})", factor.expected), "precise")
            if takes_mean
            else (factor.expected, "editable")
        )
        cells = []
        for label, value in (
            (_("Unknown answer"), unknown),
            (_("Lowest points"), (Formula(f"=MIN({points})", factor.lowest), "precise")),
            (_("Highest points"), (Formula(f"=MAX({points})", factor.highest), "precise")),
        ):
            self._line((label, "wrapped"), value)
            cells.append(self._reference(self._row - 1, 1))
        unknown_cell, lowest, highest = cells
        return unknown_cell, lowest, highest

    def _heads(self, *headings: str) -> None:
        for column, heading in enumerate(headings):
            if heading:
                self._sheet.write_string(self._row, column, heading, self._styles["head"])
        self._row += 1

    def _line(self, *cells: tuple[object, str]) -> None:
        lines = 1
        for column, (value, style) in enumerate(cells):
            write_value(self._sheet, self._row, column, value, self._styles[style])
            if isinstance(value, str):
                lines = max(lines, lines_needed(value, _WIDTHS[column]))
        self._heights[self._row] = lines * LINE_HEIGHT + _AIR
        self._sheet.set_row(self._row, self._heights[self._row])
        self._row += 1

    def _reference(self, row: int, column: int) -> str:
        return f"{self._name}!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"

    def _range(self, first_row: int, first: int, last_row: int, last: int) -> str:
        return f"{self._name}!{xl_range_abs(first_row, first, last_row, last)}"
