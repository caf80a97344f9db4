"""Base classes of a project's tables."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final

from sqlalchemy import MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

HOLDS: Final = "holds"
"""Key of a column's ``info`` that says what a copy without names must not show of it."""

StaffName = Annotated[str, mapped_column(info={HOLDS: "name"})]
"""A column with the name of a member of staff."""

StaffContact = Annotated[str, mapped_column(info={HOLDS: "contact"})]
"""A column that says how a member of staff is reached; often with the name."""

LocalPath = Annotated[str, mapped_column(info={HOLDS: "path"})]
"""A column with a path, in which login names stand."""


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
