"""Rules on what stands in the way of reading a file."""

from __future__ import annotations

from rpa_scout.findings.rule import FindingRule
from rpa_scout.text import N_

__all__ = ["RULES"]

RULES = (
    FindingRule(
        "file_missing",
        "error",
        N_("there is no such file or folder."),
        N_("Check the path."),
    ),
    FindingRule(
        "file_empty",
        "error",
        N_("the file is empty (0 bytes)."),
        N_("Ask the department to save and send it again."),
    ),
    FindingRule(
        "file_unreadable",
        "error",
        N_("the file cannot be opened; it may be open elsewhere, or reading is not allowed."),
        N_("Close it, or copy it to a folder of your own, and try again."),
    ),
    FindingRule(
        "file_damaged",
        "error",
        N_("this is no workbook, or it is damaged."),
        N_(
            "Open it in Excel, save it as .xlsx and try again; "
            "if Excel cannot open it either, ask for it again."
        ),
    ),
    FindingRule(
        "file_password",
        "error",
        N_("the workbook is protected by a password."),
        N_("Save it without a password and try again."),
    ),
    FindingRule(
        "file_encoding",
        "error",
        N_("the text file is neither UTF-8 nor Shift_JIS (CP932)."),
        N_("Save it as CSV UTF-8 in Excel."),
    ),
    FindingRule(
        "file_type",
        "error",
        N_("files of type “{value}” are not read; a survey is one of {expected}."),
        N_("Save it as .xlsx."),
    ),
    FindingRule(
        "file_skipped",
        "info",
        N_("passed over: it is a lock file or a hidden file."),
        N_("Nothing to do."),
    ),
    FindingRule(
        "folder_empty",
        "error",
        N_("there is no workbook in this folder."),
        N_("Name the folder that holds the departments' workbooks (.xlsx .xlsm .xls .ods .csv)."),
    ),
)
