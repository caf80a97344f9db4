"""A list whose entries have check boxes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

_KEY: Final = int(Qt.ItemDataRole.UserRole)


class TickedList(QListWidget):
    """Entries to tick, each with the key that stands for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_WholeRow(self))

    def offer(self, label: str, key: str, *, is_ticked: bool = False) -> None:
        """Append an entry."""
        item = QListWidgetItem(label)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
        item.setData(_KEY, key)
        self.addItem(item)

    @property
    def ticked(self) -> list[str]:
        """The keys of the ticked entries, in their order."""
        items = (self.item(row) for row in range(self.count()))
        return [
            str(item.data(_KEY)) for item in items if item.checkState() is Qt.CheckState.Checked
        ]


class _WholeRow(QStyledItemDelegate):
    """Ticks an entry by a click on any part of it; Qt's own wants the small box."""

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Turn the tick when the left button is released."""
        if not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index)
        is_click = event.type() is QEvent.Type.MouseButtonRelease
        if not is_click or event.button() is not Qt.MouseButton.LeftButton:
            return False
        role = Qt.ItemDataRole.CheckStateRole
        is_ticked = Qt.CheckState(index.data(role)) is Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if is_ticked else Qt.CheckState.Checked
        return model.setData(index, state.value, role)
