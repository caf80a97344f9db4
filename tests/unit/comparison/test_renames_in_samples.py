"""Renames in the sample departments: what was renamed is found, and nothing else."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rpa_scout.comparison.inventories import compare_inventories
from rpa_scout.comparison.renames import RenameContext, propose_renames
from rpa_scout.pipeline import read_surveys
from rpa_scout.policy.checks import Checks

SAMPLES = Path(__file__).parents[3] / "samples" / "departments"
LEAST = Checks().similar_names
FEWEST_ANSWERS = 10  # with fewer, one that differs is more than a tenth of them


@pytest.fixture(scope="module")
def samples():
    return read_surveys(SAMPLES)


def with_tasks(inventory, tasks):
    return replace(inventory, tasks=tasks, left_out=tasks.iloc[:0])


@pytest.mark.parametrize("seed", range(5))
def test_unrelated_tasks_are_never_paired(samples, seed):
    """Half of each department's tasks are gone, the other half is new."""
    half = np.random.default_rng(seed).random(len(samples.tasks)) < 0.5
    gone, added = samples.tasks[half], samples.tasks[~half]
    rows = {str(task): int(row) for task, row in samples.sources["row"].items()}
    assert propose_renames(gone, added, LEAST, RenameContext(rows, rows)) == []


def test_a_task_with_a_wholly_new_name_is_found_among_all(samples):
    """All answers but one stay, in the same row, as when a department words its task anew."""
    names = iter(range(len(samples.tasks)))
    missed = []
    for _department, group in samples.tasks.groupby("department", sort=False):
        answered = group.notna().sum(axis=1) - 2
        for task in group.index[answered >= FEWEST_ANSWERS]:
            renamed = group.copy()
            renamed.loc[task, "name"] = f"甲乙丙丁{next(names)}"
            known = [
                one
                for one in ("runs_per_year", "items_per_run")
                if group.loc[task, [one]].notna()[one]
            ]
            if known:
                renamed.loc[task, known[0]] += 1.0
            new = renamed.rename(index={task: "new"})
            found = compare_inventories(with_tasks(samples, group), with_rows(samples, new, task))
            pairs = [(one.old_id, one.new_id) for one in found.renamed]
            if pairs != [(task, "new")]:
                missed.append((task, pairs))
    assert missed == []


def with_rows(samples, tasks, renamed):
    """Return tasks as an inventory, the renamed one in the row of before."""
    sources = samples.sources.rename(index={renamed: "new"})
    return replace(samples, tasks=tasks, left_out=tasks.iloc[:0], sources=sources)


def test_a_refused_pair_gives_way_to_the_next(samples):
    group = samples.tasks[samples.tasks["department"] == samples.tasks["department"].iloc[0]]
    task = group.index[0]
    new = group.loc[[task]].rename(index={task: "new"})
    (proposal,) = propose_renames(group, new, LEAST)
    assert (proposal.old_id, proposal.likeness) == (task, 1.0)
    context = RenameContext(refused={(task, "new")})
    assert propose_renames(group, new, LEAST, context) == []


def test_departments_that_came_from_each_other(samples):
    group = samples.tasks.iloc[:3]
    moved = group.copy().rename(index=lambda task: f"{task}-new")
    moved["department"] = "新しい課"
    assert propose_renames(group, moved, LEAST) == []
    department = str(group["department"].iloc[0])
    context = RenameContext(group_of={department: "組", "新しい課": "組"})
    pairs = {(one.old_id, one.new_id) for one in propose_renames(group, moved, LEAST, context)}
    assert pairs == {(task, f"{task}-new") for task in group.index}
    assert {one.old_department for one in propose_renames(group, moved, LEAST, context)} == {
        department
    }
