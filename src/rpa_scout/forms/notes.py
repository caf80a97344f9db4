"""Cell notes over the headings: the declared help, and what may be answered."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from rpa_scout.forms import texts
from rpa_scout.forms.layout import lines_needed
from rpa_scout.forms.rules import number_text
from rpa_scout.forms.styles import NOTE_STYLE
from rpa_scout.policy.choices import unknown_label
from rpa_scout.policy.fields import FieldDefinition
from rpa_scout.text import _

_WIDTH = 260  # pixels
_CHARACTERS = 36.0  # half-width characters to a line of that width
_LINE = 17  # pixels


def add_note(sheet: Worksheet, row: int, column: int, field: FieldDefinition) -> None:
    """Put a field's help over a cell, large enough to be read without scrolling."""
    add_text_note(sheet, row, column, note_text(field))


def add_text_note(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Put a text over a cell as a note."""
    size: dict[str, Any] = {
        "width": _WIDTH,
        "height": _LINE * (lines_needed(text, _CHARACTERS) + 1),
    }
    sheet.write_comment(row, column, text, NOTE_STYLE | size)


def note_text(field: FieldDefinition) -> str:
    """Return the help of a field: its sentence, then the choices or the range."""
    lines = [field.help]
    if field.kind == "choice":
        labels = [*(choice.label for choice in field.choices), unknown_label()]
        lines += [_(texts.BULLET_LINE).format(text=label) for label in labels]
    if field.kind == "number":
        lines.append(
            _(texts.RANGE_NOTE).format(
                minimum=number_text(field.minimum), maximum=number_text(field.maximum)
            )
        )
    return "\n".join(lines)
