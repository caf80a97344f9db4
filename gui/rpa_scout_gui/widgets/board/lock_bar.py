"""A choice of years with the button that locks the selected tasks of a plan to one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from rpa_scout.planning.request import Lock
from rpa_scout.planning.result import FiscalPlan
from rpa_scout.text import _
from rpa_scout_gui.models.plan_rows import lock_text

_FREE: Final = "free"


class LockBar(QWidget):
    """Below the list of tasks."""

    asked = Signal(object)
    """Emitted with the lock that the selected tasks shall have; None: no lock."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lock = QComboBox(self)
        self.lock.setAccessibleName(_("Lock the selected tasks"))
        self.lock.setToolTip(_("Lock the selected tasks to a year or out, then plan again."))
        self.set_lock = QPushButton(_("Lock the selected tasks"), self)
        self.set_lock.clicked.connect(self._ask)
        bar = QHBoxLayout(self)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.addWidget(self.lock)
        bar.addWidget(self.set_lock)
        bar.addStretch(1)

    def offer(self, plan: FiscalPlan | None) -> None:
        """List the years of a plan."""
        self.lock.clear()
        years = () if plan is None else tuple(year.fiscal_year for year in plan.years)
        locks: tuple[Lock, ...] = (*years, "out")
        for lock in locks:
            self.lock.addItem(str(lock_text(lock)), lock)
        self.lock.addItem(_("not locked"), _FREE)
        self.lock.setEnabled(plan is not None)

    def _ask(self) -> None:
        lock = self.lock.currentData()
        self.asked.emit(None if lock == _FREE else lock)
