"""Hidden folders for files that are not finished, and their removal after a killed run.

A record beside the log names each folder while it is in use. A process that is killed leaves both;
the next start of the program removes them.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from rpa_scout.log import log_path
from rpa_scout.system import this_system

_HIDDEN_NAME: Final = re.compile(r"\.rpa-scout-[0-9a-f]{12}")
_REMOVAL_SECONDS: Final = 2.0
"""Seconds to wait: a network drive that is gone answers only after half a minute."""

_FOREIGN_SECONDS: Final = 86_400.0
"""Age from which the record of another computer counts as left by a killed process."""


@contextmanager
def hidden_folder(parent: Path) -> Iterator[Path]:
    """Make a hidden folder, and remove it at the end."""
    # A folder, not a file: libraries refuse to write into a file that Windows hides, and
    # journals beside the file go with it.
    folder = parent / f".rpa-scout-{secrets.token_hex(6)}"
    record = _write_record(folder)
    try:
        folder.mkdir(mode=0o700)
        this_system().hide(folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            record.unlink(missing_ok=True)


def remove_leftovers() -> None:
    """Remove what killed runs have left; do not wait for network drives that do not answer."""
    try:
        records = [Path(entry.path) for entry in os.scandir(_records())]
    except OSError:  # no run has left a record
        return
    if not records:
        return
    thread = threading.Thread(
        target=_remove_all, args=(records,), name="rpa-scout leftovers", daemon=True
    )
    thread.start()
    thread.join(_REMOVAL_SECONDS)


def _records() -> Path:
    return log_path().parent / "unfinished"


def _write_record(folder: Path) -> Path:
    pid = os.getpid()
    record = _records() / f"{folder.name.lstrip('.')}.json"
    content = {
        "folder": str(folder.absolute()),
        "host": socket.gethostname(),
        "pid": pid,
        "started": this_system().process_started(pid),
    }
    # In a profile that cannot be written the file is still removed at the end of this run.
    with suppress(OSError):
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text(json.dumps(content), encoding="utf-8")
    return record


def _remove_all(records: list[Path]) -> None:
    for record in records:
        with suppress(OSError):
            _remove(record)


def _remove(record: Path) -> None:
    try:
        content = json.loads(record.read_text(encoding="utf-8"))
        folder = Path(content["folder"])
        is_in_use = _runs(content, record)
    except (ValueError, TypeError, LookupError):
        record.unlink(missing_ok=True)
        return
    if is_in_use:
        return
    # The record is a file like any other: only folders of our own naming are removed.
    if _HIDDEN_NAME.fullmatch(folder.name) and not folder.is_symlink():
        shutil.rmtree(folder, ignore_errors=True)
    if not folder.exists():
        record.unlink(missing_ok=True)


def _runs(content: dict[str, object], record: Path) -> bool:
    """Tell whether the process of a record still runs."""
    if content["host"] != socket.gethostname():
        return time.time() - record.stat().st_mtime < _FOREIGN_SECONDS
    pid = int(str(content["pid"]))
    system = this_system()
    return system.process_runs(pid) and system.process_started(pid) == content["started"]
