"""Files that appear whole or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from rpa_scout.errors import OutputError
from rpa_scout.text import N_

__all__ = ["RESULT_PROPERTY", "written_aside"]

RESULT_PROPERTY: Final = "rpa-scout result"
"""Custom property of the workbooks that hold results, so that none is taken for a survey."""


@contextmanager
def written_aside(path: Path) -> Iterator[Path]:
    """Give a path to write to; what was written there takes the place of `path` at the end."""
    aside = path.with_name(f".{secrets.token_hex(8)}{path.suffix}")
    try:
        yield aside
        aside.replace(path)
    except OSError as error:
        raise _output_error(path) from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _output_error(path: Path) -> OutputError:
    if not path.parent.is_dir():
        return OutputError(
            N_("{path} cannot be written: there is no folder {folder}."),
            path=path,
            folder=path.parent,
        )
    return OutputError(
        N_(
            "{path} cannot be written; it may be open in another program, "
            "the folder may be read-only or the disk full."
        ),
        path=path,
    )
