"""Tasks drawn by hypothesis, and the policies they are held against."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from rpa_scout.inventory import Inventory, TableSource
from rpa_scout.policy.fields import load_fields
from rpa_scout.policy.parameters import MEANS_PARAMETERS, SHARED_PARAMETERS
from rpa_scout.policy.policies import load_policy
from rpa_scout.task_frame import task_frame

FIELDS = load_fields()
POLICY = load_policy()
SCORECARDS = {one.id: one for one in POLICY.scorecard}
CHOICES = FIELDS.of_kind("choice")
NUMBERS = FIELDS.of_kind("number")
SYSTEMS = ("住民記録", "税総合", "財務会計", "介護保険")

HOUR_PARTS = ("runs_per_year", "items_per_run", "minutes_per_item")
"""Where one of them is unknown, the hours reported stand in, if there are any."""

USUAL = {
    "runs_per_year": 365.0,
    "items_per_run": 2_000.0,
    "minutes_per_item": 60.0,
    "setup_minutes_per_run": 120.0,
    "hours_per_year_reported": 3_000.0,
    "exception_percent": 60.0,
}

LEAST = 1e-6
"""Numbers are 0 or this at least: nobody answers 1e-300 minutes."""


def answers_to(field_id):
    """Draw an answer that the form accepts; numbers are mostly of a usual size."""
    one = FIELDS[field_id]
    if one.kind == "choice":
        return st.sampled_from(one.codes)
    usual = st.floats(LEAST, USUAL[field_id])
    exact = usual.map(round).map(float)
    return st.one_of(usual, exact, st.just(one.minimum), st.floats(LEAST, one.maximum))


def tasks(**fixed):
    """Draw the answers of a row, some of them unknown; `fixed` are strategies of single fields."""
    asked = {one.id: st.none() | answers_to(one.id) for one in (*CHOICES, *NUMBERS)}
    named = st.lists(st.sampled_from(SYSTEMS), min_size=1, max_size=4).map("、".join)
    return st.fixed_dictionaries({**asked, "systems": st.none() | named, **fixed})


def tasks_with_all_parts():
    """Draw a row that says how much work the task is, with work in it; the rest may be unknown."""
    some = {
        "runs_per_year": st.floats(1, 365),
        "items_per_run": st.floats(1, 2_000),
        "minutes_per_item": st.floats(0.1, 60),
        "setup_minutes_per_run": st.floats(0, 120),
    }
    return tasks(**some)


def frame_of(rows):
    """Put rows of answers into the engine's frame."""
    return task_frame({name: [row[name] for row in rows] for name in rows[0]})


def variants(task, answers):
    """Put one task into one frame again and again, each time with another answer to one field.

    `answers` gives the answers tried by field id. Returns the frame and the rows of every field.
    """
    rows, places = [], {}
    for field_id, tried in answers.items():
        places[field_id] = slice(len(rows), len(rows) + len(tried))
        rows += [{**task, field_id: answer} for answer in tried]
    return frame_of(rows), places


def inventory_of(rows, places):
    """Make an inventory whose rows come from sheets.

    `places` gives the file, the row in it and the task's id for every row of answers.
    """
    files = sorted({file for file, _, _ in places})
    frame = frame_of(rows)
    ids = pd.Index([task_id for _, _, task_id in places], dtype=object, name="task_id")
    frame.index = ids
    sources = pd.DataFrame(
        {
            "table": [files.index(file) for file, _, _ in places],
            "row": [row for _, row, _ in places],
        },
        index=ids,
    )
    tables = tuple(TableSource(file, "業務一覧", file, 3, {"name": 1}) for file in files)
    return Inventory(frame, frame.iloc[:0], sources, tables)


def with_parameters(policy, change):
    """Copy a policy with every PERT changed: `change` takes a parameter's name and its rule."""

    def changed(holder, names):
        return holder.model_copy(
            update={
                name: tuple(change(name, rule) for rule in getattr(holder, name)) for name in names
            }
        )

    means = tuple(
        one.model_copy(update={"parameters": changed(one.parameters, MEANS_PARAMETERS)})
        for one in policy.means
    )
    savings = changed(policy.savings, SHARED_PARAMETERS)
    return policy.model_copy(update={"means": means, "savings": savings})


def without_spread(policy):
    """Copy a policy with every parameter fixed at its mode."""
    return with_parameters(
        policy, lambda _, rule: rule.model_copy(update={"low": rule.mode, "high": rule.mode})
    )


def with_simulation(policy, **changes):
    """Copy a policy with another seed, number of draws or common share."""
    return policy.model_copy(update={"simulation": policy.simulation.model_copy(update=changes)})


def width_of(scores):
    """Give the width of every task's range of scores."""
    return np.asarray(scores.score_high - scores.score_low)
