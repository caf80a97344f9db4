"""Which columns of a table a person has moved, hidden, widened and sorted by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from rpa_scout_gui.page_state import ColumnLayout
from rpa_scout_gui.theme import scaled, unscaled

if TYPE_CHECKING:
    from rpa_scout_gui.widgets.tables.data_table import DataTable

_FALLING, _RISING = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder


class KeptColumns(QObject):
    """Knows the widths that were chosen; the others follow the size of the letters."""

    def __init__(self, table: DataTable) -> None:
        super().__init__(table)
        self._table = table
        self._header = table.horizontalHeader()
        self._position = {column.id: at for at, column in enumerate(table.columns)}
        self._widths: dict[str, int] = {}
        self._is_applying = False
        self._header.sectionResized.connect(self._note_width)

    def _note_width(self, position: int, old: int, new: int) -> None:
        """Note a width that a person has chosen; a hidden column has the width 0."""
        fitting = self._table.fitting
        is_chosen = old and new and not self._is_applying
        if is_chosen and not (fitting is not None and fitting.holds(position)):
            self._widths[self._table.columns[position].id] = unscaled(new)

    def layout(self) -> ColumnLayout:
        """Return the columns as they are."""
        table, header, columns = self._table, self._header, self._table.columns
        order = [columns[header.logicalIndex(at)].id for at in range(header.count())]
        section = header.sortIndicatorSection()
        return ColumnLayout(
            order=tuple(order),
            hidden=tuple(name for name in order if table.isColumnHidden(self._position[name])),
            widths=dict(self._widths),
            sorted_by=columns[section].id if 0 <= section < len(columns) else "",
            is_falling=header.sortIndicatorOrder() is _FALLING,
        )

    def apply(self, layout: ColumnLayout) -> None:
        """Set the columns as they were; those that are new stay as they are."""
        self._is_applying = True
        known = [name for name in layout.order if name in self._position]
        for target, name in enumerate(known):
            position = self._position[name]
            self._header.moveSection(self._header.visualIndex(position), target)
            self._table.setColumnHidden(position, name in layout.hidden)
        self._widths = {
            name: width for name, width in layout.widths.items() if name in self._position
        }
        for name, width in self._widths.items():
            self._table.setColumnWidth(self._position[name], scaled(width))
        order = _FALLING if layout.is_falling else _RISING
        self._header.setSortIndicator(self._position.get(layout.sorted_by, -1), order)
        self._is_applying = False
