"""The dialog that shows what new surveys change, cell by cell, before they are taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from rpa_scout.comparison.change_rows import change_rows
from rpa_scout.text import N_, _
from rpa_scout_gui.dialogs.answers import answer_buttons
from rpa_scout_gui.widgets.plain_text import PlainLabel
from rpa_scout_gui.widgets.tables.text_table import TextTable

if TYPE_CHECKING:
    from rpa_scout.project.surveys.importing import ImportedTasks

_COLUMNS = (
    (N_("Kind of change"), 100),
    (N_("Department"), 110),
    (N_("Task"), 220),
    (N_("Question"), 170),
    (N_("Old value"), 120),
    (N_("New value"), 120),
    (N_("Cell"), 110),
)


class ImportPreview(QDialog):
    """What an import would do; accepted if it shall be done."""

    def __init__(self, imported: ImportedTasks, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("What the new surveys change"))
        self.resize(980, 520)
        hint = PlainLabel(
            _(
                "{added:,} tasks are new, {changed:,} have other answers, {unchanged:,} are "
                "unchanged, {gone:,} are no longer listed and will be withdrawn. Nothing has been "
                "taken over yet."
            ).format(
                added=len(imported.added),
                changed=len(imported.changed),
                unchanged=len(imported.unchanged),
                gone=len(imported.gone),
            ),
            self,
        )
        hint.setWordWrap(True)
        self.table = TextTable(_COLUMNS, self.windowTitle(), self)
        self.table.show_rows(
            [
                (row.kind, row.department, row.name, row.field, row.old, row.new, row.cell)
                for row in change_rows(imported.comparison)
            ]
        )
        buttons = answer_buttons(self, self.accept, _("&Take over"), _("&Do not take over"))
        column = QVBoxLayout(self)
        column.addWidget(hint)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
