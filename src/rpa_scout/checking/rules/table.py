"""All rules on rows, in the order in which they are applied."""

from __future__ import annotations

from typing import Final

from rpa_scout.checking.rules.contradictions import (
    electronic_input_not_already,
    paper_already_electronic,
    routine_with_exceptions,
    routine_with_judgement,
)
from rpa_scout.checking.rules.duplicates import duplicate_tasks
from rpa_scout.checking.rules.hours import reported_hours_disagree, tasks_without_hours
from rpa_scout.checking.rules.listed_departments import (
    unanswered_departments,
    unlisted_departments,
)
from rpa_scout.checking.rules.outliers import unusual_minutes
from rpa_scout.checking.rules.repeated_departments import repeated_departments
from rpa_scout.checking.rules.rule import RowRule
from rpa_scout.checking.rules.same_tasks import same_task_elsewhere
from rpa_scout.checking.rules.staff import hours_beyond_staff

__all__ = ["ROW_RULES"]

# What leaves rows out comes first: the others do not speak of rows that are not used.
ROW_RULES: Final = (
    RowRule(
        (
            "department_older_file",
            "department_copied_file",
            "only_in_older_file",
            "department_newest_file",
            "department_in_parts",
            "department_maybe_twice",
        ),
        repeated_departments,
    ),
    RowRule(("duplicate_task",), duplicate_tasks),
    RowRule(("hours_unknown",), tasks_without_hours),
    RowRule(("routine_with_judgement",), routine_with_judgement),
    RowRule(("routine_with_exceptions",), routine_with_exceptions),
    RowRule(("paper_already_electronic",), paper_already_electronic),
    RowRule(("electronic_not_already",), electronic_input_not_already),
    RowRule(
        (
            "hours_month_for_year",
            "hours_week_for_year",
            "hours_per_day_for_year",
            "runs_month_for_year",
            "runs_week_for_year",
            "runs_day_for_year",
            "hours_for_minutes",
            "hours_disagree",
        ),
        reported_hours_disagree,
        ("reported_hours_tolerance", "working_days_per_year"),
    ),
    RowRule(
        ("minutes_unusually_long", "minutes_unusually_short"),
        unusual_minutes,
        ("outlier_deviations", "outlier_group"),
    ),
    RowRule(
        (
            "task_hours_beyond_staff",
            "department_hours_beyond_staff",
            "task_hours_beyond_largest",
            "department_hours_beyond_largest",
        ),
        hours_beyond_staff,
        ("hours_per_staff_year", "largest_department_staff"),
    ),
    RowRule(("same_task_elsewhere",), same_task_elsewhere, ("similar_names",)),
    RowRule(("department_not_answered",), unanswered_departments),
    RowRule(("department_like_listed", "department_not_listed"), unlisted_departments),
)
