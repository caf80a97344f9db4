"""The actions of the window, declared once: text, tooltip, shortcut, and when they are enabled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar

from rpa_scout.text import N_, _
from rpa_scout_gui.session import Session

When = Literal[
    "always",
    "open",
    "writable",
    "assessed",
    "documents",
    "chosen",
    "tasks",
    "undoable",
    "redoable",
]


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """The declaration of one action."""

    id: str  # "menu.name"
    text: str  # English with mnemonic; translated when shown
    tooltip: str  # English; translated when shown
    shortcut: str  # in Qt's portable notation
    # When it is enabled. ``open``: a project is open; ``writable``: it may be changed;
    # ``assessed``: results exist; ``documents``: and documents may be recorded; ``chosen``: tasks
    # are selected; ``tasks``: and may be changed.
    when: When = "always"


MENUS: Final = {
    "file": N_("&File"),
    "edit": N_("&Edit"),
    "tasks": N_("&Tasks"),
    "documents": N_("&Documents"),
    "go": N_("&Go"),
    "view": N_("&View"),
    "help": N_("&Help"),
}
"""English titles of the menus, in display order."""

ACTIONS: Final = (
    ActionSpec("file.new", N_("&New project…"), N_("Make a new project file."), "Ctrl+N"),
    ActionSpec("file.open", N_("&Open…"), N_("Open a project file."), "Ctrl+O"),
    ActionSpec(
        "file.samples",
        N_("Try with &sample data"),
        N_("Make a project of invented departments to try things out."),
        "Ctrl+Shift+N",
    ),
    ActionSpec("file.close", N_("&Close project"), N_("Back to the start."), "Ctrl+W", "open"),
    ActionSpec(
        "file.backup",
        N_("Save a &copy…"),
        N_("Write a copy of the project file; changes are saved at once anyway."),
        "Ctrl+Shift+S",
        "open",
    ),
    ActionSpec("file.print", N_("&Print…"), N_("Print the present page (A4)."), "Ctrl+P", "open"),
    ActionSpec(
        "file.pdf", N_("Page as P&DF…"), N_("Write the present page as a PDF."), "Ctrl+D", "open"
    ),
    ActionSpec(
        "file.task_pdf",
        N_("Sheet of the &task as PDF…"),
        N_("Write one page on the chosen task (A4), for a meeting."),
        "Ctrl+T",
        "chosen",
    ),
    ActionSpec(
        "file.quit", N_("&Quit"), N_("Close the window; everything is saved already."), "Ctrl+Q"
    ),
    ActionSpec("edit.undo", N_("&Undo"), N_("Undo the last change."), "Ctrl+Z", "undoable"),
    ActionSpec(
        "edit.redo",
        N_("&Redo"),
        N_("Redo the change that was undone last."),
        "Ctrl+Y",
        "redoable",
    ),
    ActionSpec(
        "edit.copy",
        N_("&Copy table"),
        N_("Copy the chosen rows with their headings, to be pasted into Excel."),
        "Ctrl+Shift+C",
        "open",
    ),
    ActionSpec("edit.find", N_("&Find"), N_("Go to the search box of the page."), "Ctrl+F", "open"),
    ActionSpec("tasks.adopt", N_("&Adopt"), N_("Adopt the chosen tasks."), "Ctrl+1", "tasks"),
    ActionSpec(
        "tasks.hold", N_("Put on &hold…"), N_("Decide later, with a reason."), "Ctrl+2", "tasks"
    ),
    ActionSpec(
        "tasks.decline",
        N_("&Decline…"),
        N_("Do not automate them, with a reason."),
        "Ctrl+3",
        "tasks",
    ),
    ActionSpec(
        "tasks.candidate",
        N_("Ba&ck to undecided"),
        N_("Take the decision back."),
        "Ctrl+4",
        "tasks",
    ),
    ActionSpec(
        "tasks.plan",
        N_("Plan &year…"),
        N_("Choose the fiscal year in which they are automated."),
        "Ctrl+5",
        "tasks",
    ),
    ActionSpec(
        "tasks.keep",
        N_("&Save these results"),
        N_("Save today's ranking in the project, to compare it with later ones."),
        "Ctrl+K",
        "assessed",
    ),
    ActionSpec(
        "documents.ranking",
        N_("&Ranking workbook…"),
        N_("Write the ranking as an Excel workbook."),
        "Ctrl+E",
        "assessed",
    ),
    ActionSpec(
        "documents.report",
        N_("Report to the &council…"),
        N_("Write the report to the council that decides, as a Word document."),
        "Ctrl+Shift+R",
        "documents",
    ),
    ActionSpec(
        "documents.cards",
        N_("&Task cards…"),
        N_("Write a card of one page for each selected task, else for all that are proposed."),
        "Ctrl+Shift+T",
        "documents",
    ),
    ActionSpec(
        "documents.results",
        N_("Results to the &departments…"),
        N_("Write to every department what came of its tasks."),
        "Ctrl+Shift+E",
        "documents",
    ),
    ActionSpec(
        "documents.plan",
        N_("&Action plan…"),
        N_("Write the plan by fiscal year as a workbook: tasks by quarter, totals."),
        "Ctrl+Shift+P",
        "documents",
    ),
    ActionSpec(
        "documents.verification",
        N_("&Verification of effects…"),
        N_("Compare the estimates with the actuals of the newest year."),
        "Ctrl+Shift+V",
        "documents",
    ),
    ActionSpec(
        "documents.audit",
        N_("A&udit workbook…"),
        N_("Write a workbook in which every score can be computed again."),
        "Ctrl+Shift+U",
        "documents",
    ),
    ActionSpec(
        "view.larger",
        N_("&Larger"),
        N_("Show everything larger."),
        "Ctrl++",
    ),
    ActionSpec("view.smaller", N_("&Smaller"), N_("Show everything smaller."), "Ctrl+-"),
    ActionSpec(
        "view.normal", N_("&Normal size"), N_("Show everything in the normal size."), "Ctrl+0"
    ),
    ActionSpec("view.full", N_("&Full screen"), N_("Fill the screen, and back."), "F11"),
    ActionSpec(
        "view.meeting",
        N_("&Meeting"),
        N_("Large type on the full screen without the page buttons, for a projector; and back."),
        "F12",
        "open",
    ),
    ActionSpec(
        "view.refresh",
        N_("&Refresh"),
        N_("Load changes that other people saved meanwhile."),
        "F5",
        "open",
    ),
    ActionSpec(
        "view.dark",
        N_("&Dark colours"),
        N_("Change between light and dark colours."),
        "Ctrl+Shift+D",
    ),
    ActionSpec(
        "view.language",
        N_("&English"),
        N_("Change between Japanese and English."),
        "Ctrl+Shift+L",
    ),
    ActionSpec(
        "help.page",
        N_("&How to use this page"),
        N_("Show how the page at hand is used, step by step."),
        "F1",
        "open",
    ),
    ActionSpec(
        "help.glossary",
        N_("&Glossary"),
        N_("Show what the terms mean, such as p50 and score."),
        "Shift+F1",
    ),
    ActionSpec("help.shortcuts", N_("&Shortcuts"), N_("Show all shortcuts."), "Ctrl+Shift+F1"),
    ActionSpec(
        "help.reliability",
        N_("How &reliable the estimates are"),
        N_("Hold the estimates against published results of other bodies."),
        "Ctrl+F1",
    ),
    ActionSpec("help.about", N_("&About rpa-scout"), N_("Show the version."), "Alt+F1"),
)
"""All actions except those that show a page; `PAGES` declares these."""


def plain_title(title: str) -> str:
    """Translate a title and leave out its mnemonic: 「開く(&O)…」 becomes 「開く…」."""
    return re.sub(r"\(&.\)|&", "", _(title))


class Actions(QObject):
    """The actions of one window."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._specs: dict[str, ActionSpec] = {}
        self._actions: dict[str, QAction] = {}
        self._has_chosen_tasks = False
        self._page_can = (False, False)
        self._tasks_are_shown = True  # tests build pages without the window
        for spec in ACTIONS:
            self.add(spec)
        session.changed.connect(self.refresh)
        self.refresh()

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def __iter__(self) -> Iterator[ActionSpec]:
        return iter(self._specs.values())

    def add(self, spec: ActionSpec) -> QAction:
        """Add an action with the declared text and keys."""
        action = QAction(self)
        action.setObjectName(spec.id)
        action.setShortcut(QKeySequence(spec.shortcut))
        self._specs[spec.id] = spec
        self._actions[spec.id] = action
        self._name(spec)
        return action

    def fill_menus(self, bar: QMenuBar) -> None:
        """Add the menus with their actions."""
        for name, title in MENUS.items():
            menu = bar.addMenu(_(title))
            menu.setToolTipsVisible(True)
            for spec in self:
                if spec.id.partition(".")[0] == name:
                    menu.addAction(self._actions[spec.id])

    def on(self, action_id: str, do: Callable[[], object]) -> None:
        """Call a function when the action is triggered."""
        self._actions[action_id].triggered.connect(lambda _checked=False: do())

    def choose_tasks(self, *, chosen: bool) -> None:
        """Set whether tasks are selected in the ranking; decisions need a selection."""
        self._has_chosen_tasks = chosen
        self.refresh()

    def show_tasks(self, *, shown: bool) -> None:
        """Set whether the ranking is the current page; decisions are possible only there."""
        self._tasks_are_shown = shown
        self.refresh()

    def offer_steps(self, *, undo: bool, redo: bool) -> None:
        """Set whether the current page has steps of its own to take back, or to make again."""
        self._page_can = (undo, redo)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Enable the actions that are possible now."""
        session = self._session
        chosen = self._has_chosen_tasks and self._tasks_are_shown
        is_possible = {
            "always": True,
            "open": session.project is not None,
            "writable": session.can_change,
            "assessed": session.assessment is not None,
            "documents": session.can_change and session.assessment is not None,
            "chosen": session.assessment is not None and chosen,
            "tasks": session.can_change and chosen,
            "undoable": session.can_undo or self._page_can[0],
            "redoable": session.can_redo or self._page_can[1],
        }
        for name, spec in self._specs.items():
            self._actions[name].setEnabled(is_possible[spec.when])
        self._actions["tasks.keep"].setEnabled(session.can_change and is_possible["assessed"])

    def _name(self, spec: ActionSpec) -> None:
        action = self._actions[spec.id]
        keys = QKeySequence(spec.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        action.setText(_(spec.text))
        action.setToolTip(f"{_(spec.tooltip)} ({keys})")
        action.setStatusTip(_(spec.tooltip))
