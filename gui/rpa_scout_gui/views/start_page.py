"""The start page: new, open, recent projects, sample data, and the user's name."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rpa_scout.text import _
from rpa_scout_gui.actions import Actions
from rpa_scout_gui.session import Session
from rpa_scout_gui.settings import Settings
from rpa_scout_gui.widgets.plain_text import PlainLabel, plain_text

_CARD_WIDTH = 860


class StartPage(QWidget):
    """The start page."""

    page_id = "start"
    opened = Signal(object)
    """Path of the chosen recent project."""

    def __init__(self, session: Session, settings: Settings, actions: Actions) -> None:
        super().__init__()
        self._session, self._settings, self._actions = session, settings, actions
        self.author = QLineEdit(self)
        self.recent = QListWidget(self)
        self._lay_out()
        self.author.setText(settings.author)
        self.author.editingFinished.connect(self._rename)
        self.recent.itemActivated.connect(self._open)
        self.recent.itemClicked.connect(self._open)
        self.refresh()

    def _lay_out(self) -> None:
        card = QFrame(self)
        card.setProperty("role", "card")
        card.setFixedWidth(_CARD_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(36, 32, 36, 32)
        column.setSpacing(16)
        column.addWidget(_label(_("What is worth automating?"), "heading"))
        hint = _label(
            _(
                "Departments' surveys go in; a checked, ranked list of tasks comes out, "
                "with the hours that RPA and AI can save. Everything is saved at once."
            ),
            "muted",
        )
        hint.setWordWrap(True)
        column.addWidget(hint)
        column.addLayout(self._buttons())
        column.addWidget(_label(_("Recent projects"), "subheading"))
        self.recent.setAccessibleName(_("Recent projects"))
        self.recent.setMinimumHeight(140)
        column.addWidget(self.recent, 1)
        column.addLayout(self._author_line())
        outer = QGridLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addWidget(card, 0, 0, Qt.AlignmentFlag.AlignCenter)

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        for position, name in enumerate(("file.samples", "file.new", "file.open")):
            button = _action_button(self._actions[name], self)
            if position == 0:
                button.setProperty("role", "main")
            line.addWidget(button)
        line.addStretch(1)
        return line

    def _author_line(self) -> QHBoxLayout:
        label = _label(_("Your &name, kept with every change:"), "muted")
        label.setBuddy(self.author)
        self.author.setAccessibleName(_("Your name"))
        self.author.setMaximumWidth(260)
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(self.author)
        line.addStretch(1)
        return line

    def refresh(self) -> None:
        """List the recent projects again."""
        self.recent.clear()
        for path in self._settings.recent:
            item = QListWidgetItem(f"{path.stem}　—　{path.parent}")
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            item.setToolTip(plain_text(str(path)))
            self.recent.addItem(item)
        if not self.recent.count():
            item = QListWidgetItem(_("None yet. Try the sample data, or make a project."))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.recent.addItem(item)

    def _rename(self) -> None:
        name = self.author.text().strip()
        if name:
            self._settings.author = name
            self._session.author = name
        else:
            self.author.setText(self._settings.author)

    def _open(self, item: QListWidgetItem) -> None:
        stored_path = item.data(Qt.ItemDataRole.UserRole)
        if stored_path:
            self.opened.emit(Path(stored_path))


def _label(text: str, role: str) -> QLabel:
    label = PlainLabel(text)
    label.setProperty("role", role)
    return label


def _action_button(action: QAction, parent: QWidget) -> QPushButton:
    """Return a button that triggers an action and shows its state."""
    button = QPushButton(action.text(), parent)
    button.setAccessibleName(action.text().replace("&", ""))
    button.setToolTip(action.toolTip())
    button.clicked.connect(action.trigger)
    return button
