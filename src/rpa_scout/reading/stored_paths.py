"""Paths that a project stores: which of them may be opened without asking.

Whoever sends a project can write any path into it. On Windows, opening a path on a network drive
hands the user's credentials to the computer that it names.
"""

from __future__ import annotations

import os
from pathlib import Path

from rpa_scout.output.inputs import was_named


def opens_unasked(path: Path, folder: Path | None = None) -> bool:
    """Tell whether a stored path was read in this run, or lies in the project's folder.

    The file system is asked only about paths inside the folder.
    """
    if was_named(path):
        return True
    return folder is not None and _lies_in(path, folder) and _leads_into(path, folder)


def _lies_in(path: Path, folder: Path) -> bool:
    if _names_network(path) and not _names_network(folder):
        return False
    return _is_below(os.path.normpath(path), os.path.normpath(folder.absolute()))


def _leads_into(path: Path, folder: Path) -> bool:
    """Follow the links, of which one may lead out."""
    return _is_below(os.path.realpath(path), os.path.realpath(folder))


def _is_below(path: str, folder: str) -> bool:
    return os.path.normcase(path).startswith(os.path.normcase(folder).rstrip(os.sep) + os.sep)


def _names_network(path: Path) -> bool:
    return str(path).replace("/", "\\").startswith("\\\\")
