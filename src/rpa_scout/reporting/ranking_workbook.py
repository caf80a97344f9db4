"""The ranking as a workbook: ranking, breakdown, targets, excluded tasks, findings, source."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

from xlsxwriter import Workbook

from rpa_scout.assessment.assess import Assessment
from rpa_scout.output import write_file
from rpa_scout.rank_robustness.result import RankRobustness
from rpa_scout.rank_robustness.what_would_change import WhatWouldChange
from rpa_scout.ranking.report import RankingReport, report_of
from rpa_scout.reporting.on_request.changes_sheet import write_drops_sheet, write_lifts_sheet
from rpa_scout.reporting.on_request.results import NOTHING_MORE, OnRequest
from rpa_scout.reporting.on_request.robustness_sheet import write_robustness_sheet
from rpa_scout.reporting.overview.overview_sheet import write_overview_sheet, write_printed_sheet
from rpa_scout.reporting.overview.targets_sheet import write_targets_sheet
from rpa_scout.reporting.provenance_sheet import write_provenance_sheet
from rpa_scout.reporting.ranking_breakdown import write_breakdown_sheet
from rpa_scout.reporting.ranking_findings import write_findings_sheet
from rpa_scout.reporting.ranking_not_candidates import (
    write_automated_sheet,
    write_not_candidates_sheet,
)
from rpa_scout.reporting.ranking_sheet import write_ranking_sheet
from rpa_scout.reporting.result_workbook import workbook_content
from rpa_scout.reporting.workbook_styles import TAB_COLORS, Styles
from rpa_scout.text import _, language


def write_ranking(
    assessment: Assessment | RankingReport,
    path: str | Path,
    top: int | None = None,
    *,
    robustness: RankRobustness | None = None,
    changes: WhatWouldChange | None = None,
    replace: bool = False,
) -> Path:
    """Write the ranking as a workbook in the user's language.

    Parameters
    ----------
    assessment : Assessment or RankingReport
        What to show; the report of a project holds its decisions and findings too.
    path : str or Path
        The file; its folder has to exist. An earlier ranking of that name is replaced, unless
        somebody has changed it since.
    top : int, optional
        So many of the first tasks only; the targets and findings stay those of all tasks.
    robustness : RankRobustness, optional
        How sure the ranks are, for further columns and a sheet of contested tasks.
    changes : WhatWouldChange, optional
        What would lift or drop tasks, for a further column and a sheet.
    replace : bool, optional
        Whether to replace another file of that name. A project, a survey or another file that
        was read is never replaced.

    Returns
    -------
    Path
        `path`.

    Raises
    ------
    OutputError
        The file may not be replaced, or could not be written; nothing half-written is left.
    """
    content = ranking_content(assessment, top, OnRequest(robustness, changes))
    return write_file(path, content, kind="ranking", replace=replace)


def ranking_content(
    assessment: Assessment | RankingReport,
    top: int | None = None,
    on_request: OnRequest = NOTHING_MORE,
) -> bytes:
    """Return the ranking as the content of an .xlsx file."""
    report = report_of(assessment) if isinstance(assessment, Assessment) else assessment
    report = on_request.added_to(report)
    header = report.assessment.policy.policy
    title = header.title_in(language())

    def write_sheets(workbook: Workbook, styles: Styles) -> None:
        _write_sheets(workbook, styles, report, top, on_request)

    return workbook_content(title, "ranking", report.provenance, write_sheets)


def _write_sheets(
    workbook: Workbook,
    styles: Styles,
    report: RankingReport,
    top: int | None,
    on_request: OnRequest,
) -> None:
    names = (
        _("Overview"),
        _("Ranking"),
        _("For print"),
        _("Breakdown"),
        _("Targets"),
        _("Automated"),
        _("Not candidates"),
        _("Findings"),
        _("Source"),
    )
    sheets = [workbook.add_worksheet(name) for name in names]
    for sheet, color in zip(sheets, cycle(TAB_COLORS), strict=False):
        sheet.set_tab_color(color)
    overview, ranking, printed, breakdown, targets, *others = sheets
    automated, not_candidates, findings, source = others
    write_ranking_sheet(ranking, styles, report, top)
    write_printed_sheet(printed, styles, report, top)
    write_breakdown_sheet(breakdown, styles, report, top)
    sums = write_targets_sheet(workbook, targets, styles, report.assessment, report.figures)
    write_overview_sheet(workbook, overview, styles, report, sums)
    write_automated_sheet(automated, styles, report)
    write_not_candidates_sheet(not_candidates, styles, report)
    write_findings_sheet(findings, styles, report.surveyed)
    write_provenance_sheet(source, styles, report.provenance)
    if on_request.robustness is not None:
        sheet = workbook.add_worksheet(_("Contested"))
        write_robustness_sheet(sheet, styles, report, on_request.robustness)
    if on_request.changes is not None:
        # Each has its own headings, and a sheet repeats one row of headings on its pages.
        sheet = workbook.add_worksheet(_("What would change"))
        write_lifts_sheet(sheet, styles, report, on_request.changes)
        sheet = workbook.add_worksheet(_("What would drop it"))
        write_drops_sheet(sheet, styles, report, on_request.changes)
