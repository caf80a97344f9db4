"""Registers for tests: rows as a department would write them."""

import openpyxl

from rpa_scout.register.fields import load_register_fields

FIELDS = load_register_fields()
SHEET = FIELDS.form.tasks_sheet
ALL = tuple(one for one in FIELDS.ids if one != "task_id")
PLAIN = {
    "department": "税務課",
    "name": "給与支払報告書の入力",
    "means": "AI-OCR＋RPA",
    "running_since": "令和4年度",
    "hours_per_year_before": 400,
    "fiscal_year": "令和7年度",
    "saved_hours_per_year": 250,
    "measured_by": "記録",
    "still_running": "はい",
}
"""An automation without faults."""


def plain(**answers):
    """Return an automation without faults, with some answers changed."""
    return {**PLAIN, **answers}


def write(path, *rows, columns=ALL, sheet=SHEET):
    """Write rows under the register's headings, as a list of one's own would have them."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    page.append([FIELDS[one].label for one in columns])
    for row in rows:
        page.append([row.get(one) for one in columns])
    book.save(path)
    return path
