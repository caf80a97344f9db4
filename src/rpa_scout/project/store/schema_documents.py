"""Table of facts about documents that were handed out."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from rpa_scout.project.store.schema_base import Base, StaffName


class HandedOutRow(Base):
    """Fact: a document was handed out; its digest tells a file that was changed afterwards."""

    __tablename__ = "handed_out"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]
    author: Mapped[StaffName]
    kind: Mapped[str]
    file: Mapped[str]
    sha256: Mapped[str]
    assessment_number: Mapped[int | None] = mapped_column(ForeignKey("assessments.number"))
    dated: Mapped[str]
    document_number: Mapped[str | None]
    approved_on: Mapped[str | None]
    template_sha256: Mapped[str | None]
