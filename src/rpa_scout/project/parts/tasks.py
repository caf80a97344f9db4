"""The tasks of a project: decisions, judgements, notes, and changes between two surveys."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from rpa_scout.assessment.assess import Assessment
from rpa_scout.project import decisions, records, views
from rpa_scout.project.decided import task_decisions
from rpa_scout.project.decisions import Builder, OverrideKind, Plan
from rpa_scout.project.ledger.history import HistoryEntry
from rpa_scout.project.parts.assessments import ProjectAssessments
from rpa_scout.project.policies import current_fields, policy_now
from rpa_scout.project.seen import seen_group_members, seen_overrides, seen_tasks
from rpa_scout.project.session import ProjectSession
from rpa_scout.project.states import ADOPTED, FOLLOWING, TaskState, state_named
from rpa_scout.project.surveys import task_changes
from rpa_scout.project.surveys.task_changes import TaskPart
from rpa_scout.ranking.decisions import TaskDecision


class ProjectTasks:
    """The tasks of a project, with the decisions on them."""

    def __init__(self, session: ProjectSession, assessments: ProjectAssessments) -> None:
        self._session = session
        self._assessments = assessments

    def all(self) -> list[records.TaskRecord]:
        """Return all tasks, including withdrawn ones."""
        return seen_tasks(self._session)

    def get(self, task_id: str) -> records.TaskRecord:
        """Return one task."""
        return seen_tasks(self._session, task_id)[0]

    def overrides(self) -> list[records.Override]:
        """Return all overrides, by task."""
        return seen_overrides(self._session)

    def notes(self, task_id: str | None = None) -> list[records.Note]:
        """Return all notes, or those on a task, the oldest first."""
        with self._session.reading() as connection:
            return views.notes_of(connection, task_id)

    def decisions(self) -> dict[str, TaskDecision]:
        """Return the decisions on tasks with the judgements beside computed values, by task."""
        return task_decisions(self.all(), self.overrides(), seen_group_members(self._session))

    def decide(
        self,
        tasks: Iterable[str],
        state: TaskState | str | None,
        reason: str = "",
        *,
        planned_fiscal_year: int | None = None,
        owner: str | None = None,
        builder: Builder | None = None,
        assessment: Assessment | None = None,
    ) -> HistoryEntry:
        """Set the state and plan of tasks, of all or of none.

        A task that is no candidate is adopted only with a reason. The entry lists such tasks and
        the codes of why in its details, under ``not_candidate_because``.

        Parameters
        ----------
        tasks : iterable of str
            Ids of the tasks.
        state : TaskState or str or None
            Code or label of the new state; None leaves it unchanged.
        reason : str, optional
            Why.
        planned_fiscal_year : int, optional
            Calendar year in which the fiscal year begins; 0 removes it.
        owner : str, optional
            Who is in charge; ``""`` removes the name.
        builder : {"in_house", "vendor"}, optional
            Who builds it.
        assessment : Assessment, optional
            The present results if the caller has them; they show which tasks are candidates.

        Returns
        -------
        HistoryEntry
            The entry.

        Raises
        ------
        NotAllowedError
            A task cannot take this state, a task is no candidate and there is no reason, or nothing
            would change.
        ConflictError
            Somebody else has changed a task since the user saw it.
        """
        plan = Plan(planned_fiscal_year, owner, builder)
        named = [tasks] if isinstance(tasks, str) else list(tasks)
        wanted = None if state is None else state_named(state)
        adopts_any = wanted in ADOPTED and self._adopts_any(named, wanted)
        not_candidates = self._assessments.not_candidates(assessment, named) if adopts_any else {}
        with self._session.changing("decide", reason) as change:
            marked = decisions.decide(change, named, wanted, plan, not_candidates)
            if marked and not change.reason:
                raise decisions.refused_without_reason(change, marked)
            change.details = {
                "tasks": len(named),
                "state": None if wanted is None else wanted.value,
                **plan.values,
            }
            if marked:
                change.details["not_candidate_because"] = marked
        return change.entry

    def _adopts_any(self, tasks: Collection[str], state: TaskState | None) -> bool:
        """Tell whether a task becomes adopted; only then the rule of candidates applies."""
        with self._session.reading() as connection:
            standing = set(views.states_of(connection, tasks).values())
        return any(state in FOLLOWING[present] for present in standing - ADOPTED)

    def override(
        self,
        task: str,
        what: OverrideKind,
        value: str | float,
        reason: str,
        *,
        assessment: Assessment | None = None,
    ) -> HistoryEntry:
        """Store a judgement beside a computed value; the history keeps both.

        Parameters
        ----------
        task : str
            Id of the task.
        what : {"means", "hours", "score"}
            The overridden value; hours are the hours saved a year.
        value : str or float
            Code of the means, hours or score.
        reason : str
            Why.
        assessment : Assessment, optional
            The results that the person sees. Default: the newest stored results if nothing has
            changed since, else new ones.

        Returns
        -------
        HistoryEntry
            The entry.

        Raises
        ------
        InputError
            The value does not fit, or there is no reason.
        """
        computed = self._assessments.computed_value(task, what, assessment)
        with self._session.changing("override", reason) as change:
            policy = policy_now(change.connection)
            named = (*policy.means, *policy.fallback)
            codes = tuple(means.id for means in named)
            judged = decisions.override(change, task, what, value, codes)
            change.details = {"task_id": task, "what": what, "value": judged, "computed": computed}
        return change.entry

    def withdraw_override(self, task: str, what: OverrideKind, reason: str = "") -> HistoryEntry:
        """Remove a judgement; the history keeps it."""
        with self._session.changing("withdraw_override", reason) as change:
            decisions.withdraw_override(change, task, what)
            change.details = {"task_id": task, "what": what}
        return change.entry

    def note(self, text: str, task: str | None = None) -> HistoryEntry:
        """Write a note on a task, or on the project."""
        with self._session.changing("note") as change:
            number = decisions.add_note(change, text, task)
            change.details = {"task_id": task, "note_id": number}
        return change.entry

    def add(
        self,
        department: str,
        name: str,
        reason: str,
        answers: Mapping[str, Any] | None = None,
    ) -> str:
        """Add a task that no survey lists yet; return its id."""
        with self._session.changing("add_task", reason) as change:
            fields = current_fields(change.connection)
            task = task_changes.add_task(change, department, name, answers or {}, fields)
            change.details = {"task_id": task}
        return task

    def split(self, task: str, parts: Sequence[TaskPart | str], reason: str) -> list[str]:
        """Split a task; return the ids of its parts, which start with its decision."""
        named = [TaskPart(part) if isinstance(part, str) else part for part in parts]
        with self._session.changing("split_task", reason) as change:
            ids = task_changes.split_task(change, task, named, current_fields(change.connection))
            change.details = {"task_id": task, "parts": "・".join(ids)}
        return ids

    def merge(self, tasks: Sequence[str], reason: str, name: str | None = None) -> str:
        """Merge tasks into the first one; return its id."""
        with self._session.changing("merge_tasks", reason) as change:
            fields = current_fields(change.connection)
            merged = task_changes.merge_tasks(change, tasks, name, fields)
            absorbed = [task for task in dict.fromkeys(tasks) if task != merged]
            change.details = {"task_id": merged, "merged": "・".join(absorbed)}
        return merged
