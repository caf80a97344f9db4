"""Columns of a table that take the room which other columns leave."""

from __future__ import annotations

from PySide6.QtWidgets import QTableView


class StretchedColumn:
    """Takes the room that the others leave; where they do not fit, an edge ends the view.

    Without the edge a narrow window would cut some column in the middle.
    """

    def __init__(self, table: QTableView, position: int, least: int, edge: int) -> None:
        self._table, self._position, self._least, self._edge = table, position, least, edge
        table.horizontalHeader().sectionResized.connect(self.fit)

    def fit(self, resized: int = -1, *_sizes: int) -> None:
        """Fit the column after another one, or the table, was resized."""
        if resized == self._position:
            return
        room, header = self._table.viewport().width(), self._table.horizontalHeader()
        own = header.sectionSize(self._position)
        spare = room - (header.length() - own)
        if spare < self._least:
            spare = room - (self._end_of_edge() - own)
        self._table.setColumnWidth(self._position, max(self._least, spare))

    def holds(self, position: int) -> bool:
        """Return whether the width of a column follows the room."""
        return position == self._position

    def _end_of_edge(self) -> int:
        """Return where the edge is, in pixels from the first column."""
        header = self._table.horizontalHeader()
        if header.visualIndex(self._edge) < header.visualIndex(self._position):
            return header.length()
        return header.sectionPosition(self._edge) + header.sectionSize(self._edge)


class EvenColumns:
    """Share the room among all shown columns; none gets less than it has without the room."""

    def __init__(self, table: QTableView) -> None:
        self._table = table
        self._least: dict[int, int] = {}
        table.horizontalHeader().sectionResized.connect(self.fit)

    def fit(self, resized: int = -1, old: int = 0, new: int = 0) -> None:
        """Share the room after the table was resized, or a column was shown or hidden."""
        if resized >= 0 and old and new:
            return
        shown = [
            at
            for at in range(self._table.horizontalHeader().count())
            if not self._table.isColumnHidden(at)
        ]
        least = [self._least.setdefault(at, self._table.columnWidth(at)) for at in shown]
        spare = max(0, self._table.viewport().width() - sum(least)) // max(1, len(shown))
        for position, width in zip(shown, least, strict=True):
            self._table.setColumnWidth(position, width + spare)

    def holds(self, position: int) -> bool:
        """Return whether the width of a column follows the room."""
        return position in self._least
