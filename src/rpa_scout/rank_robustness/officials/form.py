"""The workbook in which an official weights the criteria: an order of importance, or 100 points."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from rpa_scout.forms.styles import FONT, LINE, PALE
from rpa_scout.output import write_file
from rpa_scout.policy.model import Policy, Scorecard
from rpa_scout.text import _, language

MARK: Final = "rpa-scout/weights/1"
"""Beginning of the hidden cell A1, by which a form is recognised; scorecard and policy follow."""

NAME_CELL: Final = "C5"
DATE_CELL: Final = "C6"
FIRST_ROW: Final = 9
"""Row of the first criterion, counted from 1; its id stands in the hidden column A."""

ORDER_COLUMN: Final = "D"
POINTS_COLUMN: Final = "E"
TOTAL_POINTS: Final = 100.0

_FONT: Final = {"font_name": FONT, "font_size": 10, "valign": "vcenter"}
_CELL: Final = {**_FONT, "border": 1, "border_color": LINE, "text_wrap": True}
_FORMATS: Final = {
    "title": {**_FONT, "font_size": 14, "bold": True},
    "text": {**_FONT, "font_color": "#4A5A63"},
    "head": {**_CELL, "bold": True, "bg_color": PALE, "align": "center"},
    "cell": _CELL,
    "strong": {**_CELL, "bold": True},
    "input": {**_CELL, "bg_color": "#FFFBE6", "locked": False, "align": "center"},
    "name": {**_CELL, "bg_color": "#FFFBE6", "locked": False},
    "date": {
        **_CELL, "bg_color": "#FFFBE6", "locked": False, "num_format": "yyyy-mm-dd",
        "align": "left",
    },
    "sum": {**_CELL, "bold": True, "align": "center"},
}  # fmt: skip
_UNSAFE: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def write_weights_forms(
    folder: Path,
    policy: Policy,
    scorecard: Scorecard,
    officials: Iterable[str] = (),
    *,
    replace: bool = False,
) -> Iterator[Path]:
    """Write a form for each official, or one without a name; yield their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in [*officials] or [""]:
        title = _("Weights of the criteria")
        safe = _UNSAFE.sub("_", name).strip(". ")
        path = folder / f"{title}{'_' if safe else ''}{safe}.xlsx"
        yield write_file(path, _content(policy, scorecard, name), replace=replace)


def _content(policy: Policy, scorecard: Scorecard, name: str) -> bytes:
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as workbook:
        formats = {key: workbook.add_format(style) for key, style in _FORMATS.items()}
        sheet = workbook.add_worksheet(_("Weights"))
        sheet.write_string(0, 0, f"{MARK} {scorecard.id} {policy.id} {policy.policy.version}")
        sheet.set_column(0, 0, 2, None, {"hidden": True})
        for column, width in enumerate((40, 52, 16, 16), 1):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 1, _("How important are the criteria?"), formats["title"])
        lines = (
            _(
                "Fill in one of the two columns: either the order of importance (1 is the most "
                "important; equal numbers are allowed), or 100 points shared among the criteria."
            ),
            _(
                "Where both are filled in, the points count. There are no right answers: the "
                "weights are set by the city."
            ),
        )
        for row, line in enumerate(lines, 1):
            sheet.write_string(row, 1, line, formats["text"])
        sheet.write_string(4, 1, _("Your name"), formats["strong"])
        sheet.write_string(4, 2, name, formats["name"])
        sheet.write_string(5, 1, _("Date"), formats["strong"])
        sheet.write_blank(5, 2, None, formats["date"])
        _write_criteria(sheet, formats, scorecard)
        sheet.protect("", {"select_locked_cells": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C" + _("Page {page} of {pages}").format(page="&P", pages="&N"))
        sheet.freeze_panes(FIRST_ROW - 1, 0)
    return target.getvalue()


def _write_criteria(sheet: Worksheet, formats: dict[str, object], scorecard: Scorecard) -> None:
    count = len(scorecard.criterion)
    headings = (
        _("Criterion"),
        _("What it means"),
        _("Order of importance (1–{count})").format(count=count),
        _("Points (100 together)"),
    )
    for column, heading in enumerate(headings, 1):
        sheet.write_string(FIRST_ROW - 2, column, heading, formats["head"])
    for row, criterion in enumerate(scorecard.criterion, FIRST_ROW - 1):
        why = criterion.why_in(language())
        sheet.write_string(row, 0, criterion.id)
        sheet.write_string(row, 1, criterion.label_in(language()), formats["strong"])
        sheet.write_string(row, 2, why, formats["cell"])
        sheet.write_blank(row, 3, None, formats["input"])
        sheet.write_blank(row, 4, None, formats["input"])
        sheet.set_row(row, 34)
    last = FIRST_ROW + count - 1
    sheet.data_validation(
        FIRST_ROW - 1, 3, last - 1, 3,
        {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": count},
    )  # fmt: skip
    sheet.data_validation(
        FIRST_ROW - 1, 4, last - 1, 4,
        {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": TOTAL_POINTS},
    )  # fmt: skip
    sheet.write_string(last, 3, _("Sum"), formats["sum"])
    cells = f"{POINTS_COLUMN}{FIRST_ROW}:{POINTS_COLUMN}{last}"
    sheet.write_formula(last, 4, f"=SUM({cells})", formats["sum"], 0)
