"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from rpa_scout.errors import OutputError
from rpa_scout.output.leftovers import hidden_folder
from rpa_scout.output.rule import Target, checked_target
from rpa_scout.system import this_system
from rpa_scout.text import N_

_CAUSES: Final = {
    errno.ENOSPC: N_("{path} cannot be written: the disk is full."),
    errno.EDQUOT: N_("{path} cannot be written: your share of the disk is used up."),
    errno.EROFS: N_("{path} cannot be written: the drive is read-only."),
    errno.ENAMETOOLONG: N_("{path} cannot be written: the name is too long."),
    **dict.fromkeys(
        (errno.EACCES, errno.EPERM),
        N_(
            "{path} cannot be written: it may be open in another program, or the folder may be "
            "read-only."
        ),
    ),
}


def write_file(
    path: str | Path, content: bytes | memoryview, *, kind: str = "", replace: bool = False
) -> Path:
    """Write a file whole or not at all, under the rule on outputs; return its path."""
    target = checked_target(path, kind=kind, replace=replace, content=bytes(content))
    with _aside(target) as aside:
        aside.write_bytes(content)
    return target.named


@contextmanager
def written_aside(path: str | Path, *, kind: str = "", replace: bool = False) -> Iterator[Path]:
    """Give a path to write to; what was written there takes the place of `path` at the end."""
    with _aside(checked_target(path, kind=kind, replace=replace)) as aside:
        yield aside


@contextmanager
def _aside(target: Target) -> Iterator[Path]:
    try:
        with hidden_folder(target.path.parent) as folder:
            aside = folder / target.path.name
            yield aside
            _flush(aside)
            _keep_permissions(aside, target)
            _refuse_newcomer(target)
            this_system().replace(aside, target.path)
        _flush_folder(target.path.parent)
    except OSError as error:
        raise _output_error(target.named, error) from error


def _flush(file: Path) -> None:
    """Bring the content to the disk before the name: a power cut may come between them."""
    with file.open("r+b") as stream:
        os.fsync(stream.fileno())


def _flush_folder(folder: Path) -> None:
    with suppress(OSError):  # Windows opens no folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _keep_permissions(aside: Path, target: Target) -> None:
    if target.mode is None:
        return
    if hasattr(os, "chown") and target.owner != (os.geteuid(), os.getegid()):
        with suppress(OSError):  # only an administrator may change the owner of a file
            os.chown(aside, *target.owner)
    with suppress(OSError):
        aside.chmod(target.mode)


def _refuse_newcomer(target: Target) -> None:
    """Refuse to replace a file that was made while ours was written."""
    if target.mode is None and os.path.lexists(target.path):
        raise OutputError(
            N_("{path} was made by somebody else at this moment; name another file."),
            path=target.named,
        )


def _output_error(path: Path, error: OSError) -> OutputError:
    if not path.parent.is_dir():
        return OutputError(
            N_("{path} cannot be written: there is no folder {folder}."),
            path=path,
            folder=path.parent,
        )
    unknown = N_(
        "{path} cannot be written; it may be open in another program, "
        "the folder may be read-only or the disk full."
    )
    return OutputError(_CAUSES.get(error.errno or 0, unknown), path=path)
