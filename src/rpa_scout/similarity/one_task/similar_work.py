"""Similar work beside each task of an inventory, and the answers that it proposes."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal, get_args

import numpy as np
import pandas as pd

from rpa_scout.errors import UnknownNameError
from rpa_scout.evidence.cases import reference_cases
from rpa_scout.inventory import Inventory
from rpa_scout.policy.model import Policy
from rpa_scout.register.records import Register
from rpa_scout.scoring.scorer import Scorer, scorecard_named
from rpa_scout.similarity.across import LEAST_SHOWN, stacked
from rpa_scout.similarity.answers import proposed_shares
from rpa_scout.similarity.beside import case_tasks
from rpa_scout.similarity.catalogue import entry_tasks
from rpa_scout.similarity.likeness import Likeness, TaskPairs, shipped_likeness
from rpa_scout.similarity.profiles import TaskProfiles, profiles
from rpa_scout.task_frame import automated_tasks, task_frame
from rpa_scout.text import N_

SimilarWorkList = Literal["tasks", "register", "cases", "catalogue"]
"""Other departments' tasks, running automations, published cases, typical municipal tasks."""

MOST_SHOWN: Final = 3
"""Of each list."""

LEAST_PROPOSED: Final = 0.5
"""An answer that is less probable than all others together is not proposed."""


@dataclass(frozen=True, slots=True)
class SimilarTask:
    """Work that resembles a task."""

    list: SimilarWorkList
    id: str  # Of the task, automation, case or entry
    department: str  # Body of a published case; empty for typical tasks
    name: str
    probability: float  # Of being the same work
    minutes_per_item: float | None = None
    is_running: bool = False  # Whether an automation runs for it


@dataclass(frozen=True, slots=True)
class AnsweringTask:
    """A similar task, and what it has answered to a question."""

    task: SimilarTask
    code: str


@dataclass(frozen=True, slots=True)
class ProposedAnswer:
    """What similar tasks have answered to a question that a task left open."""

    field: str
    code: str  # The most probable
    probability: float
    shares: Mapping[str, float]  # By code; they add up to 1
    nearest: tuple[AnsweringTask, ...] = ()  # What it rests on, the likeliest first


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """A score and the range that unknown answers leave open."""

    score: float
    low: float
    high: float


