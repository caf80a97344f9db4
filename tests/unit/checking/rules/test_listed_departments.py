"""Departments that have answered, against the list of departments."""

import pytest

from rpa_scout.checking.rules.listed_departments import (
    unanswered_departments,
    unlisted_departments,
)
from rpa_scout.reading.layout.departments import Department


def listed(*names):
    return [Department(name) for name in names]


def test_departments_that_have_not_answered(context):
    made = context([{}], departments=listed("会計課", "税務課", "市民課"))
    told = [(one.row, one.code, one.values["department"]) for one in unanswered_departments(made)]
    assert told == [
        (None, "department_not_answered", "会計課"),
        (None, "department_not_answered", "市民課"),
    ]


def test_names_compare_folded(context):
    made = context([{"department": "ＩＴ 推進課"}], departments=listed("IT推進課"))
    assert list(unanswered_departments(made)) == []
    assert list(unlisted_departments(made)) == []


def test_a_department_with_errors_only_has_answered(context):
    made = context([{}], failed=[0], departments=listed("税務課"))
    assert list(unanswered_departments(made)) == []


def test_a_list_without_tasks_is_an_answer(context):
    made = context([{}], departments=listed("税務課", "会計課"), also_named=["会計課"])
    assert list(unanswered_departments(made)) == []


@pytest.mark.parametrize(
    ("written", "nearest"),
    [("税務", "税務課"), ("国保年金課", "保険年金課"), ("子育て課", "こども子育て課")],
)
def test_the_nearest_name_is_proposed(context, written, nearest):
    departments = listed("税務課", "保険年金課", "こども子育て課", "総務課")
    (one,) = unlisted_departments(context([{"department": written}], departments=departments))
    assert (one.row, one.code) == (0, "department_like_listed")
    assert (one.values["department"], one.values.get("nearest", "")) == (written, nearest)


@pytest.mark.parametrize("written", ["総務課", "道路課", "会計室"])
def test_nothing_is_proposed_where_nothing_is_near(context, written):
    made = context([{"department": written}], departments=listed("税務課", "市民課"))
    assert [one.code for one in unlisted_departments(made)] == ["department_not_listed"]


def test_without_a_list_nothing_is_said(context):
    assert list(unanswered_departments(context([{}]))) == []
    assert list(unlisted_departments(context([{}]))) == []
