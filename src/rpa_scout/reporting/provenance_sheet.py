"""The provenance of a workbook: a sheet, and the file's properties."""

from __future__ import annotations

import datetime as dt

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from rpa_scout.output import RESULT_PROPERTY
from rpa_scout.provenance import Provenance
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import Column, write_table_sheet
from rpa_scout.text import _

_LONGEST_PROPERTY = 255  # characters, Excel's limit


def set_properties(workbook: Workbook, title: str, result: str, provenance: Provenance) -> None:
    """Write title, author, time, program and policy to the file's properties."""
    workbook.set_properties(
        {
            "title": title,
            "author": provenance.author,
            # XlsxWriter ignores the time zone and writes the time as UTC.
            "created": provenance.created_at.astimezone(dt.UTC),
        }
    )
    properties = {
        RESULT_PROPERTY: result,
        "rpa-scout version": provenance.program_version,
        "policy": provenance.policy_id,
        "policy version": provenance.policy_version,
    }
    for name, value in properties.items():
        if value:
            workbook.set_custom_property(name, value[:_LONGEST_PROPERTY], "text")


def write_provenance_sheet(sheet: Worksheet, styles: Styles, provenance: Provenance) -> None:
    """Write time, author, program, policy and surveys of the workbook."""
    moment = provenance.created_at.astimezone()
    policy = f"{provenance.policy_id} {provenance.policy_version}".strip()
    notes = [
        _("Created: {moment:%Y-%m-%d %H:%M:%S %z}").format(moment=moment),
        _("Author: {author}").format(author=provenance.author or _("not known")),
        _("Program: rpa-scout {version}").format(version=provenance.program_version),
    ]
    if policy:
        notes.append(_("Policy: {policy}").format(policy=policy))
    surveys = provenance.surveys
    columns = [
        Column(_("Survey"), 60, "wrapped", [survey.file for survey in surveys]),
        Column(_("SHA-256 of the file"), 70, "wrapped", [survey.sha256 for survey in surveys]),
    ]
    write_table_sheet(sheet, styles, (_("Source of this workbook"), notes), columns, 1)
