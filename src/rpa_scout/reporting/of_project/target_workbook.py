"""The targets of a project by fiscal year as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from rpa_scout.assessment.indicators import Figures
from rpa_scout.fiscal_target.target import FiscalTarget
from rpa_scout.fiscal_target.texts import entered_sentences, fiscal_target_sentences
from rpa_scout.fiscal_years import fiscal_year_in_full
from rpa_scout.provenance import Provenance
from rpa_scout.reporting.result_workbook import write_workbook
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import (
    Column,
    finish_table_sheet,
    write_heading,
    write_paragraphs,
    write_table,
    write_table_sheet,
)
from rpa_scout.savings.quantiles import QUANTILE_LABELS, Quantiles
from rpa_scout.text import _, language


def write_target(
    outlook: FiscalTarget, figures: Figures, path: str | Path, provenance: Provenance
) -> Path:
    """Write both targets year by year, and what was measured beside what was estimated."""
    title = _("Targets by fiscal year")

    def write_sheets(workbook: Workbook, styles: Styles) -> None:
        _write_years(workbook.add_worksheet(title), styles, title, outlook, figures)
        if outlook.measured.tasks:
            sheet = workbook.add_worksheet(_("Measured"))
            heading = _("Measured beside estimated"), [_("Hours saved a year.")]
            write_table_sheet(sheet, styles, heading, _measured(outlook), 2)

    return write_workbook(path, title, "target", provenance, write_sheets)


def _write_years(
    sheet: Worksheet, styles: Styles, title: str, outlook: FiscalTarget, figures: Figures
) -> None:
    columns = list(_years(outlook))
    row = write_heading(sheet, styles, title, [])
    table = write_table(sheet, styles, columns, row)
    finish_table_sheet(sheet, title, table, columns, 1)
    sentences = [
        *fiscal_target_sentences(outlook),
        *entered_sentences(outlook.targets, figures),
    ]
    widths = [column.width for column in columns]
    last_row = write_paragraphs(sheet, styles, table.last_row + 2, sentences, widths)
    sheet.print_area(0, 0, last_row, table.last_column)


def _years(outlook: FiscalTarget) -> Iterator[Column]:
    years, hours = outlook.years, _("hours/year")
    live, adopted = _("Live"), _("Adopted, estimated")
    yield Column(
        _("Fiscal year"), 24, "strong", [fiscal_year_in_full(year.fiscal_year) for year in years]
    )
    yield Column(_("Live"), 13, "whole", [year.live_hours for year in years], live, hours)
    yield from _parts([year.adopted_hours for year in years], adopted)
    yield from _parts([year.hours for year in years], _("Together"))
    tasks = _("Tasks")
    yield Column(_("Live"), 11, "whole", [year.live_tasks for year in years], tasks)
    yield Column(_("adopted"), 11, "whole", [len(year.adopted) for year in years], tasks)
    yield Column(_("scenarios"), 11, "whole", [year.scenarios for year in years], tasks)
    chances, labels = _("Chance of the goals"), outlook.targets.computed
    for name, target in labels.items():
        values = [year.chances.each[name] for year in years]
        yield Column(target.label_in(language()), 18, "chance", values, chances)
    yield Column(_("All goals"), 13, "chance", [year.chances.both for year in years], chances)


def _parts(hours: list[Quantiles], band: str) -> Iterator[Column]:
    for name, label in QUANTILE_LABELS.items():
        style = "whole_strong" if name == "p50" else "whole"
        values = [float(getattr(quantiles, name)) for quantiles in hours]
        yield Column(_(label), 13, style, values, band, _("hours/year"))


def _measured(outlook: FiscalTarget) -> list[Column]:
    tasks = outlook.measured.tasks
    return [
        Column(_("Department"), 22, "wrapped", [task.department for task in tasks]),
        Column(_("Task"), 44, "wrapped", [task.name for task in tasks]),
        Column(
            _("Measured in"), 26, "mark", [fiscal_year_in_full(task.fiscal_year) for task in tasks]
        ),
        Column(_("Measured"), 13, "whole_strong", [task.measured_hours for task in tasks]),
        *_parts([task.estimated for task in tasks], _("Estimated")),
        Column(_("Ratio"), 11, "hundredths", [task.ratio for task in tasks]),
    ]
