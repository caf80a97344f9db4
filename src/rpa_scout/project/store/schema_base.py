"""Base classes of a project's tables."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped

__all__ = ["Base", "StateRow"]


class Base(DeclarativeBase):
    """A table of a project."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[type, Text]] = {str: Text()}


class StateRow(Base):
    """A row of state; its version is the number of the entry that wrote it last."""

    __abstract__ = True

    row_version: Mapped[int]
