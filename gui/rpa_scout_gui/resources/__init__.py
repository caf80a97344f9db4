"""Data shipped with the window: the sample departments."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from rpa_scout.errors import InternalError
from rpa_scout.text import N_

_HERE: Final = Path(__file__).resolve().parent
# The wheel holds them beside this file; a checkout has them in the folder that generates them.
_SAMPLE_FOLDERS: Final = (_HERE / "samples", _HERE.parents[2] / "samples" / "departments")


def sample_folder() -> Path:
    """Return the folder with the surveys of the sample departments."""
    for folder in _SAMPLE_FOLDERS:
        if folder.is_dir():
            return folder
    raise InternalError(N_("The sample surveys are missing from this installation."))
