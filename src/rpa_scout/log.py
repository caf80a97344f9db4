"""The program's own log: what it did and where it failed, never what a survey says.

One file per user beside the settings, 1 MB at most and two older ones. Messages name files,
commands and numbers of entries. Answers, names of tasks, passwords and the texts of foreign
exceptions stay out, since the file is meant to be sent to whoever looks after the program.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from pathlib import Path

_FOLDER_VARIABLE = "RPA_SCOUT_LOG_DIR"
FILE_BYTES = 1_000_000
OLDER_FILES = 2
_FORMAT = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"

_ROOT = logging.getLogger("rpa_scout")


def log_path() -> Path:
    """Return the file of the log, in the folder that holds the window's settings too."""
    chosen = os.environ.get(_FOLDER_VARIABLE)
    if chosen:
        return Path(chosen) / "rpa-scout.log"
    if sys.platform == "win32":
        settings = Path(os.environ.get("APPDATA") or Path.home())
    else:
        settings = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return settings / "rpa-scout" / "rpa-scout.log"


def start_log(*, verbose: bool = False) -> None:
    """Write records to the file, with `verbose` to the error stream too."""
    for handler in [*_ROOT.handlers]:
        _ROOT.removeHandler(handler)
        handler.close()
    # A second program may hold the file while this one rotates it; nobody needs to hear of it.
    logging.raiseExceptions = False
    _ROOT.propagate = False
    _ROOT.setLevel(logging.DEBUG if verbose else logging.INFO)
    handlers: list[logging.Handler] = [*_file_handler()]
    if verbose:
        handlers.append(logging.StreamHandler(sys.stderr))
    for handler in handlers or [logging.NullHandler()]:
        handler.setFormatter(logging.Formatter(_FORMAT))
        _ROOT.addHandler(handler)


def _file_handler() -> list[logging.Handler]:
    from logging.handlers import RotatingFileHandler

    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            path, maxBytes=FILE_BYTES, backupCount=OLDER_FILES, encoding="utf-8", delay=True
        )
        path.open("a", encoding="utf-8").close()
    except OSError:
        return []  # a read-only profile must not keep anybody from working
    return [handler]


def log_defect(error: BaseException) -> Path:
    """Record where a defect of the program happened; return the file to send in."""
    # Only kinds and lines: the text of an exception may hold what a cell says.
    steps = "".join(traceback.format_tb(error.__traceback__))
    chain = error.__cause__ or error.__context__
    caused = f" (after {type(chain).__name__})" if chain is not None else ""
    _ROOT.error("defect: %s%s\n%s", type(error).__name__, caused, steps)
    return log_path()
