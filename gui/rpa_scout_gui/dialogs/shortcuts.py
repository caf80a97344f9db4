"""The dialog with all shortcuts, by menu."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from rpa_scout.text import _
from rpa_scout_gui.actions import MENUS, ActionSpec, plain_title


class ShortcutsDialog(QDialog):
    """A list of all shortcuts; deletes itself when it is closed."""

    def __init__(self, specs: Iterable[ActionSpec], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Shortcuts"))
        self.resize(560, 600)
        browser = QTextBrowser(self)
        browser.setAccessibleName(_("Shortcuts"))
        browser.setHtml(_table(list(specs)))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.addWidget(browser)
        column.addWidget(buttons)


def _table(specs: list[ActionSpec]) -> str:
    rows = []
    for menu, title in MENUS.items():
        rows.append(f"<tr><td colspan=2><h3>{plain_title(title)}</h3></td></tr>")
        for spec in specs:
            if spec.id.partition(".")[0] == menu:
                keys = QKeySequence(spec.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
                rows.append(f"<tr><td width=150><b>{keys}</b></td><td>{_(spec.tooltip)}</td></tr>")
    return f"<table cellpadding=4>{''.join(rows)}</table>"
