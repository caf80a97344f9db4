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
        N_("Give the password with --password, or save the workbook without one and try again."),
    ),
    FindingRule(
        "file_password_wrong",
        "error",
        N_("the workbook is protected by a password, and none of those given opens it."),
        N_("Ask the department for the password, or for the workbook without one."),
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
        "quote_open",
        "warning",
        N_(
            "line {line} of the text file: a quotation mark is not closed in its row; "
            "it was passed over, and the rows below were read one by one: “{text}”."
        ),
        N_("Look at this row; delete the quotation mark, or write it twice."),
        quotes="text",
    ),
    FindingRule(
        "file_type_differs",
        "info",
        N_("the file is called {suffix} but holds {kind}; it was read as what it holds."),
        N_("Nothing to do; if values look wrong, open it in Excel and save it as .xlsx."),
        quotes="kind",
    ),
    FindingRule(
        "file_too_large",
        "error",
        N_("the file is larger than can be read ({size})."),
        N_("Delete the rows and columns that are not used, or split the file; then try again."),
        quotes="size",
    ),
    FindingRule(
        "file_bomb",
        "error",
        N_("the file was not opened: it unpacks to far more than its size ({size})."),
        N_("No usual workbook does. Ask the department for the original, saved in Excel."),
        quotes="size",
    ),
    FindingRule(
        "file_entities",
        "error",
        N_("the file was not opened: a part of it declares entities ({part})."),
        N_("No usual workbook does. Ask the department for the original, saved in Excel."),
        quotes="part",
    ),
    FindingRule(
        "file_nesting",
        "error",
        N_("the file was not opened: a part of it is nested too deeply ({part})."),
        N_("No usual workbook does. Ask the department for the original, saved in Excel."),
        quotes="part",
    ),
    FindingRule(
        "file_paths",
        "error",
        N_("the file was not opened: the path of a part leads out of it ({part})."),
        N_("No usual workbook does. Ask the department for the original, saved in Excel."),
        quotes="part",
    ),
    FindingRule(
        "file_parts",
        "error",
        N_("the file was not opened: it has {count} parts; at most {limit} are read."),
        N_("Delete pictures that are not needed, save it and try again."),
        quotes="count",
    ),
    FindingRule(
        "file_parts_repeated",
        "error",
        N_("the file was not opened: it has two parts of one name ({part})."),
        N_("No usual workbook does. Ask the department for the original, saved in Excel."),
        quotes="part",
    ),
    FindingRule(
        "file_encoding",
        "error",
        N_("the characters of the text file cannot be read; it is neither UTF-8 nor Shift_JIS."),
        N_("Save it as CSV UTF-8 in Excel."),
    ),
    FindingRule(
        "file_type",
        "error",
        N_("files of type “{suffix}” are not read; a survey is one of {types}."),
        N_("Save it as .xlsx."),
        quotes="suffix",
    ),
    FindingRule(
        "file_not_read",
        "warning",
        N_("not read: “{suffix}” is no type of a survey."),
        N_("If it belongs to the survey, save it as .xlsx and try again."),
        quotes="suffix",
    ),
    FindingRule(
        "file_skipped",
        "info",
        N_("passed over: it is a lock file or a hidden file."),
        N_("Nothing to do."),
    ),
    FindingRule(
        "file_no_survey",
        "info",
        N_("passed over: it holds no list of tasks."),
        N_("If it is a survey, name its columns as the form does."),
    ),
    FindingRule(
        "link_outside",
        "warning",
        N_("passed over: this is a link that leads out of the folder."),
        N_("If the file belongs to the survey, copy it into the folder or name it itself."),
    ),
    FindingRule(
        "not_looked_twice",
        "warning",
        N_("in a file of this type, error cells and percentages could not be told from others."),
        N_("Open it in Excel, save it as .xlsx and try again."),
    ),
    FindingRule(
        "cells_far_away",
        "warning",
        N_("the sheet goes on far away from its list; from {first_cell} on it was not read."),
        N_("Look there; move what belongs to the list, and delete the rest."),
    ),
    FindingRule(
        "folder_empty",
        "error",
        N_("there is no workbook in this folder."),
        N_("Name the folder that holds the departments' workbooks ({types})."),
    ),
    FindingRule(
        "file_own_result",
        "info",
        N_("passed over: it is a ranking or an inventory that this program wrote."),
        N_("Nothing to do; results may lie beside the surveys."),
    ),
)
