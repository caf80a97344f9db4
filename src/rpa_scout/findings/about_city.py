"""Rules on departments, and on the city as a whole."""

from __future__ import annotations

from rpa_scout.findings.rule import FindingRule
from rpa_scout.text import N_

__all__ = ["RULES"]

_ASK_FOR_HOURS = N_(
    "Check runs, items, minutes and hours for a wrong unit; "
    "if they are right, put the number of staff right in the list of departments."
)
_NAME_THE_STAFF = N_(
    "Check runs, items, minutes and hours for a wrong unit; "
    "the list of departments (--departments) can say how many staff there are."
)

RULES = (
    FindingRule(
        "department_older_file",
        "error",
        N_(
            "{value} has sent its list again: at least half of these tasks stand in {expected}, "
            "which is newer and used; this older list is left out."
        ),
        N_("Take the older file away, or give the lists different sections if both count."),
    ),
    FindingRule(
        "department_copied_file",
        "error",
        N_("this list of {value} is the same as that in {expected}; it is left out."),
        N_("Take the copy away."),
    ),
    FindingRule(
        "only_in_older_file",
        "error",
        N_("the task “{value}” stands in this older list only, not in {expected}; it is left out."),
        N_("Ask whether the task has gone; if not, add it to the newer list."),
    ),
    FindingRule(
        "department_newest_file",
        "info",
        N_("{value} has sent its list more than once; this newest one replaces {expected}."),
        N_("Take the older file away if that is right."),
    ),
    FindingRule(
        "department_in_parts",
        "info",
        N_(
            "the tasks of {value} stand in several files, also in {expected}; "
            "their sections or tasks differ, so all are used."
        ),
        N_("Nothing to do if these are parts of one survey."),
    ),
    FindingRule(
        "department_maybe_twice",
        "warning",
        N_(
            "{value} stands in several files, also in {expected}; it cannot be told "
            "whether one replaces the other, so both are used."
        ),
        N_("Take away the file that does not count, if they are versions of one list."),
    ),
    FindingRule(
        "task_hours_beyond_staff",
        "warning",
        N_(
            "this task alone takes {value} hours a year, more than all staff of the department "
            "can work ({expected})."
        ),
        _ASK_FOR_HOURS,
    ),
    FindingRule(
        "department_hours_beyond_staff",
        "warning",
        N_(
            "the tasks of the department take {value} hours a year, more than all its staff "
            "can work ({expected}); this one takes most."
        ),
        _ASK_FOR_HOURS,
    ),
    FindingRule(
        "task_hours_beyond_largest",
        "warning",
        N_(
            "this task alone takes {value} hours a year, more than even the largest department "
            "can work ({expected})."
        ),
        _NAME_THE_STAFF,
    ),
    FindingRule(
        "department_hours_beyond_largest",
        "warning",
        N_(
            "the tasks of the department take {value} hours a year, more than even the largest "
            "department can work ({expected}); this one takes most."
        ),
        _NAME_THE_STAFF,
    ),
    FindingRule(
        "same_task_elsewhere",
        "info",
        N_("other departments do the same or nearly the same as “{value}”: {expected}."),
        N_("Compare the procedures; one automation may serve all of them."),
    ),
    FindingRule(
        "department_not_answered",
        "warning",
        N_("{value} is on the list of departments, but no survey of it was read."),
        N_("Ask for its survey, or take it off the list."),
    ),
    FindingRule(
        "department_like_listed",
        "info",
        N_("“{value}” is not on the list of departments; nearest to it is {expected}."),
        N_("If that is meant, write the name as on the list."),
    ),
    FindingRule(
        "department_not_listed",
        "info",
        N_("“{value}” is not on the list of departments."),
        N_("Add it to the list, or correct the name."),
    ),
)
