"""File names that Windows accepts, and files that are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from rpa_scout.errors import OutputError
from rpa_scout.forms import texts
from rpa_scout.output import write_file
from rpa_scout.text import N_

__all__ = ["form_file_name", "make_folder", "save"]

_FORBIDDEN = str.maketrans(
    {
        **dict.fromkeys(map(chr, range(32)), " "),
        **dict(zip('\\/:*?"<>|', "＼／：＊？”＜＞｜", strict=True)),
    }
)
_LONGEST_NAME = 55  # characters; four bytes each stay below the 255 bytes of a file name


def form_file_name(department: str) -> str:
    """Return the name of a department's form.

    Characters that Windows forbids in file names become full-width ones, so that the name reads
    as before and two departments never get the same name.

    >>> form_file_name("税務課")
    '業務調査票_税務課.xlsx'
    >>> form_file_name("支所 A/B")
    '業務調査票_支所 A／B.xlsx'
    """
    name = " ".join(department.translate(_FORBIDDEN).split())[:_LONGEST_NAME]
    return f"{texts.FILE_STEM}_{name}.xlsx" if name else f"{texts.FILE_STEM}.xlsx"


def make_folder(folder: Path) -> None:
    """Make a folder and those above it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(N_("The folder {folder} cannot be made."), folder=folder) from error


def save(path: Path, content: bytes, *, replace: bool) -> Path:
    """Write a workbook that people fill in: an earlier one is kept unless it is the same."""
    return write_file(path, content, replace=replace)
