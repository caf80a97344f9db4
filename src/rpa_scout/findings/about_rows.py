"""Rules on the answers of a row that do not fit each other, or those of its like."""

from __future__ import annotations

from rpa_scout.findings.rule import FindingRule
from rpa_scout.text import N_

__all__ = ["RULES"]

_ASK_FOR_BOTH = N_(
    "Correct the yearly hours or the runs, items and minutes; the latter are used for the savings."
)
_LOOK_AT_RUNS = N_(
    "Write the runs of a whole year, or correct the yearly hours; "
    "runs, items and minutes are used for the savings."
)

RULES = (
    FindingRule(
        "duplicate_task",
        "error",
        N_("the task “{value}” stands twice in this department; the one in {expected} is used."),
        N_("Delete one of the two, or tell them apart by name or section."),
    ),
    FindingRule(
        "hours_unknown",
        "warning",
        N_("neither runs, items and minutes nor the yearly hours are known."),
        N_("Ask for the yearly hours at least; without them no saving can be estimated."),
    ),
    FindingRule(
        "routine_with_judgement",
        "warning",
        N_("“{field}” is “{value}”, but the description speaks of judgement: “{expected}”."),
        N_("Choose the degree of judgement that fits, or put the description right."),
    ),
    FindingRule(
        "routine_with_exceptions",
        "warning",
        N_("“{field}” is {value} %, although the judgement is said to be “{expected}”."),
        N_("Check both: where half of the items need other treatment, somebody judges."),
    ),
    FindingRule(
        "paper_already_electronic",
        "warning",
        N_("“{field}” is “{value}”, but the input is “{expected}”."),
        N_("Check both: what comes on paper or by word of mouth is not electronic yet."),
    ),
    FindingRule(
        "electronic_not_already",
        "warning",
        N_("“{field}” is “{value}”, although the input is “{expected}” and so electronic."),
        N_("Check both; where the input is electronic, say so."),
    ),
    FindingRule(
        "hours_month_for_year",
        "warning",
        N_(
            "“{field}” ({value}) seems to be the hours of a month; "
            "runs, items and minutes give {expected} hours a year."
        ),
        _ASK_FOR_BOTH,
    ),
    FindingRule(
        "hours_week_for_year",
        "warning",
        N_(
            "“{field}” ({value}) seems to be the hours of a week; "
            "runs, items and minutes give {expected} hours a year."
        ),
        _ASK_FOR_BOTH,
    ),
    FindingRule(
        "hours_per_day_for_year",
        "warning",
        N_(
            "“{field}” ({value}) seems to be the hours of a day; "
            "runs, items and minutes give {expected} hours a year."
        ),
        _ASK_FOR_BOTH,
    ),
    FindingRule(
        "runs_month_for_year",
        "warning",
        N_(
            "“{field}” ({value}) seems to be the runs of a month: "
            "the yearly hours reported are those of about {expected} runs."
        ),
        _LOOK_AT_RUNS,
    ),
    FindingRule(
        "runs_week_for_year",
        "warning",
        N_(
            "“{field}” ({value}) seems to be the runs of a week: "
            "the yearly hours reported are those of about {expected} runs."
        ),
        _LOOK_AT_RUNS,
    ),
    FindingRule(
        "runs_day_for_year",
        "warning",
        N_(
            "“{field}” ({value}) seems to be the runs of a day: "
            "the yearly hours reported are those of about {expected} runs."
        ),
        _LOOK_AT_RUNS,
    ),
    FindingRule(
        "hours_for_minutes",
        "warning",
        N_(
            "“{field}” ({value}) is about 60 times what runs, items and minutes give "
            "({expected} hours); hours and minutes seem to be mixed up."
        ),
        N_("See whether hours stand where minutes are asked for, or minutes as yearly hours."),
    ),
    FindingRule(
        "hours_disagree",
        "warning",
        N_(
            "“{field}” ({value}) does not agree with runs, items and minutes, "
            "which give {expected} hours."
        ),
        _ASK_FOR_BOTH,
    ),
    FindingRule(
        "minutes_unusually_long",
        "warning",
        N_("“{field}” is {value}: much longer than for work of the same kind ({expected})."),
        N_("See whether the minutes are those of one item and not of a run, or the unit is wrong."),
    ),
    FindingRule(
        "minutes_unusually_short",
        "warning",
        N_("“{field}” is {value}: much shorter than for work of the same kind ({expected})."),
        N_("See whether the minutes are all that one item takes, and not hours or a part."),
    ),
)