class SimilarWork:
    """Similar work beside the tasks of an inventory; nothing of it changes an answer.

    The scorecard of the policy says which questions count; the model of likeness is the shipped one
    unless another is given.
    """

    def __init__(
        self,
        inventory: Inventory,
        policy: Policy,
        scorecard: str = "rpa",
        register: Register | None = None,
        likeness: Likeness | None = None,
    ) -> None:
        self._tasks = inventory.tasks
        self._inventory = inventory
        self._scorer = Scorer(scorecard_named(policy, scorecard), inventory.fields)
        self._likeness = likeness or shipped_likeness()
        running = _running(register or Register(), inventory)
        self._served = {automation: task for automation, task in running["served"].items() if task}
        self._lists: dict[SimilarWorkList, pd.DataFrame] = {
            "tasks": self._tasks,
            "register": running.drop(columns="served"),
            "cases": case_tasks(),
            "catalogue": entry_tasks(),
        }
        minutes = self._tasks["minutes_per_item"].to_numpy(dtype=np.float64).tolist()
        self._minutes = dict(zip(self._tasks.index, minutes, strict=True))
        assert tuple(self._lists) == get_args(SimilarWorkList)
        self._automated = set(self._tasks.index[automated_tasks(self._tasks, inventory.fields)])

    @cached_property
    def _profiles(self) -> TaskProfiles:
        return profiles(stacked(self._lists.values()))

    @cached_property
    def _pairs(self) -> TaskPairs:
        return self._likeness.pairs(self._profiles)

    @cached_property
    def _everything(self) -> pd.DataFrame:
        """All work that is compared, in the order of the profiles."""
        parts = [
            frame[["department", "name"]].assign(list=name, id=frame.index)
            for name, frame in self._lists.items()
        ]
        work = pd.concat(parts, ignore_index=True)
        bodies = {case.case_id: case.body_in("ja") for case in reference_cases()}
        is_case = work["list"] == "cases"
        work.loc[is_case, "department"] = work.loc[is_case, "id"].map(bodies)
        return work

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """Choices that the scorecard looks at."""
        looked_at = (
            name for criterion in self._scorer.scorecard.criterion for name in criterion.fields
        )
        return tuple(
            name
            for name in dict.fromkeys(looked_at)
            if isinstance(self._tasks.dtypes.get(name), pd.CategoricalDtype)
        )

    @cached_property
    def shares(self) -> dict[str, pd.DataFrame]:
        """Proposed shares of the codes for each question, by the tasks that left it open."""
        count = len(self._tasks)
        inside = (self._pairs.first < count) & (self._pairs.second < count)
        pairs = TaskPairs(
            self._pairs.first[inside], self._pairs.second[inside], self._pairs.probability[inside]
        )
        return {
            name: proposed_shares(self._tasks, name, self._profiles, pairs, self._likeness)
            for name in self.questions
        }

    def knows(self, task_id: str) -> bool:
        """Return whether a task is in the inventory."""
        return task_id in self._tasks.index

    def similar(self, task_id: str, count: int = MOST_SHOWN) -> tuple[SimilarTask, ...]:
        """Return what resembles a task, at most so many of each list, the likeliest first."""
        position = self._position(task_id)
        near = self._near(position)
        own = self._tasks["department"].iloc[position]
        is_own = (near["list"] == "tasks") & (near["department"] == own)
        is_own |= (near["list"] == "register") & (near["id"].map(self._served) == task_id)
        near = near[~is_own]
        return tuple(
            self._described(row)
            for name in self._lists
            for row in near[near["list"] == name].head(count).to_dict("records")
        )

    def _near(self, position: int) -> pd.DataFrame:
        """Return the work that resembles a task, of all lists, the likeliest first."""
        is_first, is_second = self._pairs.first == position, self._pairs.second == position
        partners = np.concatenate([self._pairs.second[is_first], self._pairs.first[is_second]])
        chances = np.concatenate(
            [self._pairs.probability[is_first], self._pairs.probability[is_second]]
        )
        near = self._everything.iloc[partners].assign(probability=chances)
        near = near[near["probability"] >= LEAST_SHOWN]
        return near.sort_values(["probability", "id"], ascending=[False, True], kind="stable")

    def _answering(self, near: pd.DataFrame, field: str) -> tuple[AnsweringTask, ...]:
        """Return the nearest tasks that have answered, of the task's own department too."""
        of_tasks = near[near["list"] == "tasks"]
        codes = self._tasks[field].astype(object).reindex(of_tasks["id"])
        answered = of_tasks[codes.notna().to_numpy()].head(MOST_SHOWN)
        return tuple(
            AnsweringTask(self._described(row), str(codes[row["id"]]))
            for row in answered.to_dict("records")
        )

    def _described(self, row: Mapping[Hashable, Any]) -> SimilarTask:
        of_list, name = row["list"], row["id"]
        minutes = self._minutes[name] if of_list == "tasks" else np.nan
        department = row["department"]
        return SimilarTask(
            list=of_list,
            id=name,
            department=department if isinstance(department, str) else "",
            name=str(row["name"]),
            probability=float(row["probability"]),
            minutes_per_item=None if np.isnan(minutes) else minutes,
            is_running=of_list == "register" or (of_list == "tasks" and name in self._automated),
        )

    def proposed(self, task_id: str) -> tuple[ProposedAnswer, ...]:
        """Return the answers that are proposed for a task, in the order of the scorecard."""
        near = self._near(self._position(task_id))
        answers = []
        for name, table in self.shares.items():
            if task_id in table.index:
                row = table.loc[[task_id]].to_numpy(dtype=np.float64)[0].tolist()
                shares = dict(zip(table.columns.tolist(), row, strict=True))
                code = max(shares, key=lambda code: shares[code])
                if shares[code] >= LEAST_PROPOSED:
                    nearest = self._answering(near, name)
                    answers.append(ProposedAnswer(name, code, shares[code], shares, nearest))
        return tuple(answers)

    def score(self, task_id: str, answers: Mapping[str, str] | None = None) -> ScoreRange:
        """Return the score of a task, or what it would be if it had given these answers."""
        task = self._tasks.iloc[[self._position(task_id)]].copy()
        for name, code in (answers or {}).items():
            task[name] = pd.Series([code], index=task.index).astype(self._tasks.dtypes[name])
        listed = self._inventory.alternatives
        is_open = (listed["task_id"] == task_id) & ~listed["field"].isin([*(answers or {})])
        scores = self._scorer.score(task, listed[is_open])
        return ScoreRange(
            float(scores.score[0]), float(scores.score_low[0]), float(scores.score_high[0])
        )

    def score_if_proposed(self, task_id: str) -> ScoreRange:
        """Return what the score would be if the task had given the proposed answers."""
        return self.score(task_id, {answer.field: answer.code for answer in self.proposed(task_id)})

    def _position(self, task_id: str) -> int:
        if not self.knows(task_id):
            raise UnknownNameError(N_("There is no task “{name}”."), name=task_id)
        return int(self._tasks.index.get_indexer(pd.Index([task_id]))[0])


def _running(register: Register, inventory: Inventory) -> pd.DataFrame:
    """Return the automations that have not ended as a frame of tasks, with the task served."""
    automations = [automation for automation in register.automations if not automation.has_ended]
    frame = task_frame(
        {
            "department": [automation.department for automation in automations],
            "name": [automation.task_name for automation in automations],
            "description": [automation.name or None for automation in automations],
        },
        inventory.fields,
    )
    ids = [automation.automation_id for automation in automations]
    frame.index = pd.Index(ids, name="task_id", dtype=object)
    return frame.assign(served=[automation.task_id for automation in automations])
