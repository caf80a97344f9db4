"""An editor for an answer to a survey field: a choice, a number, a text, or unknown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedLayout, QWidget

from rpa_scout.policy.fields import FieldDefinition, is_unanswered
from rpa_scout.text import _, language


class AnswerEditor(QWidget):
    """An editor that fits the kind of field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field: FieldDefinition | None = None
        self._understand: Callable[[str], object] = str
        self.choice = QComboBox(self)
        self.text = QLineEdit(self)
        for editor in (self.choice, self.text):
            editor.setAccessibleName(_("New answer"))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.text)
        self._stack.addWidget(self.choice)
        self.setSizePolicy(self.text.sizePolicy())

    def ask(
        self,
        field: FieldDefinition | None,
        present: object = None,
        understand: Callable[[str], object] = str,
    ) -> None:
        """Show the editor for a field with its current answer; `understand` reads what is typed."""
        self._field, self._understand = field, understand
        self.setEnabled(field is not None)
        self.text.clear()
        self.choice.clear()
        if field is None:
            self._stack.setCurrentWidget(self.text)
            return
        is_choice = field.kind == "choice"
        self._stack.setCurrentWidget(self.choice if is_choice else self.text)
        if is_choice:
            for choice in field.choices:
                self.choice.addItem(choice.label_in(language()), choice.code)
            self.choice.addItem(field.choice_label(None), None)
            # Where nothing readable was written, nothing is suggested either.
            known = None if is_unanswered(present) else present
            self.choice.setCurrentIndex(self.choice.findData(known))
            return
        self.text.setPlaceholderText(_hint(field))
        self.text.setText(_shown(present))

    def answer(self) -> object:
        """Return the answer; None is unknown.

        Raises
        ------
        InputError
            The text that was typed is no answer to the field.
        """
        if self._field is None:
            return None
        if self._field.kind == "choice":
            return self.choice.currentData()
        return self._understand(self.text.text())


def _hint(field: FieldDefinition) -> str:
    if field.kind != "number":
        return _("empty: unknown")
    return _("{low:,g} to {high:,g}; empty: unknown").format(low=field.minimum, high=field.maximum)


def _shown(present: object) -> str:
    if is_unanswered(present):
        return ""
    return f"{present:,g}" if isinstance(present, float) else str(present)
