"""The question behind every finding, as a colleague would ask it; translated when it is asked.

A finding without a question of its own is asked about with its field's general question.
"""

from __future__ import annotations

from typing import Final

from rpa_scout.text import N_

_ROUGH: Final = N_("“{field}” says “{written}”. What is the rough number?")
_OF_A_MONTH: Final = N_(
    "“{field}” says “{written}”. Is that the number of a month? Please write the number of a year; "
    "by the other answers it is about {computed}."
)
_OF_A_WEEK: Final = N_(
    "“{field}” says “{written}”. Is that the number of a week? Please write the number of a year; "
    "by the other answers it is about {computed}."
)
_OF_A_DAY: Final = N_(
    "“{field}” says “{written}”. Is that the number of a day? Please write the number of a year; "
    "by the other answers it is about {computed}."
)
_LARGE: Final = N_(
    "By the answers, “{name}” takes {written} hours a year. Please check the units of runs, items "
    "and time, such as month and year, or hours and minutes."
)
_MINUTES: Final = N_("“{field}” says “{written}”. Is that the time of one item, in minutes?")
_READS_AS: Final = N_("“{field}” says “{written}”. Does it mean {taken}?")

BY_CODE: Final[dict[str, str]] = {
    "required_missing": N_("“{field}” is blank. Please fill it in."),
    "required_unreadable": N_(
        "The cell of “{field}” could not be read ({written}). Please fill it in."
    ),
    "not_a_number": _ROUGH,
    "number_unknown": _ROUGH,
    "frequency_unknown": N_(
        "“{field}” says “{written}”. About how many times a year is the task done?"
    ),
    "unit_mismatch": N_(
        "“{field}” says “{written}”. Please check the unit. What is the rough number?"
    ),
    "out_of_range": N_("“{field}” says “{written}”. Please write a number within {allowed}."),
    "unknown_choice": N_("“{field}” says “{written}”. Please choose the nearest of the choices."),
    "choice_doubtful": N_("“{field}” says “{written}”. Does it mean “{taken}”?"),
    "choice_left_open": N_(
        "“{field}” says “{written}”. Please choose the main one of these: {choices}"
    ),
    "ditto_without_answer": N_(
        "“{field}” says “{written}”, but the row above is blank. What is the answer?"
    ),
    "not_months": N_("“{field}” says “{written}”. Which months are meant?"),
    "ambiguous_number": _READS_AS,
    "percent_or_share": N_("“{field}” says “{written}”. Does it mean {taken} %?"),
    "date_damage": N_(
        "“{field}” is a date ({written}). “{typed}” may have been converted by itself. What is "
        "the right answer?"
    ),
    "cell_error": N_("The cell of “{field}” shows an error ({written}). What is the answer?"),
    "formula_without_value": N_(
        "The result of the formula in “{field}” could not be read. What is the number?"
    ),
    "duplicate_task": N_(
        "The task “{written}” is listed twice (the other: {place}). Is it the same task, or "
        "another one?"
    ),
    "hours_unknown": N_(
        "The answers do not give the hours a year. About how many hours a year does the task take?"
    ),
    "routine_with_judgement": N_(
        "“{field}” says “{written}”, but the description says “{words}”. How much judgement does "
        "the task need?"
    ),
    "routine_with_exceptions": N_(
        "“{field}” says {written} %, and the judgement needed “{judgement}”. Is that the share of "
        "items that the usual procedure cannot handle?"
    ),
    "paper_already_electronic": N_(
        "The input is “{input}”, but “{field}” says “{written}”. Can what arrives on paper or by "
        "word be made digital?"
    ),
    "electronic_not_already": N_(
        "The input is “{input}”, but “{field}” says “{written}”. Does it arrive as data?"
    ),
    "hours_month_for_year": _OF_A_MONTH,
    "hours_week_for_year": _OF_A_WEEK,
    "hours_per_day_for_year": _OF_A_DAY,
    "runs_month_for_year": _OF_A_MONTH,
    "runs_week_for_year": _OF_A_WEEK,
    "runs_day_for_year": _OF_A_DAY,
    "hours_for_minutes": N_(
        "“{field}” says “{written}”. Runs, items and minutes give {computed} hours a year. Please "
        "check the unit (hours, minutes). How many hours a year does it take?"
    ),
    "hours_disagree": N_(
        "“{field}” says “{written}”, but runs, items and minutes give {computed} hours a year. "
        "Which is closer to the true hours a year?"
    ),
    "minutes_unusually_long": _MINUTES,
    "minutes_unusually_short": _MINUTES,
    "task_hours_beyond_staff": _LARGE,
    "task_hours_beyond_largest": _LARGE,
}
"""Question by the code of a finding."""

CONFIRM: Final = N_("“{field}” says “{written}”. Is that correct?")
"""Question about an answer whose finding has none of its own."""

OPEN: Final = N_(
    "“{field}” is not filled in. Please fill in what you know, to make the assessment better."
)
"""Question about an unanswered field."""

BY_KIND: Final = {
    "choice": N_("Choose from the ▼ list."),
    "number": N_("Enter a rough number, without a unit."),
    "months": N_("Enter numbers from 1 to 12, separated by commas."),
    "names": N_("Enter names, separated by commas."),
    "text": N_("Fill in “{label}”."),
}
"""How to answer, by the kind of the field."""
