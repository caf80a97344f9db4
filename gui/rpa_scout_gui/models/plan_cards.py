"""Tasks of a plan as cards, and the list of those of one fiscal year."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from rpa_scout.fiscal_years import fiscal_year_label
from rpa_scout.planning.request import Lock
from rpa_scout.planning.result import FiscalPlan, PlanTask
from rpa_scout.planning.texts import BUILDER_LABELS
from rpa_scout.text import _, listed
from rpa_scout_gui.models.plan_rows import lock_text
from rpa_scout_gui.widgets.plain_text import plain_text

Index = QModelIndex | QPersistentModelIndex

CARD_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
"""Role of the card itself."""

TASKS_FORMAT: Final = "application/x-rpa-scout-tasks"
"""Format of the ids of dragged tasks, one a line."""


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of a task of a plan."""

    task_id: str
    name: str
    department: str
    figures: str
    why: str
    lock: Lock | None
    moved_from: str  # the year in the plan that it is compared with; empty: the same

    @property
    def remark(self) -> str:
        """What stands below the figures: the move, or the reason."""
        return _("Plan A: {year}").format(year=self.moved_from) if self.moved_from else self.why

    @property
    def text(self) -> str:
        """All of it, line by line."""
        lock = lock_text(self.lock)
        locked = "" if lock is None else _("Locked to: {lock}").format(lock=lock)
        moved = self.remark if self.moved_from else ""
        return "\n".join(
            filter(None, (self.name, self.department, self.figures, locked, moved, self.why))
        )


def plan_cards(
    plan: FiscalPlan, locks: Mapping[str, Lock], compared: FiscalPlan | None = None
) -> dict[int | None, list[Card]]:
    """Return the cards of each fiscal year in the order of the ranking; None: not in the plan.

    A card names its year in the compared plan where that is another.
    """
    assessment = plan.request.assessment
    cards: dict[int | None, list[Card]] = {year.fiscal_year: [] for year in plan.years}
    cards[None] = []
    compared_years = None if compared is None else compared.year_of
    answers = assessment.inventory.tasks
    rows = [assessment.position_of(task.task_id) for task in plan.tasks]
    names, departments = (answers[field].iloc[rows].tolist() for field in ("name", "department"))
    saved = assessment.savings.p50[rows].tolist()
    for task, name, department, hours in zip(plan.tasks, names, departments, saved, strict=True):
        before = task.fiscal_year if compared_years is None else compared_years.get(task.task_id)
        cards[task.fiscal_year].append(
            Card(
                task_id=task.task_id,
                name=str(name),
                department=str(department),
                figures=_figures(hours, task),
                why=task.why,
                lock=locks.get(task.task_id),
                moved_from="" if before == task.fiscal_year else year_text(before),
            )
        )
    return cards


def _figures(saved_hours: float, task: PlanTask) -> str:
    parts = []
    if not math.isnan(saved_hours):
        parts.append(_("saves {hours:,.0f} h").format(hours=saved_hours))
    if task.build_hours is not None and task.builder is not None:
        builder = _(BUILDER_LABELS[task.builder])
        parts.append(_("{builder} {hours:,.0f} h").format(builder=builder, hours=task.build_hours))
    return listed(parts)


def year_text(year: int | None) -> str:
    """Return a fiscal year of a plan, or that a task is not in the plan."""
    return _("not in the plan") if year is None else fiscal_year_label(year)


class CardModel(QAbstractListModel):
    """The cards of one column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cards: Sequence[Card] = ()

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Replace all cards."""
        self.beginResetModel()
        self.cards = tuple(cards)
        self.endResetModel()

    def rows_of(self, tasks: Iterable[str]) -> list[int]:
        """Return the rows of tasks."""
        wanted = set(tasks)
        return [row for row, card in enumerate(self.cards) if card.task_id in wanted]

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of cards."""
        return 0 if parent is not None and parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the data of a card for a role."""
        if not index.isValid() or index.row() >= len(self.cards):
            return None
        card = self.cards[index.row()]
        if role == CARD_ROLE:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return card.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_text(card.text)
        return card.text if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that cards can be selected and dragged."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def mimeTypes(self) -> list[str]:
        """Return the format of dragged tasks."""
        return [TASKS_FORMAT]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the ids of dragged tasks."""
        data = QMimeData()
        tasks = "\n".join(self.cards[index.row()].task_id for index in indexes)
        data.setData(TASKS_FORMAT, tasks.encode())
        return data


def dragged_tasks(data: QMimeData) -> list[str]:
    """Return the ids of dragged tasks."""
    return bytes(data.data(TASKS_FORMAT).data()).decode().splitlines()
