"""Groups of the same work in a project, to be built once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from rpa_scout.assessment.assess import Assessment
from rpa_scout.errors import InputError, NotAllowedError
from rpa_scout.inventory import Inventory
from rpa_scout.policy.model import Policy
from rpa_scout.project.ledger.history import HistoryEntry
from rpa_scout.project.parts.assessments import ProjectAssessments
from rpa_scout.project.parts.register import ProjectRegister
from rpa_scout.project.parts.surveys import ProjectSurveys
from rpa_scout.project.policies import policy_now
from rpa_scout.project.same_work.group_members import (
    GroupMember,
    confirm_group,
    group_members,
    leave_group,
    refuse_pairs,
)
from rpa_scout.project.seen import seen_group_members
from rpa_scout.project.session import ProjectSession
from rpa_scout.project.surveys.current import accepted_findings, finding_key
from rpa_scout.project.surveys.refusals import refused_pairs
from rpa_scout.project.views import tasks_of
from rpa_scout.similarity.one_task.similar_work import SimilarWork
from rpa_scout.similarity.same_work.groups import (
    WorkGroup,
    city_likeness,
    described_groups,
    proposed_groups,
    usual_name,
)
from rpa_scout.similarity.same_work.unit_times import unit_time_findings
from rpa_scout.text import N_


@dataclass(frozen=True)
class WorkGroups:
    """The groups of a project, those with the most hours first."""

    confirmed: tuple[WorkGroup, ...]
    proposed: tuple[WorkGroup, ...]

    def containing(self, task: str) -> WorkGroup | None:
        """Return the group of a task, a confirmed one before a proposal."""
        groups = (*self.confirmed, *self.proposed)
        return next((group for group in groups if task in group.task_ids), None)


class ProjectGroups:
    """Groups of tasks that are the same work: proposed, confirmed, split and refused."""

    def __init__(
        self,
        session: ProjectSession,
        surveys: ProjectSurveys,
        register: ProjectRegister,
        assessments: ProjectAssessments,
    ) -> None:
        self._session = session
        self._surveys = surveys
        self._register = register
        self._assessments = assessments

    def members(self) -> list[GroupMember]:
        """Return the tasks of all confirmed groups of the same work, by task id."""
        return seen_group_members(self._session)

    def of_tasks(self) -> dict[str, str]:
        """Return the id of each task's confirmed group, by task id."""
        return {member.task_id: member.group_id for member in self._members()}

    def all(self, assessment: Assessment | None = None) -> WorkGroups:
        """Return the confirmed groups, and groups that are proposed for confirmation.

        Proposals follow the city's own judgements: a refused pair is not proposed again, and the
        likeness learns from what was confirmed and refused.

        Parameters
        ----------
        assessment : Assessment, optional
            The present results if the caller has them; they give the hours.

        Returns
        -------
        WorkGroups
            Groups of two or more present tasks.
        """
        self.members()  # they are shown
        return self._described(assessment)

    def _members(self) -> list[GroupMember]:
        # Not through members(): what a computation reads, nobody was shown.
        with self._session.reading() as connection:
            return group_members(connection)

    def _refused(self) -> frozenset[tuple[str, str]]:
        with self._session.reading() as connection:
            return refused_pairs(connection, "same_work")

    def _names(self) -> dict[str, str]:
        with self._session.reading() as connection:
            return {task.task_id: task.name for task in tasks_of(connection)}

    def _policy(self) -> Policy:
        with self._session.reading() as connection:
            return policy_now(connection)

    def _described(self, assessment: Assessment | None = None) -> WorkGroups:
        members = {member.task_id: member for member in self._members()}
        refused = self._refused()
        tasks, share = self._surveys.inventory().tasks, self._policy().groups.adaptation_share
        group_of = {task: member.group_id for task, member in members.items()}
        names = ("task_id", "hours_per_year", "build_hours")
        figures = pd.DataFrame(self._assessments.result_columns(names, assessment)).set_index(
            "task_id"
        )
        confirmed = described_groups(tasks, pd.Series(group_of, dtype=object), figures, share)
        proposals = described_groups(
            tasks, proposed_groups(tasks, group_of, refused), figures, share
        )
        return WorkGroups(
            tuple(_confirmed(group, members[group.task_ids[0]]) for group in confirmed),
            tuple(
                replace(group, added_to=next(iter(joined), ""))
                for group in proposals
                for joined in [{group_of[task] for task in group.task_ids if task in group_of}]
                if not all(task in group_of for task in group.task_ids)
            ),
        )

    def similar_work(self, scorecard: str = "rpa") -> SimilarWork:
        """Return what resembles each present task, and the answers that similar tasks propose."""
        group_of, refused = self.of_tasks(), self._refused()
        inventory = self._surveys.inventory()
        likeness = city_likeness(inventory.tasks, group_of, refused)
        return SimilarWork(inventory, self._policy(), scorecard, self._register.current(), likeness)

    def compared_inventory(self, surveyed: Inventory | None = None) -> Inventory:
        """Return an inventory, the present one by default, with findings on unit times.

        The unit times stand beside those of the same work.
        """
        inventory = self._surveys.inventory() if surveyed is None else surveyed
        labels = proposed_groups(inventory.tasks, self.of_tasks(), self._refused())
        with self._session.reading() as connection:
            accepted = accepted_findings(connection)
        differing = [
            finding
            for finding in unit_time_findings(inventory, labels)
            if finding_key(finding) not in accepted
        ]
        return replace(inventory, findings=inventory.findings + differing)

    def confirm(
        self, tasks: Iterable[str], reason: str, *, name: str | None = None
    ) -> HistoryEntry:
        """Confirm that tasks are the same work, to be built once.

        Parameters
        ----------
        tasks : iterable of str
            Two tasks or more; a single one stands for the group that is proposed for it. Where
            some are in a confirmed group, the others join it.
        reason : str
            Why.
        name : str, optional
            Name of the group; by default the one it has, or the commonest name of its tasks.

        Returns
        -------
        HistoryEntry
            The entry.

        Raises
        ------
        NotAllowedError
            The tasks are in several groups already.
        InputError
            Fewer than two tasks, or no reason.
        """
        named = self._named_or_proposed(tasks)
        kept = {member.name for member in self._members() if member.task_id in named}
        name_of = self._names()
        commonest = usual_name(name_of[task] for task in named if task in name_of)
        chosen = " ".join((name or "").split()) or next(iter(kept), commonest)
        with self._session.changing("confirm_group", reason) as change:
            group = confirm_group(change, named, chosen)
            change.details = {"group": chosen, "group_id": group, "tasks": len(named)}
        return change.entry

    def split(self, tasks: Iterable[str], reason: str) -> HistoryEntry:
        """Say that tasks are other work than the rest of their group, confirmed or proposed.

        They are not proposed together again. Of a confirmed group, two tasks or more that are split
        off become a confirmed group of their own.
        """
        named = list(dict.fromkeys(tasks))
        group = self._described().containing(named[0]) if named else None
        if group is None or any(task not in group.task_ids for task in named):
            raise NotAllowedError(N_("Name tasks of one group, confirmed or proposed."))
        others = [task for task in group.task_ids if task not in named]
        if not others:
            raise NotAllowedError(
                N_("All tasks of “{name}” were named; to say that none is the same, refuse it."),
                name=group.name,
            )
        name_of = self._names()
        own_name = usual_name(name_of[task] for task in named) if group.is_confirmed else ""
        with self._session.changing("split_group", reason) as change:
            leave_group(change, named, name=own_name)
            refuse_pairs(change, named, others)
            change.details = {"pair": f"{'・'.join(named)} ≠ {'・'.join(others)}"}
        return change.entry

    def refuse(self, tasks: Iterable[str], reason: str) -> HistoryEntry:
        """Say that tasks are not the same work; no two of them are proposed again.

        A single task stands for the group that is proposed for it. Tasks of a confirmed group
        leave it.
        """
        named = self._named_or_proposed(tasks)
        with self._session.changing("refuse_group", reason) as change:
            leave_group(change, named)
            refuse_pairs(change, named)
            change.details = {"pair": " ≠ ".join(named)}
        return change.entry

    def _named_or_proposed(self, tasks: Iterable[str]) -> list[str]:
        """Return the named tasks, or those of the group of a single one."""
        named = list(dict.fromkeys([tasks] if isinstance(tasks, str) else tasks))
        if not named:
            raise InputError(N_("A group needs at least two tasks."))
        if len(named) > 1:
            return named
        group = self._described().containing(named[0])
        if group is None:
            raise InputError(
                N_("No group is proposed for “{task}”; name two tasks or more."), task=named[0]
            )
        return list(group.task_ids)


def _confirmed(group: WorkGroup, member: GroupMember) -> WorkGroup:
    return replace(
        group,
        is_confirmed=True,
        name=member.name,
        reason=member.reason,
        author=member.author,
        at=member.at,
    )
