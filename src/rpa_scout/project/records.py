"""What a project shows of its state and facts: frozen records."""

from __future__ import annotations

from dataclasses import dataclass

from rpa_scout.project.states import TaskState

__all__ = [
    "Confirmation",
    "Correction",
    "KeptAssessment",
    "KeptPolicy",
    "Note",
    "Override",
    "SurveyFile",
    "SurveyImport",
    "TaskRecord",
]


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """A task and what was decided on it."""

    task_id: str  # Its id
    # As its newest survey says.
    department: str
    name: str
    state: TaskState  # Where it stands
    state_before_withdrawal: TaskState | None  # Where it stood when it was missing from a survey
    planned_fiscal_year: int | None  # When it shall be automated
    owner: str | None  # Who is in charge
    builder: str | None  # ``in_house`` or ``vendor``
    # Of the last decision.
    reason: str | None
    decided_by: str | None
    decided_at: str | None
    row_version: int  # Entry of the history that changed it last
    # Code of why it was no candidate when it was adopted; None: it was one.
    not_candidate_because: str | None = None
    # ``add``, ``split`` or ``merge`` while a person's line stands for it and no survey's.
    made_by: str | None = None
    # The task that it is a part of, and the one that it became a part of.
    split_from: str | None = None
    merged_into: str | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """A person's judgement beside a computed value."""

    task_id: str  # The task
    what: str  # ``means``, ``hours`` (saved a year) or ``score``
    value: str | float  # What the person says
    # Why, who, when.
    reason: str
    author: str
    at: str
    row_version: int  # Entry of the history that wrote it


@dataclass(frozen=True, slots=True)
class Correction:
    """An answer corrected; the survey's own stays."""

    # Task and survey field.
    task_id: str
    field: str
    value: object  # What holds; None: unknown
    answered: object  # What the survey says; None: unknown
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
    # Answers that the confirmation was given for, by field; with others it holds no more.
    answered: dict[str, float | None]
    # Why, who, when.
    reason: str
    author: str
    at: str
    row_version: int  # Entry of the history that wrote it


@dataclass(frozen=True, slots=True)
class Note:
    """A note."""

    note_id: int  # Its number
    task_id: str | None  # The task; None: the project
    # What, who, when.
    text: str
    author: str
    at: str
    row_version: int  # Entry of the history that wrote it


@dataclass(frozen=True, slots=True)
class SurveyFile:
    """A file of an import."""

    name: str  # As it was named
    # Where it lay, digest of its bytes, when it was saved; None where it was not on the disk.
    path: str | None
    sha256: str | None
    saved_at: str | None


@dataclass(frozen=True, slots=True)
class SurveyImport:
    """Surveys that were read together."""

    number: int  # Number of the import
    # When, who, with which version.
    at: str
    author: str
    program_version: str
    files: tuple[SurveyFile, ...]  # The files


@dataclass(frozen=True, slots=True)
class KeptPolicy:
    """A version of the policy."""

    number: int  # Its number in the project
    # When and by whom it was put in force first.
    at: str
    author: str
    # Of the policy itself.
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
    policy_number: int  # Number of its policy
    scorecard: str  # Id of its scorecard
