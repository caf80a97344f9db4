"""The cities of a region beside each other, and the work that they have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from rpa_scout.assessment.assess import Assessment
from rpa_scout.coverage import department_board
from rpa_scout.policy.derived import derived_hours_per_year
from rpa_scout.region.cities import City, require_own_ids
from rpa_scout.savings.quantiles import Quantiles, quantiles_of
from rpa_scout.similarity.same_work.compared import unit_time_benchmark
from rpa_scout.similarity.same_work.groups import WorkGroup, described_groups
from rpa_scout.similarity.tasks import same_work_groups
from rpa_scout.text import _


@dataclass(frozen=True, slots=True)
class CityCoverage:
    """How complete the answers of a city are: departments, rows, and tasks with known hours."""

    departments: int
    departments_with_questions: int
    departments_missing: int
    tasks: int
    rows_left_out: int
    tasks_with_hours: int


@dataclass(frozen=True)
class AssessedCity:
    """A city with its assessed tasks."""

    city: City
    assessment: Assessment

    @cached_property
    def task_ids(self) -> list[str]:
        """Ids of its tasks in the region: that of the city and the task's own."""
        return [f"{self.city.id}/{task_id}" for task_id in self.assessment.inventory.tasks.index]

    @cached_property
    def coverage(self) -> CityCoverage:
        """How complete its answers are."""
        inventory = self.assessment.inventory
        standing = department_board(inventory.coverage)["standing"]
        return CityCoverage(
            departments=int((standing != "missing").sum()),
            departments_with_questions=int((standing == "questions").sum()),
            departments_missing=int((standing == "missing").sum()),
            tasks=len(inventory.tasks),
            rows_left_out=len(inventory.left_out),
            tasks_with_hours=int((~np.isnan(self.hours_per_year)).sum()),
        )

    @cached_property
    def hours_per_year(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Hours a year of each task as surveyed; NaN where unknown."""
        return np.asarray(derived_hours_per_year(self.assessment.inventory.tasks))

    @property
    def candidates(self) -> int:
        """Number of candidates."""
        return int(self.assessment.is_candidate.sum())


@dataclass(frozen=True)
class JointWork:
    """Work that several cities have in common, so that one scenario could serve all."""

    group: WorkGroup  # Its tasks; their ids begin with that of the city
    cities: tuple[str, ...]

    def sentence(self) -> str:
        """Return for how many cities it is built once, and the hours of all."""
        if self.group.hours_per_year is None:
            return _("Build once for {count:,} cities: hours not known").format(
                count=len(self.cities)
            )
        return _("Build once for {count:,} cities: {hours:,.0f} h/year").format(
            count=len(self.cities), hours=self.group.hours_per_year
        )


@dataclass(frozen=True)
class Region:
    """Cities beside each other."""

    cities: tuple[AssessedCity, ...]  # In the order given
    # Tasks of all cities by ``CITY/TASK``: survey fields, ``city`` and ``hours_per_year``.
    tasks: pd.DataFrame = field(repr=False)
    joint_work: tuple[JointWork, ...]  # Groups of tasks of two cities or more, the most hours first
    # Tasks whose minutes an item are far from those of the same work elsewhere, with columns of
    # :func:`unit_time_benchmark`.
    unit_times: pd.DataFrame = field(repr=False)

    @cached_property
    def name_of(self) -> dict[str, str]:
        """Name of each city by its id."""
        return {each.city.id: each.city.name for each in self.cities}

    @cached_property
    def saved_by_all(self) -> Quantiles:
        """Hours a year that the candidates of all cities together would save, once live.

        Errors of the model are common to all cities; what is a task's own is drawn for each city.
        """
        sums = [
            each.assessment.simulation.with_ids(each.task_ids)
            .totals(np.flatnonzero(each.assessment.is_candidate))
            .hours
            for each in self.cities
        ]
        return quantiles_of(np.sum(sums, axis=0))


def compare_cities(cities: Iterable[AssessedCity], adaptation_share: float) -> Region:
    """Compare assessed cities; a task keeps the id of its city, whose id is its own.

    Adapting a scenario to a further task takes a share of the hours to build it.
    """
    compared = tuple(cities)
    require_own_ids([each.city for each in compared])
    tasks = _stacked(compared)
    labels = same_work_groups(tasks)
    groups = described_groups(
        tasks, labels, tasks[["hours_per_year", "build_hours"]], adaptation_share
    )
    ids = [each.city.id for each in compared]
    joint = [JointWork(group, _cities_of(group, tasks, ids)) for group in groups]
    return Region(
        compared,
        tasks,
        tuple(work for work in joint if len(work.cities) > 1),
        unit_time_benchmark(tasks, labels),
    )


def _cities_of(group: WorkGroup, tasks: pd.DataFrame, ids: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the cities that have a task in a group, in the order of the region."""
    having = set(tasks.loc[list(group.task_ids), "city"])
    return tuple(city for city in ids if city in having)


def _stacked(cities: Sequence[AssessedCity]) -> pd.DataFrame:
    """Return the tasks of all cities below each other, with the fields that all declare alike."""
    frames = [each.assessment.inventory.tasks for each in cities]
    shared = [
        name
        for name, dtype in frames[0].dtypes.items()
        if all(name in frame and frame[name].dtype == dtype for frame in frames)
    ]
    return pd.concat(
        [
            frame[shared]
            .assign(
                city=each.city.id,
                hours_per_year=each.hours_per_year,
                build_hours=each.assessment.build_hours,
            )
            .set_axis(pd.Index(each.task_ids, dtype=object, name="task_id"), axis=0)
            for each, frame in zip(cities, frames, strict=True)
        ]
    )
