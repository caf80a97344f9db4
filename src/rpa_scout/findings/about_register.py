"""Rules on the register: automations that already run, and what was measured of them."""

from __future__ import annotations

from rpa_scout.findings.rule import FindingRule
from rpa_scout.text import N_

__all__ = ["RULES"]

RULES = (
    FindingRule(
        "register_not_recognised",
        "error",
        N_("this is no list of running automations: it has none of the columns {columns}."),
        N_("Use the form of rpa-scout actuals form; surveys are read by rpa-scout check and rank."),
    ),
    FindingRule(
        "fiscal_year_unreadable",
        "warning",
        N_("“{field}” is “{written}”, which names no fiscal year; it counts as unknown."),
        N_("Write it as 2026, R8 or 令和8年度."),
    ),
    FindingRule(
        "fiscal_year_missing",
        "warning",
        N_("“{heading}” is written, but not for which fiscal year; the hours are not counted."),
        N_("Write the fiscal year, such as 令和8年度."),
    ),
    FindingRule(
        "fiscal_year_taken",
        "info",
        N_("“{field}” is blank; it was taken from the other rows of the file: {year}."),
        N_("Nothing to do if that is right."),
    ),
    FindingRule(
        "automation_twice",
        "error",
        N_("the automation “{automation}” stands twice for the same year; that in {row} is used."),
        N_("Delete one of the two, or tell two automations of a task apart by their names."),
        quotes="automation",
    ),
    FindingRule(
        "automation_differs",
        "warning",
        N_("“{field}” is {written} here, but for the newest fiscal year {newest}, which counts."),
        N_("Write the same in every year, or correct the newest."),
    ),
    FindingRule(
        "shares_above_whole",
        "warning",
        N_("the automations of this task serve {percent} % of it together; 100 % is the whole."),
        N_("Divide the task between them so that the shares add up to 100 % at most."),
        quotes="percent",
    ),
    FindingRule(
        "measured_above_before",
        "warning",
        N_(
            "“{field}” is {saved}: more than its part of the task took before ({before}). It "
            "does not correct the estimates."
        ),
        N_("Check both figures; see whether hours of a month or of several tasks are meant."),
        quotes="saved",
    ),
    FindingRule(
        "measured_above_survey",
        "warning",
        N_(
            "“{field}” is {saved}: more than the survey says the task takes ({hours} hours a "
            "year). It does not correct the estimates."
        ),
        N_(
            "Check both figures. Where the survey says what is left after automation, write the "
            "hours before automation in the form."
        ),
        quotes="saved",
    ),
    FindingRule(
        "measured_before_start",
        "warning",
        N_("hours are given for {year}, but it has been running only since {start}."),
        N_("Correct the fiscal year of the figures, or that of the start."),
        quotes="year",
    ),
    FindingRule(
        "measured_in_future",
        "warning",
        N_("hours are given for {year}, which has not begun yet."),
        N_("Correct the fiscal year; hours that are only planned are no actuals."),
        quotes="year",
    ),
    FindingRule(
        "measured_after_end",
        "warning",
        N_("hours are given for {year}, but it ended in {end}."),
        N_("Correct the fiscal year of the figures, or that of the end."),
        quotes="year",
    ),
    FindingRule(
        "ended_yet_running",
        "warning",
        N_("it is said to run still, but “{field}” is “{written}”; it counts as ended then."),
        N_("Delete the year of the end, or say that it runs no more."),
    ),
    FindingRule(
        "ended_without_year",
        "warning",
        N_("it runs no more, but “{field}” is blank; it counts for no fiscal year to come."),
        N_("Write the fiscal year in which it ended."),
    ),
    FindingRule(
        "not_measured",
        "info",
        N_("“{field}” is blank; it counts as a task in use, without measured hours."),
        N_("Ask how many hours are saved; an estimate by those who use it will do."),
    ),
    FindingRule(
        "register_number_differs",
        "warning",
        N_(
            "the row names “{named}”, but its number is that of {numbered}; the number is not used."
        ),
        N_("Correct the number or the name; a row may have been copied."),
        quotes="named",
    ),
    FindingRule(
        "register_name_differs",
        "warning",
        N_("the row names “{named}”, but its number is that of {numbered}; the number counts."),
        N_("Correct the number or the name; a row may have been copied."),
        quotes="named",
    ),
    FindingRule(
        "register_task_near",
        "warning",
        N_("the survey has no task “{task}”, but it may be {nearest}."),
        N_("If it is the same, write the name as in the survey, so that it is not counted twice."),
        quotes="task",
    ),
    FindingRule(
        "register_task_unknown",
        "info",
        N_("the survey has no task “{task}” in this department, and none that resembles it."),
        N_("Nothing to do if the department did not list it because it is automated already."),
        quotes="task",
    ),
)
