"""Why a workbook cannot be changed without losing something."""

from __future__ import annotations

__all__ = ["Unkeepable"]


class Unkeepable(Exception):  # noqa: N818 - an outcome of looking, never shown as an error
    """A workbook cannot be written back with nothing else changed.

    It is caught where the copy is made; the questions then go into a workbook of their own.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
