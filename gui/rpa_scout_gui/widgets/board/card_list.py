"""The cards of one fiscal year: dragged, dropped, and moved by keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPalette,
    QPen,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from rpa_scout.text import _
from rpa_scout_gui.models.plan_cards import CARD_ROLE, TASKS_FORMAT, Card, CardModel, dragged_tasks
from rpa_scout_gui.theme import colour

Index = QModelIndex | QPersistentModelIndex

_MARGIN: Final = 4
_PADDING: Final = 6
_SMALL: Final = 0.9
_TOP_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_TOP_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class CardDelegate(QStyledItemDelegate):
    """Draws a card: name, figures, and why it is in its year."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a card."""
        card: Card = index.data(CARD_ROLE)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if is_selected else QPalette.ColorRole.Text
        ink = option.palette.color(role)
        muted = ink if is_selected else colour("muted")
        remark = muted if is_selected or not card.moved_from else colour("accent")
        box = option.rect.adjusted(_MARGIN, _MARGIN // 2, -_MARGIN, -_MARGIN // 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_marked = bool(option.state & QStyle.StateFlag.State_HasFocus) or bool(card.moved_from)
        painter.setPen(QPen(colour("accent" if is_marked else "border"), 2 if is_marked else 1))
        painter.setBrush(option.palette.highlight() if is_selected else option.palette.base())
        painter.drawRoundedRect(box, 5, 5)
        inside = box.adjusted(_PADDING, _PADDING // 2, -_PADDING, -_PADDING // 2)
        bold, small = _fonts(option.font)
        painter.setFont(bold)
        painter.setPen(ink)
        _draw_lines(painter, inside, card.name, 2)
        painter.setFont(small)
        if card.lock is not None:
            painter.setPen(ink if is_selected else colour("goal"))
            painter.drawText(QRect(inside), _TOP_RIGHT, _("locked"))
        painter.setPen(muted)
        _draw_lines(painter, inside, card.department, 1)
        _draw_lines(painter, inside, card.figures, 1)
        painter.setPen(remark)
        # Below a short name there is room for two lines.
        _draw_lines(painter, inside, card.remark, 2)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size of a card: its five lines, as wide as its column."""
        bold, small = _fonts(option.font)
        lines = 2 * QFontMetrics(bold).height() + 3 * QFontMetrics(small).height()
        return QSize(0, lines + _PADDING + 2 * _MARGIN)


def _fonts(font: QFont) -> tuple[QFont, QFont]:
    """Return the letters of the name, and of what stands below it."""
    bold, small = QFont(font), QFont(font)
    bold.setBold(True)
    small.setPointSizeF(font.pointSizeF() * _SMALL)
    return bold, small


def _draw_lines(painter: QPainter, inside: QRect, text: str, most: int) -> None:
    """Draw a text at the top of a rectangle, which then begins below it.

    What does not fit into so many lines, or above the end of the rectangle, ends in dots.
    """
    metrics = painter.fontMetrics()
    while text and most:
        most -= 1
        is_last = not most or inside.height() < 2 * metrics.height()
        end = len(text) if is_last else _line_end(text, painter.font(), inside.width())
        line = metrics.elidedText(text[:end], Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, _TOP_LEFT, line)
        inside.setTop(inside.top() + metrics.height())
        text = text[end:].lstrip()


def _line_end(text: str, font: QFont, width: int) -> int:
    """Return how many characters fit into a line; no line begins with a closing bracket."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    layout.endLayout()
    return max(line.textLength(), 1)


class CardList(QListView):
    """A list of cards into which other cards can be dropped."""

    dropped = Signal(object)
    """Emitted with the ids of the tasks that were dropped."""
    step_asked = Signal(object, int)
    """Emitted with tasks that a key moves to the year before (-1) or after (1)."""
    lock_asked = Signal(object)
    """Emitted with tasks whose lock a key turns on or off."""
    neighbour_asked = Signal(int)
    """Emitted when a key goes to the column before (-1) or after (1)."""
    task_opened = Signal(str)
    """Emitted with a task that was double-clicked."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = CardModel(self)
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(self))
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.doubleClicked.connect(self._open)
        self.activated.connect(self._open)

    def selected_tasks(self) -> list[str]:
        """Return the ids of the selected tasks, top to bottom."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [self.cards.cards[row].task_id for row in rows]

    def select_tasks(self, tasks: list[str]) -> None:
        """Select tasks and show the first."""
        selection = QItemSelection()
        rows = self.cards.rows_of(tasks)
        for row in rows:
            index = self.cards.index(row)
            selection.select(index, index)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if rows:
            first = self.cards.index(rows[0])
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(first)

    def _open(self, index: QModelIndex) -> None:
        self.task_opened.emit(self.cards.cards[index.row()].task_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between columns with the arrows, and move cards with Alt and the arrows."""
        step = _STEPS.get(Qt.Key(event.key()))
        tasks = self.selected_tasks()
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if tasks:
                self.step_asked.emit(tasks, step)
        elif step is not None:
            self.neighbour_asked.emit(step)
        elif event.key() == Qt.Key.Key_L and not event.modifiers() and tasks:
            self.lock_asked.emit(tasks)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept tasks."""
        self._accept_tasks(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Accept tasks."""
        self._accept_tasks(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Emit the tasks that were dropped."""
        if not event.mimeData().hasFormat(TASKS_FORMAT):
            event.ignore()
            return
        # The model is filled anew from the plan; after a move Qt would remove rows by itself.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit(dragged_tasks(event.mimeData()))

    def _accept_tasks(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(TASKS_FORMAT):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()
