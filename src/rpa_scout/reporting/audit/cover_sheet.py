"""The cover of the audit workbook: what can be computed again, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from rpa_scout.reporting.audit.content import AuditContent
from rpa_scout.reporting.workbook_cells import lines_needed
from rpa_scout.reporting.workbook_printing import set_up_print
from rpa_scout.reporting.workbook_styles import LINE_HEIGHT, Styles
from rpa_scout.reporting.workbook_table import Column, write_heading, write_table
from rpa_scout.text import _, language

_LABEL_WIDTH, _TEXT_WIDTH = 34.0, 92.0


def write_cover_sheet(sheet: Worksheet, styles: Styles, content: AuditContent) -> None:
    """Write the purpose, the basis of the assessment, and the surveys with their digests."""
    number = content.report.number
    title = _("Audit workbook of assessment {number}").format(number=number)
    top = write_heading(sheet, styles, title, [])
    sheet.set_column(0, 0, _LABEL_WIDTH)
    sheet.set_column(1, 1, _TEXT_WIDTH)
    for row, (label, text) in enumerate(_lines(content), top):
        sheet.write_string(row, 0, label, styles["strong"])
        sheet.write_string(row, 1, text, styles["wrapped"])
        sheet.set_row(row, lines_needed(text, _TEXT_WIDTH) * LINE_HEIGHT + 4.0)
        top = row + 1
    surveys = content.report.provenance.surveys
    columns = [
        Column(_("Survey"), _LABEL_WIDTH, "wrapped", [survey.file for survey in surveys]),
        Column(
            _("SHA-256 of the file"), _TEXT_WIDTH, "wrapped", [survey.sha256 for survey in surveys]
        ),
    ]
    table = write_table(sheet, styles, columns, top + 1)
    set_up_print(sheet, title, table.last_row, table.last_column)


def _lines(content: AuditContent) -> Iterator[tuple[str, str]]:
    report, policy = content.report, content.report.assessment.policy
    yield (
        _("What can be computed again"),
        _(
            "Every score, its range and its rank, from the answers and the tables of the "
            "policy, by plain formulas. Change a yellow cell, and scores and ranks follow."
        ),
    )
    yield (
        _("What cannot"),
        _(
            "p10, p50 and p90 of the hours saved come from random draws; they are values. With the "
            "seed and the number of draws below the program gives them again. The closed form on "
            "the sheet of the hours checks the parameters only."
        ),
    )
    yield _("Assessed at"), content.assessed_at
    yield _("Scorecard"), content.scorecard.label_in(language())
    header = policy.policy
    title = header.title_in(language())
    yield (
        _("Policy"),
        _("{title}, version {version} ({id})").format(
            title=title, version=header.version, id=header.id
        ),
    )
    yield _("SHA-256 of the policy"), content.policy_sha256
    yield (
        _("Seed and draws"),
        _("seed {seed}, {draws:,} draws").format(
            seed=policy.simulation.seed, draws=policy.simulation.draws
        ),
    )
    yield _("Program of the assessment"), f"rpa-scout {content.program_version}"
    yield _("Program of this workbook"), f"rpa-scout {report.provenance.program_version}"
    yield _("Written by"), report.provenance.author or _("not known")
    created = report.provenance.created_at.astimezone()
    yield _("Written at"), f"{created:%Y-%m-%d %H:%M:%S}"
    yield _("Number of tasks"), f"{len(content.rows):,}"
