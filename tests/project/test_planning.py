"""The plan of a project: decisions are fixed, refused tasks are out, and a plan is taken over."""

import dataclasses

import pandas as pd
import pytest

import rpa_scout as rs
from rpa_scout.errors import NoPlanError, NotAllowedError
from rpa_scout.planning.comparing import compared_plans, figures_of_data
from rpa_scout.project.states import TaskState
from rpa_scout.register.records import Automation, Register

YEAR = 2026
LIMITS = rs.PlanLimits(in_house_hours_per_year=120, first_year=YEAR)


@pytest.fixture(autouse=True)
def _tasks(project):
    frame = pd.DataFrame(
        {
            "department": "税務課",
            "name": [f"業務{number}" for number in range(8)],
            "runs_per_year": 240.0,
            "items_per_run": [40.0 + number for number in range(8)],
            "minutes_per_item": 3.0,
            "pattern": "entry",
            "judgement": "none",
            "input_form": "spreadsheet",
            "digitisable": "already",
            "timing": "batch",
            "change_frequency": "rarely",
        },
        index=[f"税務課-{number}" for number in range(8)],
    )
    project.surveys.import_(rs.Inventory.from_frame(frame))


def planned(project, **options):
    return project.planning.plan(
        options.pop("limits", LIMITS), this_fiscal_year=YEAR, seconds=3, **options
    )


def test_what_was_decided_is_fixed_and_what_was_refused_is_out(project):
    project.tasks.decide(["税務課-0"], "adopted", planned_fiscal_year=2029)
    project.tasks.decide(["税務課-1"], "declined", "件数が少ない")
    project.tasks.decide(["税務課-2"], "on_hold", "様式の改正を待つ")
    project.tasks.decide(["税務課-3"], "adopted")
    plan = planned(project)
    assert plan.year_of["税務課-0"] == 2028  # it counts from the year after
    assert "税務課-3" in plan.year_of
    codes = {task.task_id: task.code for task in plan.tasks}
    assert (codes["税務課-1"], codes["税務課-2"]) == ("refused", "refused")
    assert codes["税務課-0"] == "decided"


def test_what_runs_is_counted_once_and_takes_no_hours_to_build(project):
    project.tasks.decide(["税務課-4"], "adopted", planned_fiscal_year=2030)
    project.tasks.decide(["税務課-4"], "building")
    project.tasks.decide(["税務課-4"], "live")
    plan = planned(project)
    assert "税務課-4" not in plan.year_of
    before = planned(project, locks={f"税務課-{number}": "out" for number in (0, 1, 2, 3, 5, 6, 7)})
    assert before.years[0].live_tasks.p50 == 31 + 1
    assert before.years[0].build_hours == 0


def test_the_start_is_that_of_a_complete_register(project):
    automation = Automation("a1", "税務課", "別の業務", running_since=2024)
    project.register.import_(Register((automation,), ()), complete=True)
    plan = planned(project)
    assert plan.years[0].live_tasks.p50 == 1


def test_the_project_plans_from_this_year_on(project):
    plan = project.planning.plan(rs.PlanLimits(), this_fiscal_year=2028, seconds=3)
    assert [year.fiscal_year for year in plan.years] == [2028, 2029, 2030]


def test_decisions_that_do_not_fit_name_year_and_hours(project):
    project.tasks.decide(
        [f"税務課-{number}" for number in range(8)], "adopted", planned_fiscal_year=2028
    )
    with pytest.raises(NoPlanError) as error:
        planned(project, limits=rs.PlanLimits(in_house_hours_per_year=10, first_year=YEAR))
    assert error.value.shortages[0].fiscal_year == 2027
    assert "令和9年度" in str(error.value)


def test_a_plan_becomes_decisions_in_one_transaction_and_can_be_undone(project):
    project.tasks.decide(["税務課-0"], "adopted", planned_fiscal_year=2029, builder="vendor")
    plan = planned(project, locks={"税務課-7": "out"})
    before = {task.task_id: task for task in project.tasks.all()}
    entry = project.planning.adopt(plan, "推進会議で決定")
    assert entry.kind == "adopt_plan"
    assert entry.details["tasks"] == len(plan.year_of)
    tasks = {task.task_id: task for task in project.tasks.all()}
    for task_id, year in plan.year_of.items():
        assert tasks[task_id].state is TaskState.ADOPTED
        assert tasks[task_id].planned_fiscal_year == year + 1
        assert tasks[task_id].builder in ("in_house", "vendor")
    assert tasks["税務課-0"].builder == "vendor"  # a decision stays
    assert tasks["税務課-7"].state is TaskState.CANDIDATE
    again = planned(project, locks={"税務課-7": "out"})
    assert again.year_of == plan.year_of
    assert again.chances == plan.chances
    project.history.undo()
    undone = {
        task.task_id: dataclasses.replace(task, row_version=0) for task in project.tasks.all()
    }
    assert undone == {
        task_id: dataclasses.replace(task, row_version=0) for task_id, task in before.items()
    }
    assert project.verify().is_whole


def test_all_or_none(project):
    entries = len(project.history.entries())
    project.tasks.decide(["税務課-3"], "declined", "件数が少ない")
    with pytest.raises(NotAllowedError):
        project.planning.adopt({"税務課-2": 2026, "税務課-3": 2026})
    assert project.tasks.get("税務課-2").state is TaskState.CANDIDATE
    with pytest.raises(NotAllowedError):
        project.planning.adopt({})
    assert len(project.history.entries()) == entries + 1


def test_the_same_plan_twice_changes_nothing(project):
    plan = planned(project)
    project.planning.adopt(plan)
    with pytest.raises(NotAllowedError):
        project.planning.adopt(plan)


def test_two_plans_are_compared_also_by_their_data(project):
    plan = planned(project)
    other = planned(project, locks={next(iter(plan.year_of)): "out"})
    comparison = compared_plans(plan, other)
    assert comparison.moves
    assert comparison == compared_plans(figures_of_data(plan.as_data()), other)
    assert all(plan.year_of.get(move.task_id) == move.before for move in comparison.moves)
    assert compared_plans(plan, plan).moves == ()
