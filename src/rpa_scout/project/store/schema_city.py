"""Tables of state about the city: departments, forms, questions, groups, refused pairs."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from rpa_scout.project.store.schema_base import StaffContact, StaffName, StateRow


class CityDepartmentRow(StateRow):
    """State: a department on the city's list."""

    __tablename__ = "city_departments"

    department: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    staff: Mapped[float | None]
    number: Mapped[str | None]
    deadline: Mapped[str | None]
    contact: Mapped[StaffContact | None]


class FormerDepartmentRow(StateRow):
    """State: a department that was renamed, merged or split, and its successors."""

    __tablename__ = "former_departments"

    department: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    successors: Mapped[str]


class RefusalRow(StateRow):
    """State: a pair that the program proposed as the same and a person refused."""

    __tablename__ = "refusals"

    kind: Mapped[str] = mapped_column(primary_key=True)
    first_id: Mapped[str] = mapped_column(primary_key=True)
    second_id: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]
    author: Mapped[StaffName]
    at: Mapped[str]


class GroupMemberRow(StateRow):
    """State: a task of a confirmed group of the same work."""

    __tablename__ = "group_members"

    task_id: Mapped[str] = mapped_column(ForeignKey("tasks.task_id"), primary_key=True)
    group_id: Mapped[str]
    name: Mapped[str]  # Of the group, the same in all its rows
    reason: Mapped[str]
    author: Mapped[StaffName]
    at: Mapped[str]


class SentFormRow(StateRow):
    """State: a form that was written for a department, with its deadline."""

    __tablename__ = "sent_forms"

    department: Mapped[str] = mapped_column(primary_key=True)  # Folded
    name: Mapped[str]
    sent_at: Mapped[str]
    sent_by: Mapped[StaffName]
    deadline: Mapped[str | None]


class AskedQuestionRow(StateRow):
    """State: a question that was sent to a department, and its answer.

    The task is named, not identified: a row without a name or department is no task yet.
    """

    __tablename__ = "asked_questions"

    department: Mapped[str] = mapped_column(primary_key=True)  # Folded
    task: Mapped[str] = mapped_column(primary_key=True)  # Folded name, or the row of the list
    field: Mapped[str] = mapped_column(primary_key=True)
    department_name: Mapped[str]
    task_name: Mapped[str]
    codes: Mapped[str]
    written: Mapped[str]
    asked_at: Mapped[str]
    asked_by: Mapped[StaffName]
    times_asked: Mapped[int]
    deadline: Mapped[str | None]
    answered_at: Mapped[str | None]
    answered_by: Mapped[str | None]  # reply, survey, correction
    answer: Mapped[str | None]
