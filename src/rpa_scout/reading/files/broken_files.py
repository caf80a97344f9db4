"""What libraries make of files that may be broken."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

__all__ = ["unless_broken"]

Value = TypeVar("Value")


def unless_broken(read: Callable[[], Value], otherwise: Value) -> Value:
    """Return what a library reads of a file, or something else where it fails in any way.

    Parameters
    ----------
    read : callable
        Reads.
    otherwise : object
        What a file stands for that cannot be read so.

    Returns
    -------
    object
        One of the two.
    """
    try:
        return read()
    except Exception:  # noqa: BLE001 - on broken files olefile and msoffcrypto let anything through
        return otherwise
