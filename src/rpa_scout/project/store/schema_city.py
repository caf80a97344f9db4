"""Tables of state about the city: departments, their successors, and refused pairs."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from rpa_scout.project.store.schema_base import StateRow

__all__ = ["CityDepartmentRow", "FormerDepartmentRow", "RefusalRow"]


class CityDepartmentRow(StateRow):
    """State: a department on the city's list."""

    __tablename__ = "city_departments"

    department: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    staff: Mapped[float | None]
    number: Mapped[str | None]
    deadline: Mapped[str | None]
    contact: Mapped[str | None]


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
    author: Mapped[str]
    at: Mapped[str]
