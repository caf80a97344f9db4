"""Recognises an earlier result of this program by the mark that its writer leaves in it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

RESULT_PROPERTY: Final = "rpa-scout result"
"""Custom property of the workbooks and documents that hold results; its value is their kind."""

_JSON_SCHEMA: Final = re.compile(rb'\{\s*"schema":\s*"rpa-scout/([a-z0-9_.-]+)/\d+"')
_HTML_MARK: Final = re.compile(rb'<meta name="rpa-scout result" content="([^"]+)"')
_START_BYTES: Final = 8192


def result_kind(path: Path) -> str:
    """Return the kind of a result that nobody has changed since; empty for any other file."""
    try:
        if not path.is_file():  # a pipe would wait for somebody to write into it
            return ""
        with path.open("rb") as file:
            start = file.read(_START_BYTES)
    except (OSError, ValueError):
        return ""
    if start.startswith(b"PK"):
        from rpa_scout.output.packages import kind_of_package

        return kind_of_package(path, RESULT_PROPERTY)
    if match := _JSON_SCHEMA.match(start) or _HTML_MARK.search(start):
        return match[1].decode("utf-8", "replace")
    return _kind_of_export(start)


def _kind_of_export(start: bytes) -> str:
    """Return the kind that the first line of a project's export names."""
    if not start.startswith(b'{"format"'):
        return ""
    try:
        return str(json.loads(start.partition(b"\n")[0]).get("result", ""))
    except ValueError:
        return ""


def is_same_content(path: Path, content: bytes) -> bool:
    """Tell whether a file holds this content, the moment of a package's creation aside."""
    from rpa_scout.output.packages import is_same_package

    return is_same_package(path, content)
