"""Outcomes of files that are not read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from rpa_scout.findings.rule import FindingRule
from rpa_scout.text import N_

Value = TypeVar("Value")


class RefusedError(Exception):  # an outcome, which becomes a finding
    """A file that is not read: the code of the finding and its named values."""

    def __init__(self, code: str, /, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class EncryptedError(Exception):  # an outcome; it never leaves this package
    """The workbook is encrypted."""


def unless_broken(read: Callable[[], Value], otherwise: Value) -> Value:
    """Return what a library reads from a file, or `otherwise` if it raises anything."""
    try:
        return read()
    except Exception:  # noqa: BLE001 - on broken files olefile and msoffcrypto raise anything
        return otherwise


RULES = (
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
        "file_rights",
        "error",
        N_("the workbook is protected by a sensitivity label or rights management (IRM)."),
        N_(
            "Ask the department to remove the label's protection, "
            "or to copy the list into a new workbook."
        ),
    ),
    FindingRule(
        "file_other_kind",
        "error",
        N_("this is no workbook: it holds {kind}, which is not read."),
        N_("Ask for the workbook itself; in Excel, save it as .xlsx."),
        quotes="kind",
    ),
    FindingRule(
        "file_before_excel_97",
        "error",
        N_("the workbook was saved in the format of Excel 95 or before, which is not read."),
        N_("Open it in Excel or LibreOffice, save it as .xlsx and try again."),
    ),
    FindingRule(
        "file_too_large",
        "error",
        N_("the file is larger than can be read ({size})."),
        N_("Delete the rows and columns that are not used, or split the file; then try again."),
        quotes="size",
    ),
    FindingRule(
        "file_encoding",
        "error",
        N_("the characters of the text file cannot be read; it is neither UTF-8 nor Shift_JIS."),
        N_("Save it as CSV UTF-8 in Excel."),
    ),
)
