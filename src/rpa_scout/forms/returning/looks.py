"""Formats of the question sheet: the form's colours, and one fill colour for each kind."""

from __future__ import annotations

from typing import Any, Final

from rpa_scout.forms.styles import DEEP, INK, LINE, MIST, PALE, QUIET, TEAL

FILLS: Final = {
    "error": "#F8CFC6",
    "warning": "#FCE8B8",
    "info": "#D3E4F3",
    "settled": "#DCE9D5",
}
"""Fill colours of questions by the severity of their findings, and of settled questions."""

_TEXT: Final = {"font_color": INK, "valign": "vcenter"}
_WRAPPED: Final = {**_TEXT, "text_wrap": True}
_CELL: Final = {**_WRAPPED, "valign": "top", "border": 1, "border_color": LINE}
_BOXED: Final = {**_CELL, "align": "left", "indent": 1}
_NUMBER: Final = {**_CELL, "align": "center", "bold": True}

LOOKS: Final[dict[str, dict[str, Any]]] = {
    "title": {**_TEXT, "font_size": 14, "bold": True, "font_color": DEEP},
    "lead": {**_WRAPPED, "font_size": 11},
    "legend": {**_TEXT, "font_color": QUIET},
    **{f"mark_{kind}": {"font_color": fill, "font_size": 14} for kind, fill in FILLS.items()},
    "mark_text": {"font_color": QUIET},
    "heading": {**_WRAPPED, "bold": True, "align": "center", "border": 1, "border_color": LINE,
                "bg_color": PALE},
    "heading_answer": {**_WRAPPED, "bold": True, "align": "center", "border": 1,
                       "border_color": TEAL, "bg_color": TEAL, "font_color": "#FFFFFF"},
    **{f"number_{kind}": {**_NUMBER, "bg_color": fill} for kind, fill in FILLS.items()},
    "link": {**_CELL, "align": "center", "font_color": TEAL, "underline": 1},
    "place": {**_CELL, "align": "center"},
    "text": _BOXED,
    "strong": {**_BOXED, "bold": True},
    "quiet": {**_BOXED, "font_color": QUIET},
    "answer": {**_BOXED, "num_format": 49, "bg_color": "#FFFDF2", "border_color": TEAL},
    "answered": {**_BOXED, "num_format": 49, "font_color": QUIET, "bg_color": MIST},
    "section": {**_TEXT, "bold": True, "font_color": DEEP, "bottom": 2, "bottom_color": TEAL},
    "key": {"font_color": QUIET, "num_format": 49},
}  # fmt: skip  # one style a line reads best
"""Properties of XlsxWriter's formats, by name."""
