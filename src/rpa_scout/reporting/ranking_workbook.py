"""The ranking as a workbook for Excel: ranking, breakdown, targets, no candidates, findings."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Final

from xlsxwriter import Workbook

from rpa_scout.assessment.assess import Assessment
from rpa_scout.output import RESULT_PROPERTY, written_aside
from rpa_scout.reporting.ranking_breakdown import write_breakdown_sheet
from rpa_scout.reporting.ranking_findings import write_findings_sheet
from rpa_scout.reporting.ranking_not_candidates import write_not_candidates_sheet
from rpa_scout.reporting.ranking_sheet import write_ranking_sheet
from rpa_scout.reporting.ranking_targets import write_targets_sheet
from rpa_scout.reporting.workbook_styles import DEFAULT_FORMAT, TAB_COLORS, Styles
from rpa_scout.text import _, language

__all__ = ["RANKING_CREATED", "ranking_content", "write_ranking"]

RANKING_CREATED: Final = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
"""Date of creation in the file's properties: fixed, so that the same input gives the same bytes."""

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": DEFAULT_FORMAT,
}


def write_ranking(assessment: Assessment, path: str | Path, top: int | None = None) -> Path:
    """Write the ranking as a workbook in the user's language.

    Parameters
    ----------
    assessment : Assessment
        What to show.
    path : str or Path
        The file; its folder has to exist. A file of that name is replaced.
    top : int, optional
        So many of the first tasks only; the targets and findings stay those of all tasks.

    Returns
    -------
    Path
        `path`.

    Raises
    ------
    OutputError
        The file could not be written; nothing half-written is left.
    """
    target = Path(path)
    content = ranking_content(assessment, top)
    with written_aside(target) as aside:
        aside.write_bytes(content)
    return target


def ranking_content(assessment: Assessment, top: int | None = None) -> bytes:
    """Return the ranking as the content of an .xlsx file.

    Parameters
    ----------
    assessment : Assessment
        What to show.
    top : int, optional
        So many of the first tasks only.

    Returns
    -------
    bytes
        The workbook; the same arguments give the same bytes.
    """
    target = io.BytesIO()
    with Workbook(target, _OPTIONS) as workbook:
        _set_properties(workbook, assessment)
        _write_sheets(workbook, assessment, top)
    return target.getvalue()


def _set_properties(workbook: Workbook, assessment: Assessment) -> None:
    header = assessment.policy.policy
    title = header.title if language() == "ja" else header.title_en
    workbook.set_properties({"title": title, "created": RANKING_CREATED})
    workbook.set_custom_property(RESULT_PROPERTY, "ranking", "text")


def _write_sheets(workbook: Workbook, assessment: Assessment, top: int | None) -> None:
    styles = Styles(workbook)
    names = (_("Ranking"), _("Breakdown"), _("Targets"), _("Not candidates"), _("Findings"))
    sheets = [workbook.add_worksheet(name) for name in names]
    for sheet, color in zip(sheets, TAB_COLORS, strict=False):
        sheet.set_tab_color(color)
    ranking, breakdown, targets, not_candidates, findings = sheets
    write_ranking_sheet(ranking, styles, assessment, top)
    write_breakdown_sheet(breakdown, styles, assessment, top)
    write_targets_sheet(workbook, targets, styles, assessment)
    write_not_candidates_sheet(not_candidates, styles, assessment)
    write_findings_sheet(findings, styles, assessment.inventory)
