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
    """A task and what was decided on it.

    Attributes
    ----------
    task_id : str
        Its id.
    department, name : str
        As its newest survey says.
    state : TaskState
        Where it stands.
    state_before_withdrawal : TaskState or None
        Where it stood when it was missing from a survey.
    planned_fiscal_year : int or None
        When it shall be automated.
    owner : str or None
        Who is in charge.
    builder : str or None
        ``in_house`` or ``vendor``.
    reason, decided_by, decided_at : str or None
        Of the last decision.
    row_version : int
        Entry of the history that changed it last.
    not_candidate_because : str or None
        Code of why it was no candidate when it was adopted; None: it was one.
    made_by : str or None
        ``add``, ``split`` or ``merge`` while a person's line stands for it and no survey's.
    split_from, merged_into : str or None
        The task that it is a part of, and the one that it became a part of.
    """

    task_id: str
    department: str
    name: str
    state: TaskState
    state_before_withdrawal: TaskState | None
    planned_fiscal_year: int | None
    owner: str | None
    builder: str | None
    reason: str | None
    decided_by: str | None
    decided_at: str | None
    row_version: int
    not_candidate_because: str | None = None
    made_by: str | None = None
    split_from: str | None = None
    merged_into: str | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """A person's judgement beside a computed value.

    Attributes
    ----------
    task_id : str
        The task.
    what : str
        ``means``, ``hours`` (saved a year) or ``score``.
    value : str or float
        What the person says.
    reason, author, at : str
        Why, who, when.
    row_version : int
        Entry of the history that wrote it.
    """

    task_id: str
    what: str
    value: str | float
    reason: str
    author: str
    at: str
    row_version: int


@dataclass(frozen=True, slots=True)
class Correction:
    """An answer corrected; the survey's own stays.

    Attributes
    ----------
    task_id, field : str
        Task and survey field.
    value : object
        What holds; None: unknown.
    answered : object
        What the survey says; None: unknown.
    reason, author, at : str
        Why, who, when.
    row_version : int
        Entry of the history that wrote it.
    """

    task_id: str
    field: str
    value: object
    answered: object
    reason: str
    author: str
    at: str
    row_version: int


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A figure that a person has confirmed.

    Attributes
    ----------
    task_id, field : str
        Task and survey field.
    answered : dict of str to float or None
        Answers that the confirmation was given for, by field; with others it holds no more.
    reason, author, at : str
        Why, who, when.
    row_version : int
        Entry of the history that wrote it.
    """

    task_id: str
    field: str
    answered: dict[str, float | None]
    reason: str
    author: str
    at: str
    row_version: int


@dataclass(frozen=True, slots=True)
class Note:
    """A note.

    Attributes
    ----------
    note_id : int
        Its number.
    task_id : str or None
        The task; None: the project.
    text, author, at : str
        What, who, when.
    row_version : int
        Entry of the history that wrote it.
    """

    note_id: int
    task_id: str | None
    text: str
    author: str
    at: str
    row_version: int


@dataclass(frozen=True, slots=True)
class SurveyFile:
    """A file of an import.

    Attributes
    ----------
    name : str
        As it was named.
    path, sha256, saved_at : str or None
        Where it lay, digest of its bytes, when it was saved; None where it was not on the disk.
    """

    name: str
    path: str | None
    sha256: str | None
    saved_at: str | None


@dataclass(frozen=True, slots=True)
class SurveyImport:
    """Surveys that were read together.

    Attributes
    ----------
    number : int
        Number of the import.
    at, author, program_version : str
        When, who, with which version.
    files : tuple of SurveyFile
        The files.
    """

    number: int
    at: str
    author: str
    program_version: str
    files: tuple[SurveyFile, ...]


@dataclass(frozen=True, slots=True)
class KeptPolicy:
    """A version of the policy.

    Attributes
    ----------
    number : int
        Its number in the project.
    at, author : str
        When and by whom it was put in force first.
    policy_id, version, title, sha256 : str
        Of the policy itself.
    """

    number: int
    at: str
    author: str
    policy_id: str
    version: str
    title: str
    sha256: str


@dataclass(frozen=True, slots=True)
class KeptAssessment:
    """An assessment, without its results.

    Attributes
    ----------
    number : int
        Its number.
    at, author, program_version : str
        When, who, with which version.
    policy_number : int
        Number of its policy.
    scorecard : str
        Id of its scorecard.
    """

    number: int
    at: str
    author: str
    program_version: str
    policy_number: int
    scorecard: str
