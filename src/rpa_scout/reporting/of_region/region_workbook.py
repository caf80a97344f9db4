"""The cities of a region as a workbook: its tables, and the ranking of each city."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from xlsxwriter import Workbook

from rpa_scout.policy.model import Policy
from rpa_scout.ranking.report import report_of
from rpa_scout.region.comparing import Region
from rpa_scout.region.tables import (
    REGION_TABLES,
    RegionTable,
    cell_text,
    region_rows,
    title_with_count,
)
from rpa_scout.reporting.of_region.region_json import region_provenance
from rpa_scout.reporting.provenance_sheet import write_provenance_sheet
from rpa_scout.reporting.ranking_sheet import write_ranking_sheet
from rpa_scout.reporting.result_workbook import write_workbook
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import Column, write_table_sheet
from rpa_scout.text import N_, _

_STYLES: Final = {"text": "wrapped", "count": "whole", "hours": "whole", "minutes": "tenths"}
_WIDTHS: Final = {"text": 24, "count": 12, "hours": 16, "minutes": 16}
_SHEETS: Final = {
    "cities": N_("Cities"),
    "joint_work": N_("Common work"),
    "unit_times": N_("Unit times"),
}


def write_region(region: Region, path: str | Path, policy: Policy, top: int | None = None) -> Path:
    """Write the cities of a region as a workbook in the user's language."""
    title, provenance = _("Cities of a region"), region_provenance(region, policy)

    def write_sheets(workbook: Workbook, styles: Styles) -> None:
        rows = region_rows(region)
        for name, sheet_name in _SHEETS.items():
            sheet = workbook.add_worksheet(_(sheet_name))
            table = REGION_TABLES[name]
            heading = title_with_count(table, rows[name])
            write_table_sheet(sheet, styles, (heading, []), _columns(table, rows[name]), 2)
        for number, each in enumerate(region.cities, 1):
            sheet = workbook.add_worksheet(_("Ranking {number}").format(number=number))
            write_ranking_sheet(sheet, styles, report_of(each.assessment), top, each.city.name)
        write_provenance_sheet(workbook.add_worksheet(_("Source")), styles, provenance)

    return write_workbook(path, title, "region", provenance, write_sheets)


def _columns(table: RegionTable, rows: Sequence[dict[str, Any]]) -> list[Column]:
    return [
        Column(
            column.heading,
            _WIDTHS[column.kind],
            _STYLES[column.kind],
            [cell_text(column, None) if row[column.id] is None else row[column.id] for row in rows],
        )
        for column in table.columns
    ]
