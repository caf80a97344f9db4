"""Who is in charge of a task and who builds it."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from rpa_scout.ranking.labels import BUILDER_LABELS
from rpa_scout.text import N_, _
from rpa_scout_gui.session import Session
from rpa_scout_gui.widgets.plain_text import PlainLabel

_BUILDERS = {"": N_("not decided"), **BUILDER_LABELS}


class PlanLine(QWidget):
    """Owner and builder of one task."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: str | None = None
        self.owner = QLineEdit(self)
        self.owner.setAccessibleName(_("Owner"))
        self.builder = QComboBox(self)
        self.builder.setAccessibleName(_("Built by"))
        for code, label in _BUILDERS.items():
            self.builder.addItem(_(label), code)
        self.save_button = QPushButton(_("Set"), self)
        self.save_button.setToolTip(_("Save who is in charge and who builds it."))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for name, field, stretch in ((_("Owner"), self.owner, 1), (_("Built by"), self.builder, 0)):
            named = PlainLabel(name, self)
            named.setBuddy(field)
            line.addWidget(named)
            line.addWidget(field, stretch)
        line.addWidget(self.save_button)
        self.owner.textChanged.connect(self._offer)
        self.builder.currentIndexChanged.connect(self._offer)
        self.owner.returnPressed.connect(self._save)
        self.save_button.clicked.connect(self._save)
        self._offer()

    def show_task(self, task_id: str | None) -> None:
        """Show who is in charge of a task."""
        self._task = task_id
        self.refresh()

    def refresh(self) -> None:
        """Read the decision again."""
        owner, builder = self._saved_plan()
        self.owner.setText(owner)
        self.builder.setCurrentIndex(max(self.builder.findData(builder), 0))
        self._offer()

    def _saved_plan(self) -> tuple[str, str]:
        record = self._session.records.get(self._task or "")
        return ("", "") if record is None else (record.owner or "", record.builder or "")

    def _offer(self) -> None:
        shown = (self.owner.text().strip(), self.builder.currentData())
        free = self._session.can_change and (self._task or "") in self._session.records
        for field in (self.owner, self.builder):
            field.setEnabled(free)
        self.save_button.setEnabled(free and shown != self._saved_plan())

    def _save(self) -> None:
        task = self._task
        if task is not None and self.save_button.isEnabled():
            owner, builder = self.owner.text().strip(), self.builder.currentData()
            self._session.change(
                lambda project: project.tasks.decide([task], None, owner=owner, builder=builder)
            )
