"""More hours than there are staff to work them."""

from rpa_scout.checking.rules.staff import hours_beyond_staff
from rpa_scout.reading.layout.departments import Department

# 12 runs of 200 items of 60 minutes: 2,400 hours.
MANY = {"minutes_per_item": 60.0}


def found(made):
    return [
        (one.row, one.code, one.values["hours"], one.values["capacity"])
        for one in hours_beyond_staff(made)
    ]


def test_one_task_beyond_all_staff(context):
    made = context([MANY, {"name": "照合"}], departments=[Department("税務課", 1)])
    assert found(made) == [(0, "task_hours_beyond_staff", "2,400", "1 × 1,883 = 1,883")]


def test_tasks_together_beyond_all_staff(context):
    rows = [{"name": "a"}, {**MANY, "name": "b"}, {**MANY, "name": "c", "minutes_per_item": 61.0}]
    made = context(rows, departments=[Department("税務課", 2)])
    assert found(made) == [(2, "department_hours_beyond_staff", "4,900", "2 × 1,883 = 3,766")]


def test_enough_staff(context):
    made = context([{**MANY, "name": "a"}, {**MANY, "name": "b"}])
    assert found(made) == []
    made = context([MANY], departments=[Department("税務課", 1.5)])
    assert found(made) == []


def test_without_a_count_the_largest_department_is_the_limit(context):
    row = {"hours_per_year_reported": 120_000.0, "items_per_run": None}
    (one,) = hours_beyond_staff(context([row], departments=[Department("税務課")]))
    assert (one.code, one.field) == ("task_hours_beyond_largest", "hours_per_year_reported")
    assert one.values["capacity"] == "60 × 1,883 = 112,980"


def test_names_are_folded_and_departments_kept_apart(context):
    rows = [{**MANY, "department": "ＩＴ 推進課"}, {**MANY, "department": "会計課"}]
    made = context(rows, departments=[Department("IT推進課", 1), Department("会計課", 2)])
    assert [one[0] for one in found(made)] == [0]


def test_rows_left_out_take_no_hours(context):
    assert found(context([MANY], failed=[0], departments=[Department("税務課", 1)])) == []
