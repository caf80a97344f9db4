"""A table view: keeps its selection over sorting and filtering, hides columns, copies rows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from rpa_scout.text import _
from rpa_scout_gui.models.columns import Column
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.page_state import TableState
from rpa_scout_gui.theme import scaled
from rpa_scout_gui.widgets.tables.copied_rows import copied_rows
from rpa_scout_gui.widgets.tables.cut_line import CutLine
from rpa_scout_gui.widgets.tables.filter_header import MARK_WIDTH, FilterHeader
from rpa_scout_gui.widgets.tables.frozen_columns import FrozenColumns
from rpa_scout_gui.widgets.tables.kept_columns import KeptColumns
from rpa_scout_gui.widgets.tables.number_delegate import NumberDelegate
from rpa_scout_gui.widgets.tables.row_selection import selected_rows, whole_rows
from rpa_scout_gui.widgets.tables.stretched_column import EvenColumns, StretchedColumn

_ROW_PADDING = 12
_HEADING_PADDING = 22
_SELECT = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


class DataTable(QTableView):
    """A table whose rows can be sorted, selected and copied."""

    keys_selected = Signal(object)
    """Emitted with the keys of the selected rows, top to bottom."""
    filter_asked = Signal(int)
    """Emitted with a column whose conditions are wanted."""

    def __init__(
        self,
        model: ColumnTableModel,
        name: str,
        parent: QWidget | None = None,
        *,
        is_sortable: bool = True,
    ) -> None:
        super().__init__(parent)
        self._model, self._is_sortable = model, is_sortable
        self._selected_keys: set[Hashable] = set()
        self._current: Hashable | None = None
        self._current_column = -1
        self._top: Hashable | None = None
        self._restoring = False
        self._cut: CutLine | None = None
        self.fitting: StretchedColumn | EvenColumns | None = None
        self.frozen: FrozenColumns | None = None
        self.setAccessibleName(name)
        self.setHorizontalHeader(FilterHeader(self))
        self._prepare_appearance()
        self.setModel(model)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        self._prepare_header()

    def _prepare_appearance(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(self.fontMetrics().height() + _ROW_PADDING)

    def _prepare_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        # With the table's own selection model, the header checks every row: slow for many tasks.
        header.setSelectionModel(QItemSelectionModel(self._model, self))
        header.setSectionsMovable(True)
        header.setStretchLastSection(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)
        numbers = NumberDelegate(self)
        for position, column in enumerate(self._model.columns):
            lines = map(header.fontMetrics().horizontalAdvance, _(column.heading).split("\n"))
            heading = max(lines) + _HEADING_PADDING + MARK_WIDTH * self._is_sortable
            self.setColumnWidth(position, max(scaled(column.width), heading))
            self.setColumnHidden(position, column.optional)
            if column.is_number:
                self.setItemDelegateForColumn(position, numbers)
        header.sortIndicatorChanged.connect(self._sort)
        header.sectionPressed.connect(self._note_pressed)
        header.setSectionsClickable(self._is_sortable)
        header.setSortIndicatorShown(self._is_sortable)
        self.kept = KeptColumns(self)

    def _note_pressed(self, position: int) -> None:
        """Let the first click on a column of numbers put the largest on top."""
        header = self.horizontalHeader()
        is_first = header.sortIndicatorSection() != position
        column = self.columns[position]
        if is_first and column.is_number and not column.is_rank:
            # The click that follows turns the order round.
            header.setSortIndicator(position, Qt.SortOrder.AscendingOrder)

    def _sort(self, position: int, order: Qt.SortOrder) -> None:
        self._model.sort(position, order)
        self.scrollToTop()

    def set_cut(self, key: Hashable | None, text: str, beside: str) -> None:
        """Draw a line below a row, with a word at the right of a column; None removes it."""
        column = next((at for at, column in enumerate(self.columns) if column.id == beside), 0)
        self._cut = None if key is None else CutLine(key, text, column)
        self.viewport().update()
        if self.frozen is not None:
            self.frozen.viewport().update()

    def stretch(self, column: str, least: int, edge: str | None = None) -> None:
        """Let a column take the room of the view, in a narrow one up to the end of another."""
        names = [shown.id for shown in self.columns]
        at, end = names.index(column), names.index(edge or names[-1])
        self.fitting = StretchedColumn(self, at, scaled(least), end)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns that take the room."""
        super().resizeEvent(event)
        if self.fitting is not None:
            self.fitting.fit()

    def freeze(self, count: int) -> None:
        """Let the first columns stay while the others are scrolled."""
        self.frozen = FrozenColumns(self, count)
        # Qt empties the selection when any view of it is reset; it is restored after that.
        self._model.modelReset.disconnect(self._restore)
        self._model.modelReset.connect(self._restore)

    def mark_filters(self, is_filtered: Callable[[int], bool]) -> None:
        """Give the headings marks that open the conditions of their columns."""
        for table in (self, self.frozen):
            header = None if table is None else table.horizontalHeader()
            if isinstance(header, FilterHeader):
                header.show_marks(is_filtered)
                header.filter_asked.connect(self.filter_asked)

    def setColumnHidden(self, column: int, hide: bool) -> None:
        """Show or hide a column, also where it is frozen."""
        super().setColumnHidden(column, hide)
        self._place_frozen()

    def updateGeometries(self) -> None:
        """Keep the frozen columns in their place."""
        super().updateGeometries()
        self._place_frozen()

    def _place_frozen(self) -> None:
        # Qt calls this already from the constructor of the base class.
        frozen: FrozenColumns | None = getattr(self, "frozen", None)
        if frozen is not None:
            frozen.cover()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Show a cell, and not below the frozen columns."""
        super().scrollTo(index, hint)
        hidden = 0 if self.frozen is None else self.frozen.frozen_width
        position = self.columnViewportPosition(index.column())
        if self.columnAt(0) != 0 and hidden and position < hidden:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden + position)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, and the line that cuts the ranking."""
        super().paintEvent(event)
        self.draw_cut(self)

    def draw_cut(self, view: QTableView) -> None:
        """Draw the line that cuts the ranking on a view of the rows."""
        if self._cut is not None and not self._model.is_sorted:
            for row in self._model.rows_of([self._cut.key]):
                self._cut.draw(self, view, row)

    @property
    def columns(self) -> Sequence[Column]:
        """Columns of the model."""
        return self._model.columns

    def selected_keys(self) -> list[Hashable]:
        """Return the keys of the selected rows, top to bottom."""
        rows = selected_rows(self.selectionModel().selection())
        return [self._model.key_at(row) for row in rows]

    def current_key(self) -> Hashable | None:
        """Return the key of the current row; None without one."""
        index = self.currentIndex()
        return self._model.key_at(index.row()) if index.isValid() else None

    def select_keys(self, keys: Iterable[Hashable]) -> None:
        """Select rows by their keys and scroll to the first."""
        rows = self._model.rows_of(list(keys))
        selection = whole_rows(self._model, rows)
        model = self.selectionModel()
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if rows:
            first = self._model.index(rows[0], self._first_visible())
            model.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(first)

    def table_state(self) -> TableState:
        """Return the table's columns and its selection."""
        top = self.rowAt(0)
        return TableState(
            self.kept.layout(),
            tuple(self.selected_keys()),
            None if top < 0 else self._model.key_at(top),
        )

    def restore(self, state: TableState) -> None:
        """Set the table as it was; rows that come later are selected then."""
        self.kept.apply(state.columns)
        self._selected_keys, self._top = set(state.selected), state.top
        self._current = next(iter(state.selected), None)
        self._restore()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Emit the keys of the selected rows."""
        super().selectionChanged(selected, deselected)
        if not self._restoring:
            keys = self.selected_keys()
            self._selected_keys = set(keys)
            self.keys_selected.emit(keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy whole rows with headings instead of one cell."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            event.accept()
            return
        super().keyPressEvent(event)

    def copy(self) -> str:
        """Copy the selected rows, or all rows, as text for Excel; return the text."""
        rows = selected_rows(self.selectionModel().selection()) or range(self._model.rowCount())
        header = self.horizontalHeader()
        positions = [header.logicalIndex(position) for position in range(header.count())]
        text = copied_rows(
            self._model, rows, [at for at in positions if not self.isColumnHidden(at)]
        )
        QGuiApplication.clipboard().setText(text)
        return text

    def columns_menu(self) -> QMenu:
        """Return a menu that shows and hides columns."""
        menu = QMenu(self)
        for position, column in enumerate(self.columns):
            action = QAction(_(column.heading).replace("\n", " "), menu)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(position))
            action.toggled.connect(
                lambda shown, position=position: self.setColumnHidden(position, not shown)
            )
            menu.addAction(action)
        return menu

    def sort_menu(self) -> QMenu:
        """Return a menu that sorts by any column."""
        menu = QMenu(_("Sort by"), self)
        for position, column in enumerate(self.columns):
            action = QAction(_(column.heading).replace("\n", " "), menu)
            falling = column.is_number and not column.is_rank
            order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
            action.triggered.connect(
                lambda _checked=False, position=position, order=order: (
                    self.horizontalHeader().setSortIndicator(position, order)
                )
            )
            menu.addAction(action)
        return menu

    def _choose_columns(self, position: QPoint) -> None:
        menu = self.columns_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(position))

    def _remember(self) -> None:
        key = self.current_key()
        if key is not None:
            self._current, self._current_column = key, self.currentIndex().column()
        self._restoring = True

    def _restore(self) -> None:
        try:
            if self._selected_keys:
                rows = self._model.rows_of(list(self._selected_keys))
                self.selectionModel().select(whole_rows(self._model, rows), _SELECT)
            if self._current is not None:
                self._restore_current()
        finally:
            self._restoring = False
        self.keys_selected.emit(self.selected_keys())
        for row in self._model.rows_of([self._top]) if self._top is not None else ():
            self._top = None
            self.executeDelayedItemsLayout()
            position = self._model.index(row, self._first_visible())
            self.scrollTo(position, QAbstractItemView.ScrollHint.PositionAtTop)

    def _restore_current(self) -> None:
        """Keep the current row and column; where a filter hides the row, take the first."""
        column = self._current_column if self._current_column >= 0 else self._first_visible()
        first = [0] if self._model.rowCount() else []
        for row in self._model.rows_of([self._current]) or first:
            index = self._model.index(row, column)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _first_visible(self) -> int:
        return next(
            (
                position
                for position in range(len(self.columns))
                if not self.isColumnHidden(position)
            ),
            0,
        )
