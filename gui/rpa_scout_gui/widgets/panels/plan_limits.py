"""The limits of a plan, to be tried out: staff hours, yen for vendors, tasks per department."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from rpa_scout.policy.plan import PlanLimits
from rpa_scout.text import N_, _
from rpa_scout_gui.widgets.number_field import NumberField

_NO_LIMIT = -1
_LIMITS = {
    "in_house_hours_per_year": (N_("Staff hours a year"), 100_000, 50),
    "vendor_yen_per_year": (N_("Vendor yen a year"), 1_000_000_000, 100_000),
    "vendor_yen_per_hour": (N_("Yen per vendor hour"), 100_000, 500),
    "new_tasks_per_department_per_year": (N_("New tasks per department"), 100, 1),
}
"""By field of `PlanLimits`: label, largest value, step."""


class PlanLimitsPanel(QWidget):
    """Number fields for the limits, and a button that plans."""

    plan_asked = Signal()
    """Emitted when the user asks for a plan."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._of_policy: PlanLimits | None = None
        self.boxes: dict[str, NumberField] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for name, (label, most, step) in _LIMITS.items():
            box = NumberField(self)
            box.setRange(_NO_LIMIT, most)
            box.setSingleStep(step)
            box.setSpecialValueText(_("no limit"))
            box.setGroupSeparatorShown(True)
            box.setAccessibleName(_(label))
            line.addWidget(QLabel(_(label), self))
            line.addWidget(box)
            self.boxes[name] = box
        line.addStretch(1)
        self.plan = QPushButton(_("&Plan"), self)
        self.plan.setAccessibleName(_("Plan"))
        self.plan.setProperty("role", "main")
        self.plan.clicked.connect(self.plan_asked)
        line.addWidget(self.plan)

    def show_limits(self, limits: PlanLimits | None) -> None:
        """Show the limits of the policy."""
        self._of_policy = limits
        for name, box in self.boxes.items():
            value = getattr(limits, name) if limits is not None else None
            box.setValue(_NO_LIMIT if value is None else round(value))

    def limits(self) -> PlanLimits:
        """Return the limits as shown, with the others of the policy.

        A limit in yen without a price holds nothing back, so it is left out.
        """
        stated: dict[str, Any] = {
            name: None if box.value() == _NO_LIMIT else box.value()
            for name, box in self.boxes.items()
        }
        before = {} if self._of_policy is None else self._of_policy.model_dump()
        merged = before | stated | {"in_house_hours_in": {}, "vendor_yen_in": {}}
        if stated["vendor_yen_per_hour"] is None and not merged.get("vendor_yen_per_task"):
            merged["vendor_yen_per_year"] = None
        return PlanLimits.model_validate(merged)
