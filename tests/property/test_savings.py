"""What holds for the hours saved and the break-even, every parameter at its mode."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.drawn_tasks import (
    FIELDS,
    POLICY,
    frame_of,
    tasks,
    tasks_with_all_parts,
    variants,
    with_parameters,
)

from rpa_scout.savings.means import choose_means
from rpa_scout.savings.model import SavingsModel

EVERY_MEANS = range(len(POLICY.means))
MANY = st.lists(tasks_with_all_parts(), min_size=5, max_size=15)


def model_of(frame, policy=POLICY):
    return SavingsModel(policy, frame, FIELDS)


def by_means(model, means):
    return model.closed_form(np.full(model.count, means, dtype=np.intp))


@settings(max_examples=25)
@given(rows=MANY)
def test_saved_hours_change_sign_at_the_break_even(rows):
    model = model_of(frame_of(rows))
    for means in EVERY_MEANS:
        break_even = by_means(model, means).break_even_items_per_run
        found = np.flatnonzero(np.isfinite(break_even) & (break_even > 0))
        if not len(found):
            continue
        for factor, sign in ((1 - 1e-4, -1), (1 + 1e-4, 1)):
            items = [{**rows[task], "items_per_run": break_even[task] * factor} for task in found]
            assert (np.sign(by_means(model_of(frame_of(items)), means).saved) == sign).all()


@settings(max_examples=25)
@given(rows=MANY)
def test_without_a_break_even_no_number_of_items_pays_and_at_zero_the_first_one_does(rows):
    model = model_of(frame_of(rows))
    one, many = (
        model_of(frame_of([{**row, "items_per_run": items} for row in rows]))
        for items in (1e-6, 1e6)
    )
    for means in EVERY_MEANS:
        break_even = by_means(model, means).break_even_items_per_run
        never, at_once = np.isinf(break_even), break_even == 0
        assert (by_means(one, means).saved[never] < 0).all()
        assert (by_means(many, means).saved[never] < 0).all()
        assert (by_means(one, means).saved[at_once] > -1e-6).all()


@settings(max_examples=25)
@given(task=tasks_with_all_parts(), items=st.lists(st.floats(1, 1e6), min_size=2, max_size=8))
def test_more_items_per_run_never_lower_the_saving_per_item(task, items):
    # Where a run costs nothing beyond its items (break-even 0: the robot takes over more set-up
    # than it brings), the gain of a run is spread over its items and the rule turns round.
    items = np.array(sorted(items))
    frame, _ = variants(task, {"items_per_run": items.tolist()})
    model = model_of(frame)
    for means in EVERY_MEANS:
        form = by_means(model, means)
        per_item = form.saved / (task["runs_per_year"] * items)
        slack = 1e-12 * (form.hours_now + form.hours_after) / (task["runs_per_year"] * items)
        steps = np.diff(per_item) if form.break_even_items_per_run[0] > 0 else -np.diff(per_item)
        assert (steps >= -slack[1:] - slack[:-1]).all()


@settings(max_examples=25)
@given(rows=st.lists(tasks(), min_size=5, max_size=15), longer=st.floats(0, 2))
def test_a_longer_check_never_raises_the_saving(rows, longer):
    frame = frame_of(rows)

    def lengthened(name, rule):
        if name != "check_share":
            return rule
        return rule.model_copy(update={"mode": rule.mode + longer, "high": rule.high + longer})

    before, after = model_of(frame), model_of(frame, with_parameters(POLICY, lengthened))
    for means in EVERY_MEANS:
        least = by_means(before, means)
        slack = 1e-12 * (least.hours_now + least.hours_after)
        known = ~np.isnan(least.saved)
        assert (by_means(after, means).saved <= least.saved + slack)[known].all()
        assert np.array_equal(~np.isnan(by_means(after, means).saved), known)
    chosen, chosen_after = choose_means(before), choose_means(after)
    known = ~np.isnan(chosen.savings.saved)
    slack = 1e-12 * np.abs(chosen.savings.hours_now)
    assert (chosen_after.savings.saved <= chosen.savings.saved + slack)[known].all()
    assert np.array_equal(chosen_after.automates, chosen.automates)


@settings(max_examples=25)
@given(rows=st.lists(tasks(), min_size=5, max_size=15))
def test_the_means_chosen_saves_the_most_of_those_that_fit(rows):
    choice = choose_means(model_of(frame_of(rows)))
    for task in range(len(rows)):
        fitting = [means for means in EVERY_MEANS if not choice.failing(means, task)]
        assert bool(fitting) == choice.automates[task]
        if fitting:
            assert choice.position[task] in fitting
            saved = choice.saved_by_means[fitting, task]
            chosen = choice.saved_by_means[choice.position[task], task]
            assert np.isnan(saved).all() or chosen == saved.max()
        else:
            assert choice.savings.hours_after[task] == choice.savings.hours_now[task] or np.isnan(
                choice.savings.hours_now[task]
            )


@settings(max_examples=25)
@given(rows=st.lists(tasks(), min_size=5, max_size=15))
def test_reported_hours_come_back_out_of_the_gaps_they_fill(rows):
    # At the modes times count as reported, so the completed parts must give the hours again.
    # Set-up alone may be longer than the hours reported; then, and where a run, an item or a
    # minute is said to be 0, no completion can meet them.
    model = model_of(frame_of(rows))
    now = by_means(model, 0).hours_now
    for task, row in enumerate(rows):
        parts = [row["runs_per_year"], row["items_per_run"], row["minutes_per_item"]]
        if None not in parts or row["hours_per_year_reported"] is None or 0.0 in parts:
            continue
        if any(part is not None and part < 1e-3 for part in parts):
            continue
        runs = row["runs_per_year"] or 48.0
        least = runs * (row["setup_minutes_per_run"] or 0.0) / 60
        if least <= row["hours_per_year_reported"]:
            assert np.isclose(now[task], row["hours_per_year_reported"], rtol=1e-9, atol=1e-9)
