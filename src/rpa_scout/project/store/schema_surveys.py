"""Tables of facts: surveys as they were imported, their files and lists."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from rpa_scout.project.store.packing.packed_text import PackedText
from rpa_scout.project.store.schema_base import Base, LocalPath, StaffName


class SurveyImportRow(Base):
    """Fact: surveys were read."""

    __tablename__ = "survey_imports"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]
    author: Mapped[StaffName]
    program_version: Mapped[str]
    findings: Mapped[str] = mapped_column(PackedText)


class SurveyFileRow(Base):
    """Fact: a file of an import."""

    __tablename__ = "survey_files"

    import_number: Mapped[int] = mapped_column(
        ForeignKey("survey_imports.number"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    path: Mapped[LocalPath | None]
    sha256: Mapped[str | None]
    saved_at: Mapped[str | None]


class SurveyTableRow(Base):
    """Fact: a list of tasks in a sheet of an import."""

    __tablename__ = "survey_tables"

    import_number: Mapped[int] = mapped_column(
        ForeignKey("survey_imports.number"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    file: Mapped[str]
    sheet: Mapped[str]
    department: Mapped[str]
    header_row: Mapped[int]
    columns: Mapped[str]
    rows_read: Mapped[int]
    rows_used: Mapped[int]
    path: Mapped[LocalPath | None]
    replied: Mapped[str]
