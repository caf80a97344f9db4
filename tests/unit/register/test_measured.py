"""Actuals of automations become actuals of the survey's tasks."""

import pytest

from rpa_scout.register.matching import match_register
from rpa_scout.register.measured import measured_tasks
from rpa_scout.register.records import Actual, Automation, Register, automation_id
from rpa_scout.savings.calibration.actuals import MeasuredSaving
from rpa_scout.task_frame import task_frame

TASKS = task_frame(
    {
        "department": ["税務課", "会計課"],
        "name": ["給報の入力", "消込"],
        "hours_per_year_reported": [200, None],
    }
)
TASKS.index = ["税務課-1", "会計課-1"]


def automation(task_name="給報の入力", department="税務課", name="", **facts):
    one = automation_id(department, task_name, name)
    return Automation(one, department, task_name, name, **facts)


def measured(automations, *actuals):
    register = Register(tuple(automations), tuple(Actual(*one) for one in actuals))
    return measured_tasks(register, match_register(register, TASKS), TASKS)


def test_automations_of_a_task_count_together_year_by_year():
    first, second = automation(name="入力", share=0.5), automation(name="照合", share=0.5)
    found = measured(
        [first, second],
        (first.automation_id, 2024, 30.0),
        (second.automation_id, 2024, 40.0),
        (first.automation_id, 2025, 35.0),
    )
    # what serves half of the task, and saves 35 hours, would save 70 on all of it
    assert found == (
        MeasuredSaving("税務課-1", 70.0, 2024),
        MeasuredSaving("税務課-1", 70.0, 2025),
    )


def test_the_survey_may_tell_what_is_left_of_the_hours():
    one = automation(hours_per_year_before=800.0)
    # 600 of 800 hours, on a task of which the survey tells 200
    assert measured([one], (one.automation_id, 2025, 600.0))[0].saved_hours_per_year == 150.0
    unknown = automation("消込", "会計課", hours_per_year_before=800.0)
    assert measured([unknown], (unknown.automation_id, 2025, 600.0)) == (
        MeasuredSaving("会計課-1", 600.0, 2025),
    )


@pytest.mark.parametrize(
    ("years", "expected"), [((2023, 2024), (2024,)), ((2023,), (2023,)), ((2024, 2025), (2024,))]
)
def test_years_that_are_not_whole_are_passed_over_where_others_are_known(years, expected):
    one = automation(running_since=2023, ended_in=2025)
    found = measured([one], *((one.automation_id, year, 100.0) for year in years))
    assert tuple(each.fiscal_year for each in found) == expected


def test_automations_of_other_tasks_say_nothing():
    one = automation("知らない業務")
    assert measured([one], (one.automation_id, 2025, 100.0)) == ()
