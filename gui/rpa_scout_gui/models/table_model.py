"""The model of all tables: numpy columns and an index of the visible rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from itertools import chain
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from rpa_scout.arrays import Bools, Positions
from rpa_scout.glossary.terms import term_of
from rpa_scout.text import _, listed
from rpa_scout_gui.models.columns import Column
from rpa_scout_gui.models.filters import ColumnFilter
from rpa_scout_gui.models.sorting import SortKeys, TextSearch
from rpa_scout_gui.widgets.plain_text import plain_text

Arrays = Mapping[str, npt.NDArray[Any]]
Index = QModelIndex | QPersistentModelIndex

VALUE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
"""Role of a cell's raw value."""

PARTS_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 2
"""Role of the values that a drawn cell needs, by name."""

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ASCENDING = Qt.SortOrder.AscendingOrder


class ColumnTableModel(QAbstractTableModel):
    """A model over arrays of equal length, sorted and filtered by an index."""

    def __init__(self, columns: Sequence[Column], key: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.key = key
        self._arrays: dict[str, npt.NDArray[Any]] = {key: np.empty(0, dtype=object)}
        self._keys: dict[str, SortKeys] = {}
        self._search: TextSearch | None = None
        self._search_text = ""
        self._filters: dict[str, ColumnFilter] = {}
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None
        self._mask: Bools | None = None
        self._shown: Positions = np.empty(0, dtype=np.intp)

    def set_arrays(self, arrays: Arrays) -> None:
        """Replace all rows; sorting and filters stay."""
        self.beginResetModel()
        self._arrays = dict(arrays)
        self._keys = {}
        self._search = None
        self._mask = self._masked()
        self._shown = self._ordered()
        self.endResetModel()

    def update_array(self, name: str, values: npt.NDArray[Any]) -> None:
        """Replace one array; rows stay in order until the next sort or filter."""
        self._arrays[name] = values
        self._keys.pop(name, None)
        self._search = None
        self._show_cells()

    def update_rows(self, rows: Positions, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        """Replace cells of rows, also hidden ones; they stay in order until the next sort."""
        for name, values in arrays.items():
            self._arrays[name] = self._arrays[name].copy()
            self._arrays[name][rows] = values
            self._keys.pop(name, None)
        self._search = None
        self._show_cells()

    def _show_cells(self) -> None:
        if len(self._shown):
            last = self.index(len(self._shown) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    @property
    def count(self) -> int:
        """Number of all rows, also the hidden ones."""
        return len(self._arrays[self.key])

    @property
    def is_sorted(self) -> bool:
        """Whether rows are sorted by a column instead of their own order."""
        return self._sorted_by is not None

    @property
    def shown(self) -> Positions:
        """Array positions of the visible rows, top to bottom."""
        return self._shown

    def array(self, name: str) -> npt.NDArray[Any]:
        """Return an array of all rows, also the hidden ones."""
        return self._arrays[name]

    @property
    def filtered_columns(self) -> list[Column]:
        """All columns that can have conditions, marks behind the column that shows them."""
        return [shown for column in self.columns for shown in (column, column.marks) if shown]

    def column_named(self, name: str) -> Column | None:
        """Return the column of an id; None if no column shows that array."""
        return next((column for column in self.filtered_columns if column.id == name), None)

    def key_at(self, row: int) -> Hashable:
        """Return the key of a visible row."""
        key: Hashable = self._arrays[self.key][self._shown[row]]
        return key

    def rows_of(self, keys: Sequence[Hashable]) -> list[int]:
        """Return the visible rows of keys, top to bottom; hidden rows are skipped."""
        wanted_keys = set(keys)
        shown = self._arrays[self.key][self._shown].tolist()
        return [row for row, task_id in enumerate(shown) if task_id in wanted_keys]

    def set_text(self, text: str) -> None:
        """Show only rows that hold every word in any text column."""
        if text.split() != self._search_text.split():
            self._search_text = text
            self._refilter()

    def set_filter(self, column: str, condition: ColumnFilter | None) -> None:
        """Set the condition of a column; None removes it."""
        if self._filters.get(column) == condition:
            return
        if condition is None:
            self._filters.pop(column, None)
        else:
            self._filters[column] = condition
        self._refilter()

    def clear_filters(self) -> None:
        """Show all rows."""
        self._filters.clear()
        self._search_text = ""
        self._refilter()

    @property
    def filters(self) -> Mapping[str, ColumnFilter]:
        """Active conditions by column."""
        return dict(self._filters)

    def _refilter(self) -> None:
        self.beginResetModel()
        self._mask = self._masked()
        self._shown = self._ordered()
        self.endResetModel()

    def values_with_counts(self, name: str) -> list[tuple[Any, int]]:
        """Return the values of a column in the rows that all other conditions leave, sorted.

        A missing value comes last; of several codes in a cell, each counts.
        """
        column = self.column_named(name)
        if name not in self._arrays:
            return []
        mask = self._masked(without=name)
        values = self._arrays[name] if mask is None else self._arrays[name][mask]
        cells = values.tolist()
        is_list = column is not None and column.is_list
        counts = Counter(chain.from_iterable(cells) if is_list else cells)
        return sorted(counts.items(), key=lambda item: (item[0] is None, item[0] or ""))

    def _masked(self, without: str = "") -> Bools | None:
        """Return a mask of the visible rows, one column's condition left out; None means all."""
        if not self._filters and not self._search_text.strip():
            return None
        matches = np.ones(self.count, dtype=bool)
        for name, condition in self._filters.items():
            if name in self._arrays and name != without:
                matches &= condition.holds(self._arrays[name])
        if self._search_text.strip():
            matches &= self._searched().matches(self._search_text)
        return matches

    def _searched(self) -> TextSearch:
        # Built at the first search, because formatting all texts takes long for many rows.
        if self._search is None:
            texts = [self._shown_texts(column) for column in self.columns if not column.is_number]
            self._search = TextSearch(texts)
        return self._search

    def _shown_texts(self, column: Column) -> list[str]:
        # Most columns repeat few values, so each distinct value is formatted only once.
        shown_texts: dict[object, str] = {}
        values = self._arrays[column.id].tolist()
        for cell in values:
            if cell not in shown_texts:
                shown_texts[cell] = column.shown(cell)
        return [shown_texts[cell] for cell in values]

    def _ordered(self) -> Positions:
        if self._sorted_by is None:
            order = np.arange(self.count, dtype=np.intp)
        else:
            position, direction = self._sorted_by
            order = self._sort_keys(self.columns[position].id).order(
                falling=direction is not _ASCENDING
            )
        return order if self._mask is None else order[self._mask[order]]

    def _sort_keys(self, name: str) -> SortKeys:
        if name not in self._keys:
            self._keys[name] = SortKeys(self._arrays[name])
        return self._keys[name]

    def sort(self, column: int, order: Qt.SortOrder = _ASCENDING) -> None:
        """Sort by a column, stable to the original order; below 0: the original order."""
        self.beginResetModel()
        self._sorted_by = (column, order) if 0 <= column < len(self.columns) else None
        self._shown = self._ordered()
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of visible rows."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the data of a cell for a role; an error in formatting is shown in the cell."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_right_aligned else _LEFT
        return self._cell(column, self._shown[index.row()], role) if role in _CELL_ROLES else None

    def _cell(self, column: Column, row: np.intp, role: int) -> object:
        value = self._arrays[column.id][row]
        if role == VALUE_ROLE:
            return value
        if role == PARTS_ROLE:
            return self._parts(column, row)
        if role == Qt.ItemDataRole.ToolTipRole and column.explained_by:
            sentences = (str(self._arrays[name][row]) for name in column.explained_by)
            return plain_text("\n".join(filter(None, sentences)))
        text = self._text(column, value)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_text(text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_(column.heading)} {text}"
        return text

    def _parts(self, column: Column, row: np.intp) -> dict[str, Any]:
        """Return what a drawn cell needs; marks as they are called."""
        parts = {name: self._arrays[name][row] for name in column.parts}
        if column.marks is not None:
            parts[column.marks.id] = listed(map(column.marks.shown, parts[column.marks.id]))
        return parts

    def _text(self, column: Column, value: object) -> str:
        try:
            return column.shown(value)
        except Exception as error:  # noqa: BLE001 - one bad value must not empty the table
            return f"⚠ {error}"

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the data of a heading."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return _(column.heading)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_text(_heading_help(column))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_right_aligned else _LEFT
        return None


def _heading_help(column: Column) -> str:
    """Return what a column shows, and what its term means."""
    term = term_of(column.id)
    explained = _(column.tooltip or column.heading)
    return explained if term is None else f"{explained}\n{term.label()}：{term.meaning()}"


_CELL_ROLES = frozenset(
    {
        int(Qt.ItemDataRole.DisplayRole),
        int(Qt.ItemDataRole.ToolTipRole),
        int(Qt.ItemDataRole.AccessibleTextRole),
        VALUE_ROLE,
        PARTS_ROLE,
    }
)
