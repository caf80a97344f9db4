"""Handing documents out: files that appear whole, and their record in the project."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rpa_scout.documents.shipped import DocumentKind
from rpa_scout.errors import InputError
from rpa_scout.output import write_file
from rpa_scout.project.project import Project
from rpa_scout.project.records import NewDocument
from rpa_scout.provenance import file_digest
from rpa_scout.text import N_


@dataclass(frozen=True, slots=True)
class Issue:
    """What a document carries about its being handed out."""

    date: dt.date
    number: str = ""  # 文書番号
    approved_on: dt.date | None = None  # 決裁日
    # A draft is written without a record in the project.
    is_draft: bool = False
    template: Path | None = None  # The city's own


@dataclass(frozen=True, slots=True)
class Paper:
    """A document and where it goes."""

    kind: DocumentKind
    path: Path
    content: bytes


def issue_date(written: str) -> dt.date:
    """Return a date that an option names, such as 2026-10-05."""
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        raise InputError(N_("“{date}” is no date; write it as 2026-10-05."), date=written) from None


def hand_out(
    project: Project, papers: Sequence[Paper], issue: Issue, assessment_number: int | None
) -> None:
    """Write documents and record them, unless they are drafts."""
    for paper in papers:
        write_file(paper.path, paper.content, kind=paper.kind)
    if issue.is_draft or not papers:
        return
    template = None if issue.template is None else file_digest(issue.template)
    approved = None if issue.approved_on is None else issue.approved_on.isoformat()
    project.documents.hand_out(
        [
            NewDocument(
                kind=paper.kind,
                file=paper.path.name,
                sha256=hashlib.sha256(paper.content).hexdigest(),
                assessment_number=assessment_number,
                dated=issue.date.isoformat(),
                document_number=issue.number or None,
                approved_on=approved,
                template_sha256=template,
            )
            for paper in papers
        ]
    )
