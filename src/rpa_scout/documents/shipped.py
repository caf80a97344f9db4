"""The templates that come with the program, and copies of them for a city to edit."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from rpa_scout.errors import InputError
from rpa_scout.output import write_file
from rpa_scout.text import N_

DocumentKind = Literal[
    "council_report",
    "cover_letter",
    "cover_letter_en",
    "task_card",
    "department_results",
    "action_plan",
    "verification",
]

_FOLDER: Final = Path(__file__).with_name("templates")


def template_path(kind: DocumentKind, suffix: str, own: Path | None = None) -> Path:
    """Return the city's own template, or the one that comes with the program."""
    shipped = _FOLDER / f"{kind}{suffix}"
    if not shipped.is_file():
        names = sorted(path.suffix for path in _FOLDER.glob(f"{kind}.*"))
        raise InputError(
            N_("The document cannot be written as “{suffix}”; the name ends in: {names}."),
            suffix=suffix,
            names="、".join(names),
        )
    if own is None:
        return shipped
    if own.suffix.lower() != suffix:
        raise InputError(
            N_("The template {path} must be of the same kind as the document ({suffix})."),
            path=own,
            suffix=suffix,
        )
    if not own.is_file():
        raise InputError(N_("There is no template {path}."), path=own)
    return own


def checked_suffix(kind: DocumentKind, path: Path) -> Path:
    """Return the path of a document; refuse a kind of file that it cannot be."""
    template_path(kind, path.suffix.lower())
    return path


def copy_template(kind: DocumentKind, path: Path) -> Path:
    """Copy the template of a document to be edited."""
    shipped = template_path(kind, path.suffix.lower())
    # A template may have been edited: an earlier one is replaced only where the user says so.
    return write_file(path, shipped.read_bytes())
