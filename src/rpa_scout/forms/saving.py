"""File names that Windows accepts, and files that are written whole or not at all."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from rpa_scout.errors import OutputError
from rpa_scout.forms import texts
from rpa_scout.output import written_aside
from rpa_scout.text import N_

__all__ = ["form_file_name", "make_folder", "save"]

_FORBIDDEN = str.maketrans(
    {
        **dict.fromkeys(map(chr, range(32)), " "),
        **dict(zip('\\/:*?"<>|', "＼／：＊？”＜＞｜", strict=True)),
    }
)
_PROPERTIES = "docProps/core.xml"  # title, author, and the moment of creation
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
    """Write a file beside its target and move it there, so that it appears whole or not at all."""
    if not replace and _holds_something_else(path, content):
        raise OutputError(
            N_("{path} exists already and may hold answers; move it away or name another folder."),
            path=path,
        )
    with written_aside(path) as aside:
        aside.write_bytes(content)
    return path


def _holds_something_else(path: Path, content: bytes) -> bool:
    try:
        return not _is_same_workbook(path.read_bytes(), content)
    except FileNotFoundError:
        return False
    except OSError:
        return path.exists()


def _is_same_workbook(before: bytes, after: bytes) -> bool:
    """Whether two workbooks differ in nothing but the moment of their creation."""
    if before == after:
        return True
    parts = _parts(before)
    return bool(parts) and parts == _parts(after)


def _parts(content: bytes) -> dict[str, tuple[int, int]]:
    """Return checksum and size of the parts of a workbook; nothing if it is no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return {
                part.filename: (part.CRC, part.file_size)
                for part in package.infolist()
                if part.filename != _PROPERTIES
            }
    except (zipfile.BadZipFile, OSError, ValueError, EOFError):
        return {}
