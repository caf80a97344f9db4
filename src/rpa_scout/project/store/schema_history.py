"""Tables of the history: its entries, and the rows of state that each changed."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from rpa_scout.project.store.schema_base import Base, StaffName


class HistoryRow(Base):
    """One change: who, when, what and why, with a digest that chains it to the entry before."""

    __tablename__ = "history"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]
    author: Mapped[StaffName]
    kind: Mapped[str]
    reason: Mapped[str]
    details: Mapped[str]
    refers_to: Mapped[int | None]
    facts: Mapped[str]
    digest: Mapped[str]
    digest_rule: Mapped[int]


class HistoryChangeRow(Base):
    """One changed row of state, before and after."""

    __tablename__ = "history_changes"
    number: Mapped[int] = mapped_column(ForeignKey("history.number"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    table_name: Mapped[str]
    row_key: Mapped[str]
    task_id: Mapped[str | None] = mapped_column(index=True)
    before: Mapped[str | None]
    after: Mapped[str | None]
