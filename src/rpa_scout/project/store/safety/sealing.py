"""The seal of a project's file: its SHA-256 when it was last found whole.

A file with its seal was verified before and has not changed by a bit since. Without a seal, or
with another one, everything is verified anew. The seal proves nothing against a person: whoever
changes the file can write a new seal. `verify` never looks at it.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Final

from rpa_scout.errors import FileError
from rpa_scout.output import PROJECT_FILE, written_aside
from rpa_scout.project.store.location import FileLocation

_NAME: Final = "verified.json"


def is_sealed(location: FileLocation) -> bool:
    """Tell whether the file is bit by bit the one that was found whole."""
    try:
        stored = json.loads(_seal_file(location).read_text(encoding="utf-8"))
        return bool(stored["sha256"] == _digest(location))
    except (OSError, ValueError, LookupError, TypeError):
        return False


def seal(location: FileLocation) -> None:
    """Note that the file is whole as it is now; a folder that takes no file has no seal."""
    target = _seal_file(location)
    with suppress(OSError, FileError):
        target.parent.mkdir(exist_ok=True)
        content = json.dumps({"sha256": _digest(location)})
        with written_aside(target, kind=PROJECT_FILE, replace=True) as aside:
            aside.write_text(content, encoding="utf-8")


def _seal_file(location: FileLocation) -> Path:
    return location.backups / _NAME


def _digest(location: FileLocation) -> str:
    # Closing a file drops the locks that SQLite holds on it in this process: callers have no
    # transaction open.
    with location.path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
