"""The rule on outputs: what a file that is written may replace.

No output replaces a project, a file that was read, a folder or a device. Another existing file is
replaced only where the user has said so. An earlier result of the same kind, which nobody has
changed since, may be replaced without asking. Where many files are written, one that the user
keeps does not stop the others.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rpa_scout.errors import KeptFileError, NotReplacedError, OutputError, Remedy
from rpa_scout.output.inputs import is_input
from rpa_scout.output.results import is_same_content, result_kind
from rpa_scout.system import this_system
from rpa_scout.text import N_

PROJECT_COPY: Final = "project copy"
"""The kind of a copy of a project: it may have a project's name, and replaces nothing."""

PROJECT_FILE: Final = "file of a project"
"""The kind of a file that the program itself keeps beside a project."""

_NAME_OF_PROJECT: Final = re.compile(r"\.rpascout(\.gz)?$", re.IGNORECASE)
_NAME_BESIDE_PROJECT: Final = re.compile(
    r"\.rpascout(\.lock|\.lock\.taking|-journal|-wal|-shm)$", re.IGNORECASE
)
_FOLDER_OF_BACKUPS: Final = ".rpascout-backups"
_DATABASE: Final = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class _Consent:
    """What the user has said about existing files."""

    is_given: bool = False
    ask: Callable[[Path], bool] | None = None


_NO_CONSENT: Final = _Consent()
_consent: ContextVar[_Consent] = ContextVar("_consent", default=_NO_CONSENT)


@contextmanager
def replacing(*, always: bool = False, ask: Callable[[Path], bool] | None = None) -> Iterator[None]:
    """Say whether existing files may be replaced: always, or as a person answers."""
    token = _consent.set(_Consent(always, ask))
    try:
        yield
    finally:
        _consent.reset(token)


@dataclass(frozen=True, slots=True)
class Target:
    """A file that may be written."""

    named: Path  # As the user named it
    path: Path  # Where links lead to
    mode: int | None  # Permissions of the file that is replaced; None where there is none
    owner: tuple[int, int] = (-1, -1)


def checked_target(
    path: str | Path, *, kind: str = "", replace: bool = False, content: bytes | None = None
) -> Target:
    """Return the file that an output may be written to; raise OutputError if it may not."""
    named = Path(path)
    real = _real_path(named)
    if this_system().is_device_name(named.name):
        raise _device_error(named)
    _refuse_part_of_project(named, real, kind)
    state = _state(named, real)
    if state is None:
        return Target(named, real, None)
    _refuse_what_is_no_file(named, state)
    if kind == PROJECT_COPY or _holds_project(real):
        raise OutputError(
            N_("{path} exists already, and a project never replaces a file; name another file.")
            if kind == PROJECT_COPY
            else N_("{path} is a project, and no output replaces a project; name another file."),
            path=named,
        )
    if is_input(real):
        raise OutputError(
            N_("{path} was read, and no output replaces what was read; name another file."),
            path=named,
        )
    is_own = bool(kind) and result_kind(real) == kind
    is_same = content is not None and is_same_content(real, content)
    if not (is_own or is_same):
        _refuse_without_consent(named, state, replace=replace)
    return Target(named, real, stat.S_IMODE(state.st_mode), (state.st_uid, state.st_gid))


def _real_path(named: Path) -> Path:
    try:
        return this_system().reachable(Path(os.path.realpath(named)))
    except (OSError, ValueError) as error:  # links in a circle, or a NUL in the name
        raise OutputError(N_("{path} is no name for a file."), path=named) from error


def _state(named: Path, real: Path) -> os.stat_result | None:
    try:
        return real.stat()
    except FileNotFoundError:
        if not real.parent.is_dir():
            raise OutputError(
                N_("{path} cannot be written: there is no folder {folder}."),
                path=named,
                folder=named.parent,
            ) from None
        return None
    except (OSError, ValueError) as error:
        raise OutputError(N_("{path} is no name for a file."), path=named) from error


def _refuse_part_of_project(named: Path, real: Path, kind: str) -> None:
    """Keep the names of a project's lock and journals free: such a file would spoil it."""
    names = (named.name, real.name)
    is_reserved = any(_NAME_BESIDE_PROJECT.search(name) for name in names)
    if kind not in (PROJECT_COPY, PROJECT_FILE):
        in_backups = any(part.lower().endswith(_FOLDER_OF_BACKUPS) for part in real.parts[:-1])
        is_reserved |= in_backups or any(_NAME_OF_PROJECT.search(name) for name in names)
    if is_reserved:
        raise OutputError(
            N_("{path} is the name of a project or of a file that belongs to one; name another."),
            path=named,
        )


def _refuse_what_is_no_file(named: Path, state: os.stat_result) -> None:
    if stat.S_ISDIR(state.st_mode):
        raise OutputError(N_("{path} is a folder; name a file in it."), path=named)
    if not stat.S_ISREG(state.st_mode):
        raise _device_error(named)


def _device_error(named: Path) -> OutputError:
    return OutputError(
        N_("{path} is a device and not a file. Name a file; “-” is the screen."), path=named
    )


def _holds_project(real: Path) -> bool:
    """Tell whether a file is a database; one that cannot be read is left to the next check."""
    try:
        with real.open("rb") as file:
            return file.read(len(_DATABASE)) == _DATABASE
    except OSError:
        return False


def _refuse_without_consent(named: Path, state: os.stat_result, *, replace: bool) -> None:
    if not state.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise OutputError(
            N_("{path} is protected against writing; name another file, or lift the protection."),
            path=named,
        )
    consent = _consent.get()
    if replace or consent.is_given or (consent.ask is not None and consent.ask(named)):
        return
    kind_of_error = NotReplacedError if consent.ask is None else KeptFileError
    raise kind_of_error(
        N_(
            "{path} exists already and may hold answers or notes. Nothing was written. Name "
            "another file, or allow this one to be replaced."
        ),
        path=named,
    ).helped_by(Remedy.REPLACE_THE_FILE)
