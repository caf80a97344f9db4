"""Outcomes of files that are not read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

__all__ = ["EncryptedError", "RefusedError", "unless_broken"]

Value = TypeVar("Value")


class RefusedError(Exception):  # an outcome, which becomes a finding
    """A file that is not read: the code of the finding and its named values."""

    def __init__(self, code: str, /, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class EncryptedError(Exception):  # an outcome; it never leaves this package
    """The workbook is encrypted."""


def unless_broken(read: Callable[[], Value], otherwise: Value) -> Value:
    """Return what a library reads from a file, or `otherwise` if it raises anything."""
    try:
        return read()
    except Exception:  # noqa: BLE001 - on broken files olefile and msoffcrypto let anything through
        return otherwise
