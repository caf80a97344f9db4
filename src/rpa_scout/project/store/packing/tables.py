"""Tables of packed facts, and the rows that they stand for.

A `LogicalRow` is a row as digests and exports have it. It is no table of the database: survey
lines of all versions, and the assessments from before version 6, are made of packed rows.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, MetaData
from sqlalchemy.orm import Mapped, mapped_column

from rpa_scout.project.store.packing.packed_text import PackedText
from rpa_scout.project.store.schema_base import Base


class LogicalRow(Base):
    """A row of facts in the form that digests and exports have."""

    __abstract__ = True
    metadata = MetaData()


class SurveyLineForm(LogicalRow):
    """Fact: one version of a task, or a line left out, as a survey gave it."""

    __tablename__ = "survey_lines"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    import_number: Mapped[int]
    read_id: Mapped[str]
    table_position: Mapped[int]
    row: Mapped[int]
    used: Mapped[int]
    department: Mapped[str | None]
    name: Mapped[str | None]
    answers: Mapped[str]
    written: Mapped[str | None]
    ranges: Mapped[str | None]


class SurveyLineRow(Base):
    """A line of a survey; its answers are the content of the line `content_id`, often its own."""

    __tablename__ = "survey_lines"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    import_number: Mapped[int] = mapped_column(ForeignKey("survey_imports.number"))
    read_id: Mapped[str]
    table_position: Mapped[int]
    row: Mapped[int]
    used: Mapped[int]
    department: Mapped[str | None]
    name: Mapped[str | None]
    content_id: Mapped[int]


class LineContentRow(Base):
    """Answers, written cells and ranges of some consecutive lines, from the line `first_id` on."""

    __tablename__ = "line_contents"

    first_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str] = mapped_column(PackedText)


class AssessmentResultForm(LogicalRow):
    """Fact: the result of one task as it was shown, and the survey line behind it."""

    __tablename__ = "assessment_results"

    assessment_number: Mapped[int] = mapped_column(primary_key=True)
    rank: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    task_id: Mapped[str]
    line_id: Mapped[int]
    changed: Mapped[str | None]
    result: Mapped[str]
    criteria: Mapped[str]


class AssessmentColumnRow(Base):
    """Fact: one column of an assessment's results, by rank; `content` is a JSON list.

    `part` says where the column belongs: ``row`` (task, line, changed answers), ``result`` (the
    ranking) or ``criterion`` (``ID.points``, ``ID.low`` …).
    """

    __tablename__ = "assessment_columns"

    assessment_number: Mapped[int] = mapped_column(
        ForeignKey("assessments.number"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    part: Mapped[str]
    name: Mapped[str]
    # 1: made of rows of version 5 or earlier, whose digests are those of AssessmentResultForm.
    from_rows: Mapped[int]
    content: Mapped[str] = mapped_column(PackedText)
