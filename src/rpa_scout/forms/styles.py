"""The form's colours, typeface and cell formats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format

FONT: Final = "BIZ UDPゴシック"  # universal-design typeface that Windows brings along
FONT_SIZE: Final = 10.5
NORMAL_FONT: Final = "Arial"
"""Of the normal style, whose digits are the unit of column widths: seven pixels in 9.5 points,
on screen and, where programs do not round, in print.

Every system has it or one of the same widths. With a typeface that is not installed everywhere,
columns were a third narrower where it is missing, and their text was cut.
"""
LINE_HEIGHT: Final = 15.75  # points of one line of text in that size, with its leading

INK: Final = "#22313A"
QUIET: Final = "#5B6B74"
LINE: Final = "#C3CED3"
TEAL: Final = "#1F5C6B"
DEEP: Final = "#143F4A"
PALE: Final = "#DDE9EC"
MIST: Final = "#F3F7F8"
WHITE: Final = "#FFFFFF"
AMBER: Final = "#FCE8B8"
GREEN: Final = "#DCE9D5"
INPUT: Final = "#FFFDF2"

DEFAULT_FORMAT: Final = {"font_name": NORMAL_FONT, "font_size": 9.5, "font_scheme": "none"}
_BODY: Final = {**DEFAULT_FORMAT, "font_name": FONT, "font_size": FONT_SIZE}
NOTE_STYLE: Final = {"font_name": FONT, "font_size": 9, "color": "#FFFDF2", "author": ""}
TAB_COLORS: Final = {"guide": PALE, "tasks": TEAL, "examples": PALE, "choices": LINE}

_TEXT: Final = {"font_color": INK, "valign": "vcenter"}
_WRAPPED: Final = {**_TEXT, "text_wrap": True}
_FRAMED: Final = {**_WRAPPED, "border": 1, "border_color": LINE}
_BOXED: Final = {**_FRAMED, "indent": 1}
_HEADING: Final = {**_FRAMED, "align": "center", "bold": True}
_LINK: Final = {"font_color": TEAL, "bold": True, "align": "center", "valign": "vcenter",
                "font_size": 11, "border_color": TEAL}  # fmt: skip  # as below
_AS_TEXT: Final = {"num_format": "@"}
_OPEN: Final = {**_WRAPPED, "indent": 1}  # rows below the drawn ones: nothing of them prints

_STYLES: Final[dict[str, dict[str, Any]]] = {
    # sheets in general
    "title": {**_TEXT, "font_size": 14, "bold": True, "font_color": DEEP},
    "subject": {**_TEXT, "font_size": 14, "bold": True, "font_color": DEEP, "align": "center"},
    "department": {**_TEXT, "font_size": 14, "bold": True, "align": "right"},
    "list_department": {**_TEXT, "font_size": 12, "bold": True, "indent": 1},
    "subtitle": {**_TEXT, "font_size": 12, "bold": True},
    "notice": {**_TEXT, "font_color": QUIET},
    "paragraph": {**_WRAPPED, "font_size": 11},
    "section": {**_TEXT, "font_size": 12, "bold": True, "font_color": DEEP, "bottom": 2,
                "bottom_color": TEAL},
    "link": {**_LINK, "bg_color": PALE, "border": 2},
    "quiet_link": {**_LINK, "bg_color": MIST, "border": 1},
    "plain_link": {"font_color": TEAL, "underline": 1, "valign": "vcenter"},
    "number": {**_TEXT, "align": "center", "bold": True, "font_color": TEAL, "font_size": 12},
    "strong": {**_WRAPPED, "bold": True},
    "plain": _WRAPPED,
    "table_heading": {**_HEADING, "bg_color": PALE},
    "table_number": {**_FRAMED, "align": "center", "bold": True},
    "table_strong": {**_BOXED, "bold": True, "bg_color": MIST},
    "table_plain": _BOXED,
    # above the list of tasks
    "head_label": {**_TEXT, "align": "right", "font_color": QUIET},
    "head_input": {**_BOXED, **_AS_TEXT, "text_wrap": False, "shrink": True,
                   "bg_color": INPUT},
    "head_box": {**_HEADING, "bg_color": INPUT, "font_size": 12},
    "head_hint": {**_WRAPPED, "font_color": QUIET},
    "summary": {**_WRAPPED, "bold": True, "font_color": TEAL},
    "mark_own": {**_FRAMED, "align": "center", "font_color": QUIET, "text_wrap": False},
    "head_own": {**_HEADING, "bg_color": MIST, "font_color": QUIET, "bold": False},
    "own_number": {**_FRAMED, "align": "center", "font_color": QUIET, "bg_color": MIST},
    "own_status": {**_FRAMED, "font_color": QUIET, "bg_color": MIST},
    "own_hours": {**_FRAMED, "font_color": QUIET, "bg_color": MIST, "num_format": "#,##0"},
    "own_part": {"font_color": QUIET},
    "status_doubtful": {"bg_color": AMBER, "font_color": INK, "bold": True},
    "status_complete": {"bg_color": GREEN, "font_color": INK},
    "filled_row": {"border": 1, "border_color": LINE},
    **{f"open_{kind}": {**_OPEN, **_AS_TEXT} for kind in ("text", "names", "months")},
    "open_choice": _OPEN,
    "open_number": {**_OPEN, "align": "right"},
    "group": {**_TEXT, "bold": True, "font_color": DEEP, "bottom": 2, "bottom_color": TEAL},
    "mark_required": {**_HEADING, "bg_color": DEEP, "font_color": WHITE, "text_wrap": False},
    "mark_core": {**_HEADING, "bg_color": PALE, "font_color": DEEP, "text_wrap": False},
    "mark_optional": {**_FRAMED, "align": "center", "font_color": QUIET, "text_wrap": False},
    "head_required": {**_HEADING, "bg_color": DEEP, "font_color": WHITE, "font_size": 11},
    "head_core": {**_HEADING, "bg_color": TEAL, "font_color": WHITE},
    "head_optional": {**_HEADING, "bg_color": PALE, "bold": False},
    # answers
    "answer_filled": {**_BOXED, **_AS_TEXT, "bg_color": MIST, "font_color": QUIET,
                      "text_wrap": False, "shrink": True},
    "answer_text": {**_BOXED, **_AS_TEXT},
    "answer_names": {**_BOXED, **_AS_TEXT},
    "answer_months": {**_BOXED, **_AS_TEXT},
    "answer_choice": _BOXED,
    "answer_number": {**_BOXED, "align": "right", "text_wrap": False},
    "name_missing": {"bg_color": AMBER},
    # examples and choice lists
    "example_side": {**_FRAMED, "indent": 1, "align": "right", "font_color": QUIET},
    "example_mark": {**_HEADING, "bg_color": AMBER, "font_color": DEEP, "font_size": 11},
    "example_label": {**_HEADING, "bg_color": MIST},
    "example_lesson": {**_BOXED, "font_color": QUIET},
    "example_text": {**_BOXED, **_AS_TEXT},
    "example_number": {**_BOXED, "align": "left"},
    "example_group": {**_TEXT, "indent": 1, "bold": True, "font_color": DEEP, "bg_color": PALE,
                      "top": 1, "bottom": 1, "top_color": LINE, "bottom_color": LINE},
    "choice_heading": {**_HEADING, "bg_color": MIST, "font_color": QUIET},
    "choice": {**_WRAPPED, "font_color": QUIET},
}  # fmt: skip  # one style a line reads best


class Styles:
    """The formats of one workbook, each made at its first use."""

    def __init__(
        self, workbook: Workbook, looks: Mapping[str, dict[str, Any]] | None = None
    ) -> None:
        self._workbook = workbook
        self._looks = _STYLES if looks is None else looks
        self._made: dict[str, Format] = {}

    def __getitem__(self, name: str) -> Format:
        if name not in self._made:
            self._made[name] = self._workbook.add_format({**_BODY, **self._looks[name]})
        return self._made[name]
