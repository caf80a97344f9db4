"""Frozen records of a project's state and facts."""

from __future__ import annotations

from dataclasses import dataclass

from rpa_scout.project.states import TaskState


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """A task and the decision on it."""

    task_id: str
    # Names as in the newest survey.
    department: str
    name: str
    state: TaskState
    state_before_withdrawal: TaskState | None  # Its state before it was missing from a survey
    planned_fiscal_year: int | None  # The year in which it is to be automated
    owner: str | None  # Who is in charge
    builder: str | None  # ``in_house`` or ``vendor``
    # The last decision.
    reason: str | None
    decided_by: str | None
    decided_at: str | None
    row_version: int  # Number of the entry that changed it last
    # Code of the reason if it was adopted although it was no candidate.
    not_candidate_because: str | None = None
    # ``add``, ``split``, ``merge`` or ``correct`` while its line was written by a person.
    made_by: str | None = None
    # The task that it was a part of, and the task that it was merged into.
    split_from: str | None = None
    merged_into: str | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """A person's judgement beside a computed value."""

    task_id: str
    what: str  # ``means``, ``hours`` (saved a year) or ``score``
    value: str | float  # The judgement
    # Why, who, when.
    reason: str
    author: str
    at: str
    row_version: int  # Entry of the history that wrote it


@dataclass(frozen=True, slots=True)
class Correction:
    """A corrected answer; the answer of the survey stays stored."""

    # Task and survey field.
    task_id: str
    field: str
    value: object  # The valid answer; None: unknown
    answered: object  # The answer of the survey; None: unknown
    # Why, who, when.
    reason: str
    author: str
    at: str
    row_version: int  # Entry of the history that wrote it


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A figure that a person has confirmed."""

    # Task and survey field.
    task_id: str
    field: str
    # Answers by field; the confirmation is valid only for these.
    answered: dict[str, float | None]
    # Why, who, when.
    reason: str
    author: str
    at: str
    row_version: int  # Entry of the history that wrote it


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a task or on the project."""

    note_id: int
    task_id: str | None  # None: a note on the project
    text: str
    author: str
    at: str
    row_version: int  # Entry of the history that wrote it


@dataclass(frozen=True, slots=True)
class SurveyFile:
    """A file of an import."""

    name: str
    # Its folder and name, digest and time of saving; None: it was not on the disk.
    path: str | None
    sha256: str | None
    saved_at: str | None


@dataclass(frozen=True, slots=True)
class SurveyImport:
    """Surveys that were read together."""

    number: int
    # When, who, with which version.
    at: str
    author: str
    program_version: str
    files: tuple[SurveyFile, ...]


@dataclass(frozen=True, slots=True)
class KeptPolicy:
    """A version of the policy."""

    number: int  # Its number in the project
    # When and by whom it was first put in force.
    at: str
    author: str
    # The policy's own data.
    policy_id: str
    version: str
    title: str
    sha256: str


@dataclass(frozen=True, slots=True)
class KeptAssessment:
    """An assessment, without its results."""

    number: int  # Its number
    # When, who, with which version.
    at: str
    author: str
    program_version: str
    policy_number: int
    scorecard: str
    entry: int  # Newest entry of the history when the inventory was assessed
    columns: tuple[str, ...]  # Names of the columns of its ranking


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document that is about to be handed out."""

    # ``council_report``, ``task_card``, ``department_results``, ``action_plan``, ``verification`` …
    kind: str
    file: str  # Name, without the folder
    sha256: str
    assessment_number: int | None
    dated: str  # Date that it carries, ISO 8601
    document_number: str | None = None  # 文書番号
    approved_on: str | None = None  # 決裁日, ISO 8601
    template_sha256: str | None = None  # Of the city's own template


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOut(NewDocument):
    """A document that was handed out."""

    number: int
    # When (ISO 8601 in UTC) and by whom it was written.
    at: str
    author: str
