"""A list whose entries have check boxes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

_KEY: Final = int(Qt.ItemDataRole.UserRole)


class TickedList(QListWidget):
    """Entries to tick, each with the key that stands for it."""

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
