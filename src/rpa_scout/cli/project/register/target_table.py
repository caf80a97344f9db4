"""Live and adopted tasks against the targets by year, on the terminal and as JSON."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from rpa_scout.assessment.indicators import Figures
from rpa_scout.chances import chance_text
from rpa_scout.cli.screen import print_lines
from rpa_scout.cli.tables.screen_table import ScreenTable
from rpa_scout.fiscal_target.measured import MeasuredBesideEstimated
from rpa_scout.fiscal_target.target import FiscalTarget, YearOutlook
from rpa_scout.fiscal_target.texts import (
    NOTHING,
    entered_sentences,
    fiscal_target_sentences,
    hours_range,
)
from rpa_scout.fiscal_years import fiscal_year_in_full
from rpa_scout.reporting.plain import plain
from rpa_scout.reporting.ranking_json import target_json as ranking_target_json
from rpa_scout.text import _


def print_target(outlook: FiscalTarget, figures: Figures, out: Console) -> None:
    """Print the years, the baseline of the plan, and what is missing to the targets."""
    out.print(_years_table(outlook))
    print_lines(fiscal_target_sentences(outlook), out)
    if outlook.measured.tasks:
        out.print(_measured_table(outlook.measured))
    print_lines(entered_sentences(outlook.targets, figures), out)


def _years_table(outlook: FiscalTarget) -> ScreenTable:
    table = ScreenTable()
    table.add_column(_("Fiscal year"))
    table.add_column(_("Live\nhours/year"), number=True)
    table.add_column(_("Adopted, estimated\np50 (p10–p90)"), number=True, below=True)
    table.add_columns(
        _("Together\np50 (p10–p90)"),
        _("Tasks\nlive + adopted"),
        _("Chance of\neach goal / all"),
        number=True,
    )
    for year in outlook.years:
        table.add_row(fiscal_year_in_full(year.fiscal_year), *_year_cells(year))
    return table


def _year_cells(year: YearOutlook) -> list[str]:
    carried = year.live is not None and year.live.carried > 0
    live = f"{year.live_hours:,.0f}" + ("*" if carried else "")
    chances = (*year.chances.each.values(), year.chances.both)
    return [
        live,
        hours_range(year.adopted_hours) if year.adopted else NOTHING,
        hours_range(year.hours),
        f"{year.live_tasks:,.0f} + {len(year.adopted):,}",
        " / ".join(map(chance_text, chances)),
    ]


def _measured_table(measured: MeasuredBesideEstimated) -> ScreenTable:
    table = ScreenTable()
    table.add_columns(_("Department"), _("Task"))
    table.add_columns(
        _("Measured in"), _("Measured"), _("Estimated\np50 (p10–p90)"), _("Ratio"), number=True
    )
    for task in measured.tasks:
        ratio = NOTHING if task.ratio is None else f"{task.ratio:.2f}"
        table.add_row(
            task.department,
            task.name,
            fiscal_year_in_full(task.fiscal_year),
            f"{task.measured_hours:,.0f}",
            hours_range(task.estimated),
            ratio,
        )
    return table


def _year_json(year: YearOutlook) -> dict[str, Any]:
    content = plain(year)
    assert isinstance(content, dict)
    content["chances"] = year.chances.as_data()
    if content["live"] is not None:
        del content["live"]["hours_of"]  # its keys may be pairs of names, which JSON does not allow
    return content


def target_json(outlook: FiscalTarget) -> dict[str, Any]:
    """Return the targets by year as JSON types."""
    base, measured = outlook.baseline, outlook.measured
    return {
        "targets": plain(outlook.targets),
        "baseline": {
            **plain(base),
            "hours_difference": base.hours_difference,
            "tasks_difference": base.tasks_difference,
        },
        "years": [_year_json(year) for year in outlook.years],
        "unplanned": plain(outlook.unplanned),
        "ahead": None if outlook.ahead is None else ranking_target_json(outlook.ahead),
        "hours_gap": outlook.hours_gap,
        "tasks_gap": outlook.tasks_gap,
        "measured": {
            "tasks": [{**plain(task), "ratio": task.ratio} for task in measured.tasks],
            "measured_hours": measured.measured_hours,
            "estimated": plain(measured.estimated),
            "ratio": measured.ratio,
            "ratio_range": plain(measured.ratio_range),
        },
    }
