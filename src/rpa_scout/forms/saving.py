"""File names that Windows accepts, and files that are written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rpa_scout.characters import displayed
from rpa_scout.errors import OutputError
from rpa_scout.forms import texts
from rpa_scout.output import write_file
from rpa_scout.text import N_, _, fold

_FORBIDDEN = str.maketrans(
    {
        **dict.fromkeys(map(chr, range(32)), " "),
        **dict(zip('\\/:*?"<>|', "＼／：＊？”＜＞｜", strict=True)),
    }
)
_SUFFIX = ".xlsx"
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
    name = " ".join(displayed(department).translate(_FORBIDDEN).split())[:_LONGEST_NAME]
    return f"{_(texts.FILE_STEM)}_{name}{_SUFFIX}" if name else f"{_(texts.FILE_STEM)}{_SUFFIX}"


def form_file_names(departments: Iterable[str]) -> dict[str, str]:
    """Return departments by the name of their form's file; those that look alike are one.

    >>> form_file_names(["ＩＣＴ課", "ICT課"])
    {'業務調査票_ＩＣＴ課.xlsx': 'ＩＣＴ課'}
    """
    distinct: dict[str, str] = {}
    for department in departments:
        distinct.setdefault(fold(department), department)
    names: dict[str, str] = {}
    taken: set[str] = set()
    for department in distinct.values():
        name = form_file_name(department)
        stem, number = name.removesuffix(_SUFFIX), 1
        # Windows and macOS tell neither case nor width of some characters in file names apart.
        while fold(name) in taken:
            number += 1
            name = f"{stem} ({number}){_SUFFIX}"
        taken.add(fold(name))
        names[name] = department
    return names


def make_folder(folder: Path) -> None:
    """Make a folder and those above it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(N_("The folder {folder} cannot be made."), folder=folder) from error


def save(path: Path, content: bytes, *, replace: bool) -> Path:
    """Write a workbook that people fill in: an earlier one is kept unless it is the same."""
    return write_file(path, content, replace=replace)
