"""Every face of the engine shows the same hours of a task: its p50 with p10 to p90."""

from __future__ import annotations

import io
import math
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from tests.property.drawn_tasks import POLICY, inventory_of, tasks, tasks_with_all_parts
from tests.ranking_workbook import open_ranking

from rpa_scout.assessment.assess import assess
from rpa_scout.assessment.break_even_lines import break_even_lines
from rpa_scout.cli.tables.ranking import print_ranking
from rpa_scout.policy.derived import derived_hours_per_year
from rpa_scout.ranking.columns import column_named
from rpa_scout.reporting.ranking_json import ranking_json
from rpa_scout.reporting.ranking_workbook import ranking_content
from rpa_scout.savings.means import RequirementState
from rpa_scout.savings.model import SavingsModel
from rpa_scout.savings.simulation import SavingsSimulation

QUANTILES = ("p10", "p50", "p90", "mean")
ANSWERS = st.lists(tasks() | tasks_with_all_parts(), min_size=1, max_size=5)


def assessed(rows):
    places = [("調査.xlsx", 4 + place, f"税務課-{place}") for place in range(len(rows))]
    named = [row | {"department": "税務課", "name": f"業務{i}"} for i, row in enumerate(rows)]
    return assess(inventory_of(named, places), POLICY)


def same(found, wanted):
    """Compare numbers; None and an empty cell stand for what is unknown or never reached."""
    if found is None or isinstance(found, str):
        return not math.isfinite(wanted)
    return found == wanted or (math.isnan(found) and math.isnan(wanted))


def workbook_rows(assessment):
    """Read the sheet 順位 back: by task name, the cells of a row in their order."""
    sheet = open_ranking(io.BytesIO(ranking_content(assessment)))["順位"]
    lines = list(sheet.iter_rows(values_only=True))
    p50 = column_named("saved_hours_per_year_p50").heading("workbook")
    heading = next(row for row in lines if p50 in {str(cell).split("\n")[0] for cell in row})
    names = [str(cell or "").split("\n")[0] for cell in heading]
    name = names.index("業務名")
    shown = [names.index(column_named(wanted).heading("workbook")) for wanted in SHOWN]
    body = [row for row in lines if isinstance(row[name], str) and row[name].startswith("業務")]
    return {row[name]: tuple(row[column] for column in shown) for row in body if row[0]}


SHOWN = (
    "hours_per_year",
    *(f"saved_hours_per_year_{name}" for name in ("p10", "p50", "p90")),
    *(f"break_even_items_per_run{end}" for end in ("", "_p10", "_p90")),
)


def screen_of(assessment):
    out = Console(file=io.StringIO(), width=400, record=True)
    print_ranking(assessment, out, 100)
    return out.export_text()


@settings(max_examples=25)
@given(rows=ANSWERS)
def test_all_faces_of_the_engine_agree(rows):
    assessment = assessed(rows)
    tasks_json = {task["task_id"]: task for task in ranking_json(assessment)["tasks"]}
    cells, screen = workbook_rows(assessment), screen_of(assessment)
    hours_now = dict(
        zip(
            assessment.inventory.tasks.index,
            derived_hours_per_year(assessment.inventory.tasks),
            strict=True,
        )
    )
    for row in assessment.ranking.to_dict("records"):
        task_id = row["task_id"]
        saved = {name: row[f"saved_hours_per_year_{name}"] for name in QUANTILES}
        even = [row[f"break_even_items_per_run{end}"] for end in ("", "_p10", "_p90")]
        written = tasks_json[task_id]
        assert all(same(written["saved_hours_per_year"][name], saved[name]) for name in QUANTILES)
        assert same(written["hours_per_year"], hours_now[task_id])
        assert same(written["chance_worse"], row["chance_worse"])
        assert same(written["break_even_items_per_run"], even[0])
        assert same(row["hours_per_year"], hours_now[task_id])
        shown = cells[row["name"]]
        wanted = [hours_now[task_id], *(saved[name] for name in QUANTILES[:3]), *even]
        assert all(
            (not math.isfinite(number) and not isinstance(cell, float | int))
            or cell == pytest.approx(number, rel=1e-12)
            for cell, number in zip(shown, wanted, strict=True)
        )
        if not math.isnan(saved["p50"]):
            assert f"{round(saved['p50']):,}（" in screen
        alone = assessment.saved_hours_of([task_id])
        # A figure that nobody has confirmed is in no sum.
        counts = assessment.candidacy.may_be_summed[assessment.position_of(task_id)]
        for name in QUANTILES:
            is_added = counts and not math.isnan(saved[name])
            assert float(getattr(alone, name)) == (saved[name] if is_added else 0.0)
        assert_explanation_agrees(assessment, task_id, row, saved, even)


