"""The reason why a workbook cannot be changed without losing something."""

from __future__ import annotations


class UnkeepableError(Exception):  # an outcome of looking, never shown as an error
    """A workbook cannot take the questions without other changes.

    The questions then go into a separate workbook.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
