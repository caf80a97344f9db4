"""The files that this process has read: none of them is ever replaced."""

from __future__ import annotations

import os
import threading
from pathlib import Path

_Identity = tuple[int, int]


class _Inputs:
    """Paths of the files, and their numbers on the disk, which reveal other names of a file."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.names: set[str] = set()
        self.paths: set[str] = set()
        self.by_identity: dict[_Identity, str] = {}


_INPUTS = _Inputs()


def note_input(path: str | Path) -> None:
    """Note a file before it is read, even if reading fails."""
    real = _real(path)
    identity = _identity(real)
    with _INPUTS.lock:
        _INPUTS.names.add(str(path))
        _INPUTS.paths.add(os.path.normcase(real))
        if identity is not None:
            _INPUTS.by_identity[identity] = real


def was_named(path: str | Path) -> bool:
    """Tell whether a file was read by this very name; the file system is not asked."""
    return str(path) in _INPUTS.names


def is_input(path: Path) -> bool:
    """Tell whether a path leads to a file that was read, by this name or another."""
    real = _real(path)
    if os.path.normcase(real) in _INPUTS.paths:
        return True
    identity = _identity(real)
    if identity is None:
        return False
    known = _INPUTS.by_identity.get(identity)
    # The system gives the number of a deleted file to a new one.
    return known is not None and _identity(known) == identity


def _real(path: str | Path) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):  # a NUL in the name
        return str(path)


def _identity(path: str) -> _Identity | None:
    try:
        state = Path(path).stat()
    except (OSError, ValueError):
        return None
    # Some network drives number no files.
    return (state.st_dev, state.st_ino) if state.st_ino else None
