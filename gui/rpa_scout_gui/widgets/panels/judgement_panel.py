"""Records on one task: decision, overrides of computed values, notes, history."""

from __future__ import annotations

from html import escape
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rpa_scout.fiscal_years import fiscal_year_label
from rpa_scout.project.decisions import OverrideKind
from rpa_scout.project.ledger.history import HistoryFilter
from rpa_scout.project.states import state_label
from rpa_scout.text import N_, _
from rpa_scout_gui.models.history_text import entry_text, moment_text
from rpa_scout_gui.session import Session
from rpa_scout_gui.widgets.number_field import OptionalDecimalField
from rpa_scout_gui.widgets.panels.plan_line import PlanLine
from rpa_scout_gui.widgets.reason_line import ReasonLine, RequiredLine
from rpa_scout_gui.widgets.required_choice import RequiredChoice

_KINDS: Final[dict[OverrideKind, str]] = {
    "hours": N_("hours saved a year"),
    "score": N_("score"),
    "means": N_("means"),
}
_SHOWN_ENTRIES: Final = 40
_LARGEST: Final = 100_000.0


class JudgementPanel(QWidget):
    """Decision, overrides, notes and history of one task."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: str | None = None
        self._decision = _text()
        self._history = _text()
        self._notes = _text()
        self._judged = _text()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._decision)
        self.plan = PlanLine(session, self)
        column.addWidget(self.plan)
        column.addWidget(self._judgements())
        column.addWidget(self._note_box())
        column.addWidget(_titled(_("History of the task"), self._history))
        column.addStretch(1)

    def _judgements(self) -> QGroupBox:
        box = QGroupBox(_("Override a computed value"), self)
        self._override_kind = QComboBox(box)
        for what, label in _KINDS.items():
            self._override_kind.addItem(_(label), what)
        self._number = OptionalDecimalField(_LARGEST, box)
        self._number.setGroupSeparatorShown(True)
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._means = RequiredChoice(box)
        self._value = QStackedWidget(box)
        self._value.addWidget(self._number)
        self._value.addWidget(self._means)
        self._value.setFixedHeight(self._number.sizeHint().height())
        self._reason = ReasonLine(box)
        self._override_button = QPushButton(_("Save the override"), box)
        self._withdraw = QPushButton(_("Withdraw"), box)
        for widget, name in (
            (self._override_kind, N_("Value to override")),
            (self._number, N_("Value")),
            (self._means, N_("Value")),
        ):
            widget.setAccessibleName(_(name))
        form = QFormLayout(box)
        form.addRow(self._judged)
        line = QHBoxLayout()
        line.addWidget(self._override_kind)
        line.addWidget(self._value, 1)
        form.addRow(line)
        form.addRow(self._reason)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._withdraw)
        buttons.addWidget(self._override_button)
        form.addRow(buttons)
        self._override_kind.currentIndexChanged.connect(self._offer)
        self._override_button.clicked.connect(self._override)
        self._withdraw.clicked.connect(self._take_back)
        return box

    def _note_box(self) -> QGroupBox:
        box = QGroupBox(_("Notes"), self)
        self._note = RequiredLine(_("New note"), _("New note"), _("Write a note first."), box)
        self._add = QPushButton(_("Write"), box)
        column = QVBoxLayout(box)
        column.addWidget(self._notes)
        line = QHBoxLayout()
        line.addWidget(self._note, 1)
        line.addWidget(self._add)
        column.addLayout(line)
        self._note.returnPressed.connect(self._write_note)
        self._add.clicked.connect(self._write_note)
        return box

    def show_task(self, task_id: str | None) -> None:
        """Show the records on a task."""
        if task_id != self._task:
            self._reason.clear()
            self._empty_value()
            self._note.clear()
        self._task = task_id
        self.plan.show_task(task_id)
        self.refresh()

    def refresh(self) -> None:
        """Read the records of the project again."""
        project, task = self._session.project, self._task
        self.setEnabled(project is not None and task is not None)
        self.plan.refresh()
        if project is None or task is None or task not in self._session.records:
            for text_label in (self._decision, self._judged, self._notes, self._history):
                text_label.clear()
            return
        policy = self._session.policy
        labels = policy.means_labels()
        chosen = self._means.currentData()
        self._means.clear()
        for code, label in labels.items():
            self._means.addItem(label, code)
        self._means.setCurrentIndex(self._means.findData(chosen))
        self._decision.setText(self._decision_text(task))
        self._judged.setText(self._judgements_text(task, labels))
        self._judged.setVisible(bool(self._judged.text()))
        notes = [_dated(note.at, note.author, note.text) for note in project.tasks.notes(task)]
        self._notes.setText("<br>".join(notes))
        self._notes.setVisible(bool(notes))
        entries = project.history.entries(HistoryFilter(task_id=task, limit=_SHOWN_ENTRIES))
        changed = project.history.entry_tasks(entries, task_id=task)
        lines = [
            _dated(entry.at, entry.author, entry_text(entry, changed[entry.number], policy))
            for entry in reversed(entries)
        ]
        self._history.setText("<br>".join(lines))
        self._offer()

    def _decision_text(self, task: str) -> str:
        record = self._session.records[task]
        parts = [f"<b>{escape(state_label(record.state))}</b>"]
        if record.planned_fiscal_year:
            parts.append(escape(fiscal_year_label(record.planned_fiscal_year)))
        if record.owner:
            parts.append(escape(record.owner))
        if record.reason:
            parts.append(escape(_("reason: {reason}").format(reason=record.reason)))
        if record.decided_at and record.decided_by:
            parts.append(
                f"<small>{escape(record.decided_by)} {moment_text(record.decided_at)}</small>"
            )
        return "　".join(parts)

    def _judgements_text(self, task: str, labels: dict[str, str]) -> str:
        lines = []
        for what, label in _KINDS.items():
            override = self._session.overrides.get((task, what))
            if override is None:
                continue
            value = (
                labels.get(str(override.value), str(override.value))
                if what == "means"
                else f"{float(override.value):,.1f}"
            )
            sentence = f"{_(label)}：{value}　{override.reason}"
            lines.append(_dated(override.at, override.author, sentence))
        return "<br>".join(lines)

    def _offer(self) -> None:
        what = self._override_kind.currentData()
        self._value.setCurrentWidget(self._means if what == "means" else self._number)
        free = self._session.can_change and self._task is not None
        self._override_button.setEnabled(free)
        self._withdraw.setEnabled(free and (self._task or "", what) in self._session.overrides)
        self._add.setEnabled(free)
        self._note.setEnabled(free)

    def _empty_value(self) -> None:
        self._number.empty()
        self._means.empty()

    def _override(self) -> None:
        what: OverrideKind = self._override_kind.currentData()
        field = self._means if what == "means" else self._number
        if not (field.demand() and self._reason.demand()):
            return
        value = self._means.currentData() if what == "means" else self._number.value()
        # The override refers to the results on screen, not to an older saved assessment.
        task, reason, shown = self._task, self._reason.reason, self._session.assessment
        if task is None:
            return
        made = self._session.change(
            lambda project: project.tasks.override(task, what, value, reason, assessment=shown)
        )
        if made is not None:
            self._reason.clear()
            self._empty_value()
            self.refresh()

    def _take_back(self) -> None:
        what: OverrideKind = self._override_kind.currentData()
        task, reason = self._task, self._reason.reason
        if task is None:
            return
        made = self._session.change(
            lambda project: project.tasks.withdraw_override(task, what, reason)
        )
        if made is not None:
            self._reason.clear()
            self.refresh()

    def _write_note(self) -> None:
        text, task = self._note.stripped, self._task
        if task is None or not self._note.demand():
            return
        if self._session.change(lambda project: project.tasks.note(text, task)):
            self._note.clear()
            self.refresh()


def _text() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _titled(title: str, inside: QWidget) -> QGroupBox:
    box = QGroupBox(title)
    QVBoxLayout(box).addWidget(inside)
    return box


def _dated(moment: str, author: str, text: str) -> str:
    return f"{escape(text)}　<small>{escape(author)} {moment_text(moment)}</small>"
