"""The list of a city's departments."""

from __future__ import annotations

from pathlib import Path

from rpa_scout.errors import FileError
from rpa_scout.findings import Finding
from rpa_scout.policy.fields import load_fields
from rpa_scout.reading.headings import heading_names
from rpa_scout.reading.sheets import open_sheets
from rpa_scout.reading.sources import SurveyFile
from rpa_scout.text import N_, fold

__all__ = ["read_departments"]


def read_departments(path: Path) -> list[str]:
    """Read the list of a city's departments.

    Parameters
    ----------
    path : Path
        A CSV file or workbook; the first column holds the names, with or without a heading.

    Returns
    -------
    list of str
        Names, each once, in the order of the file.

    Raises
    ------
    FileError
        The file cannot be read, or holds no name.
    """
    sheets = open_sheets(SurveyFile(path, path.name)) if path.is_file() else None
    if sheets is None or isinstance(sheets, Finding):
        raise FileError(N_("The list of departments {path} cannot be read."), path=path)
    cells = [str(row[0]).strip() for sheet in sheets[:1] for row in sheet.rows if row]
    headings = heading_names(load_fields())
    names = [
        cell
        for place, cell in enumerate(cells)
        if cell and not (place == 0 and headings.get(fold(cell)) == "department")
    ]
    if not names:
        raise FileError(N_("The list of departments {path} holds no name."), path=path)
    return list(dict.fromkeys(names))