def assert_explanation_agrees(assessment, task_id, row, saved, even):
    """Hold the explanation, its text and the lines of the break-even against the ranking."""
    explanation = assessment.explain(task_id)
    hours = explanation.hours
    assert same(hours.hours_per_year, row["hours_per_year"])
    assert same(hours.saved_p10, saved["p10"])
    assert same(hours.saved_p50, saved["p50"])
    assert same(hours.saved_p90, saved["p90"])
    assert same(hours.chance_worse, row["chance_worse"])
    assert same(hours.break_even, even[0])
    assert hours.break_even_p10 <= hours.break_even <= hours.break_even_p90 or math.isnan(even[0])
    for means in explanation.means:
        wanted = saved["p50"] if means.chosen else math.nan
        assert same(means.saved_hours_per_year, wanted)
    lines = break_even_lines(assessment, task_id)
    if lines is not None:
        assert lines.break_even_items_per_run == even[0]
        assert (lines.with_robot_p10 <= lines.with_robot).all()
        assert (lines.with_robot <= lines.with_robot_p90).all()
    if hours.waterfall is None:
        assert math.isnan(row["chance_worse"])
        return
    total = hours.waterfall.hours_now
    for step in hours.waterfall.steps.values():
        total += step
    assert hours.waterfall.hours_now == row["hours_per_year"]
    assert total == pytest.approx(saved["p50"], rel=1e-12, abs=1e-9 * row["hours_per_year"])
    assert hours.waterfall.saved == saved["p50"]
    assert_text_agrees(str(explanation), hours)


def assert_text_agrees(text, hours):
    (now,) = re.findall(r"現在の時間 (-?[\d,.]+)", text)
    assert now == f"{hours.hours_per_year:,.1f}"
    (p50, p10, p90) = re.search(r"年(-?[\d,.]+)時間（.*：(-?[\d,.]+)～(-?[\d,.]+)）", text).groups()
    for shown, number in ((p10, hours.saved_p10), (p50, hours.saved_p50), (p90, hours.saved_p90)):
        assert shown == f"{round(number, 1) + 0.0:,.1f}"
    assert "平均" not in text
    assert hours.worse_sentence in text
    if hours.chance_worse == 0.0:
        assert hours.worse_cause is None
    else:
        assert hours.worse_cause in hours.waterfall.steps
        assert hours.worse_by_hours_per_year >= 0.0


@settings(max_examples=15)
@given(rows=ANSWERS)
def test_the_chance_of_getting_worse_is_that_of_the_draws(rows):
    assessment = assessed(rows)
    for place in range(len(rows)):
        draws = assessment.simulation.saved_hours(np.array([place]))[0]
        chance = assessment.chance_worse[place]
        if np.isnan(draws).any() or not assessment.choice.automates[place]:
            assert np.isnan(chance)
        else:
            assert chance == np.mean(draws <= 0.0)
            assert (chance >= 0.5) == (assessment.savings.p50[place] <= 0.0) or chance == 0.5


@settings(max_examples=20)
@given(rows=ANSWERS)
def test_no_other_means_that_fits_saves_more(rows):
    assessment = assessed(rows)
    choice = assessment.choice
    model = SavingsModel(POLICY, assessment.inventory.tasks, assessment.inventory.fields)
    ids = assessment.inventory.tasks.index.tolist()
    for means in range(len(POLICY.means)):
        position = np.full_like(choice.position, means)
        by_this = replace(choice, position=position)
        p50 = SavingsSimulation(model, by_this, ids, POLICY.simulation).summary().saved.p50
        fits = (choice.states[means] > RequirementState.FAILS).all(axis=0)
        known = fits & ~np.isnan(p50)
        assert (p50[known] <= assessment.savings.p50[known]).all()
        chosen = known & (choice.position == means)
        assert np.array_equal(p50[chosen], assessment.savings.p50[chosen])
