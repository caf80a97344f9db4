"""Formats of the result workbooks, in the colours of the form."""

from __future__ import annotations

from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from rpa_scout.chances import ALMOST_CERTAIN, ALMOST_IMPOSSIBLE, chance_text
from rpa_scout.forms.styles import DEEP, FONT, INK, LINE, PALE, TEAL, WHITE

LINE_HEIGHT: Final = 15.0  # points of one line of text

QUIET: Final = "#4A5A63"
YELLOW: Final = "#FFF4C2"

BAR: Final = "#B5D8DE"
NEGATIVE_BAR: Final = "#E3B8A0"
TAB_COLORS: Final = (TEAL, PALE, DEEP, LINE, QUIET)
CHART: Final = {
    "font": FONT,
    "middle": {"color": TEAL, "width": 2.75},
    "low": {"color": QUIET, "width": 1.25, "dash_type": "dash"},
    "high": {"color": QUIET, "width": 1.25, "dash_type": "round_dot"},
    "goal": {"color": "#B3541E", "width": 2.25, "dash_type": "long_dash"},
    "grid": {"color": LINE, "width": 0.5},
}

DEFAULT_FORMAT: Final = {"font_name": FONT, "font_size": 10}

_TEXT: Final = {"font_color": INK, "valign": "vcenter"}
_CELL: Final = {**_TEXT, "border": 1, "border_color": LINE}
# Excel's hidden leading apostrophe: the text stays a text when a user edits the cell.
_WORDS: Final = {**_CELL, "quote_prefix": True, "align": "left", "indent": 1}
_CENTRED: Final = {**_WORDS, "align": "center", "indent": 0}
_LINE: Final = {**_TEXT, "quote_prefix": True, "align": "left", "indent": 1}
_NUMBER: Final = {**_CELL, "align": "right", "indent": 1}
_HEAD: Final = {**_TEXT, "bold": True, "align": "center", "text_wrap": True, "border": 1}

_STYLES: Final[dict[str, dict[str, Any]]] = {
    "title": {**_TEXT, "font_size": 14, "bold": True, "font_color": DEEP},
    "note": {**_TEXT, "font_color": QUIET},
    "paragraph": {**_TEXT, "text_wrap": True, "valign": "top"},
    "section": {**_TEXT, "font_size": 12, "bold": True, "font_color": DEEP, "bottom": 2,
                "bottom_color": TEAL},
    "band": {**_HEAD, "bg_color": DEEP, "font_color": WHITE, "border_color": LINE},
    "head": {**_HEAD, "bg_color": PALE, "border_color": LINE},
    "strong": {**_WORDS, "bold": True, "text_wrap": True},
    "wrapped": {**_WORDS, "text_wrap": True},
    "line": _LINE,
    "number_line": {**_TEXT, "num_format": "General", "align": "right", "indent": 1},
    "mark": _CENTRED,
    "rank": {**_NUMBER, "num_format": "0", "bold": True, "align": "center", "indent": 0},
    "row": {**_NUMBER, "num_format": "0", "align": "center", "indent": 0},
    "whole": {**_NUMBER, "num_format": "#,##0"},
    "whole_strong": {**_NUMBER, "num_format": "#,##0", "bold": True},
    "general": {**_NUMBER, "num_format": "General"},
    "tenths": {**_NUMBER, "num_format": "#,##0.0"},
    "tenths_strong": {**_NUMBER, "num_format": "#,##0.0", "bold": True},
    "precise": {**_NUMBER, "num_format": "0.0000"},
    "editable": {**_NUMBER, "num_format": "General", "bg_color": YELLOW},
    "percent": {**_NUMBER, "num_format": "0%"},
    "chance": _NUMBER,
    "hundredths": {**_NUMBER, "num_format": "0.00"},
    "hundredths_strong": {**_NUMBER, "num_format": "0.00", "bold": True},
}  # fmt: skip  # one style per line


WRAPPED: Final = frozenset(name for name, style in _STYLES.items() if style.get("text_wrap"))
"""Names of the styles with line breaks."""


class Styles:
    """The formats of one workbook, created at first use."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._formats: dict[str, Format] = {}

    def __getitem__(self, name: str) -> Format:
        if name not in self._formats:
            style = {**DEFAULT_FORMAT, **_STYLES[name]}
            if name == "chance":
                style["num_format"] = _chance_format()
            self._formats[name] = self._workbook.add_format(style)
        return self._formats[name]


def _chance_format() -> str:
    """Return the number format that shows probabilities as :func:`chance_text` does."""
    high, low = chance_text(1.0), chance_text(0.0)
    return f'[>={ALMOST_CERTAIN}]"{high}";[<={ALMOST_IMPOSSIBLE}]"{low}";0%'
