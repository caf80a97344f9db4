"""Decisions on the selected tasks: adopt, hold, decline, back, and the planned fiscal year."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Final

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from rpa_scout.fiscal_years import fiscal_year_label
from rpa_scout.project.states import NEED_REASON, TaskState, state_label
from rpa_scout.text import _, listed
from rpa_scout_gui.actions import Actions
from rpa_scout_gui.dialogs.reason import ReasonDialog, is_confirmed
from rpa_scout_gui.session import Session
from rpa_scout_gui.widgets.plain_text import PlainLabel

_STATES: Final = {
    "tasks.adopt": TaskState.ADOPTED,
    "tasks.hold": TaskState.ON_HOLD,
    "tasks.decline": TaskState.DECLINED,
    "tasks.candidate": TaskState.CANDIDATE,
}
_NOT_YET_CHOSEN: Final = -1
_MANY: Final = 10
"""More tasks than this are decided only after a question."""
_USUAL_POSITION: Final = 1
"""A task that is adopted this year counts from the next."""


class DecisionBar(QWidget):
    """Buttons that decide on the selected tasks."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._actions = session, actions
        self._tasks: list[str] = []
        self._count = PlainLabel(self)
        self.year = QComboBox(self)
        self.year.setAccessibleName(_("Planned fiscal year"))
        self.year.setToolTip(_("Fiscal year given to tasks that are adopted."))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._count, 1)
        line.addWidget(self.year)
        for name, state in _STATES.items():
            line.addWidget(self._button(name))
            actions.on(name, partial(self.decide, state))
        line.addWidget(self._button("tasks.plan"))
        actions.on("tasks.plan", self.plan)
        self.offer_years()
        self.choose([])

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(self._actions[name])
        button.setAccessibleName(self._actions[name].text().replace("&", ""))
        return button

    def offer_years(self) -> None:
        """List the fiscal years from the policy's baseline to its goal."""
        targets = self._session.policy.targets
        chosen = self.year.currentData() if self.year.count() else _NOT_YET_CHOSEN
        first, last = targets.newest_baseline_year + 1, targets.goal_year
        self.year.clear()
        for year in range(first, last + 1):
            self.year.addItem(fiscal_year_label(year), year)
        self.year.addItem(_("no year yet"), None)
        position = self.year.findData(chosen)
        self.year.setCurrentIndex(
            position if position >= 0 else min(_USUAL_POSITION, self.year.count() - 1)
        )

    def choose(self, tasks: list[str]) -> None:
        """Set the selected tasks."""
        self._tasks = tasks
        text = (
            _("{count:,} selected").format(count=len(tasks))
            if tasks
            else _("Select tasks to decide on them.")
        )
        self._count.setText(text)
        self._actions.choose_tasks(chosen=bool(tasks))

    def decide(self, state: TaskState) -> bool:
        """Set the state of the selected tasks; ask for a reason if one is needed."""
        if not self._tasks or not self._are_meant(state_label(state)):
            return False
        reason = ""
        if state in NEED_REASON or (state is TaskState.ADOPTED and self._not_candidates()):
            answer = self._ask_reason(state)
            if answer is None:
                return False
            reason = answer
        year = self.year.currentData() if state is TaskState.ADOPTED else None
        return self._decide(state, reason, year)

    def plan(self) -> bool:
        """Plan the selected tasks for the chosen fiscal year; return whether it succeeded."""
        year = self.year.currentData()
        if not self._tasks or not self._are_meant(self.year.currentText()):
            return False
        return self._decide(None, "", 0 if year is None else int(year))

    def _decide(self, state: TaskState | None, reason: str, year: int | None) -> bool:
        tasks, assessment = self._tasks, self._session.assessment
        made = self._session.change(
            lambda project: project.tasks.decide(
                tasks, state, reason, planned_fiscal_year=year, assessment=assessment
            )
        )
        return made is not None

    def _are_meant(self, outcome: str) -> bool:
        """Ask before many tasks change at once."""
        if len(self._tasks) <= _MANY:
            return True
        records = self._session.records
        states = Counter(records[task].state for task in self._tasks if task in records)
        question = _("{count:,} tasks ({states}) become “{outcome}”. Is this meant?").format(
            count=len(self._tasks),
            states=listed(f"{state_label(state)} {states[state]:,}" for state in states),
            outcome=outcome,
        )
        return is_confirmed(self, outcome, question)

    def _not_candidates(self) -> list[str]:
        """Return the selected tasks that are not candidates."""
        assessment = self._session.assessment
        if assessment is None:
            return []
        index, is_candidate = assessment.inventory.tasks.index, assessment.is_candidate
        rows = {task: assessment.position_of(task) for task in self._tasks if task in index}
        return [task for task, row in rows.items() if not is_candidate[row]]

    def _ask_reason(self, state: TaskState) -> str | None:
        """Ask for a reason; return None if the user cancels."""
        title = state_label(state)
        excluded = self._not_candidates() if state is TaskState.ADOPTED else []
        if excluded:
            question = _("{tasks}: not among the candidates. Reason to adopt all the same:").format(
                tasks=listed(excluded)
            )
            return ReasonDialog.ask(self, title, question)
        question = _("Reason for “{state}” ({count:,} tasks):").format(
            state=title, count=len(self._tasks)
        )
        return ReasonDialog.ask(self, title, question)
