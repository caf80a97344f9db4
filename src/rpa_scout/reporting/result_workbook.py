"""A workbook with results: options of the writer, properties of the file, styles."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Final

from xlsxwriter import Workbook

from rpa_scout.output import write_file
from rpa_scout.provenance import Provenance
from rpa_scout.reporting.provenance_sheet import set_properties
from rpa_scout.reporting.workbook_styles import DEFAULT_FORMAT, Styles

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": DEFAULT_FORMAT,
}


def workbook_content(
    title: str,
    kind: str,
    provenance: Provenance,
    write_sheets: Callable[[Workbook, Styles], None],
) -> bytes:
    """Return a result of a kind as the content of an .xlsx file."""
    target = io.BytesIO()
    with Workbook(target, _OPTIONS) as workbook:
        set_properties(workbook, title, kind, provenance)
        write_sheets(workbook, Styles(workbook))
    return target.getvalue()


def write_workbook(
    path: str | Path,
    title: str,
    kind: str,
    provenance: Provenance,
    write_sheets: Callable[[Workbook, Styles], None],
    *,
    replace: bool = False,
) -> Path:
    """Write a result of a kind as a workbook, and return its path."""
    content = workbook_content(title, kind, provenance, write_sheets)
    return write_file(path, content, kind=kind, replace=replace)
