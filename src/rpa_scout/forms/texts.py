"""The sentences of the form, in one place; whoever writes one translates it.

Labels, choices, help and examples are not here: they are declared with the survey's fields.
"""

from __future__ import annotations

from typing import Final

from rpa_scout.text import N_

FILE_STEM: Final = N_("Task survey")
FORM_TITLE: Final = N_("Task survey")
PRINT_HEADER: Final = N_("{title} – {sheet}")
PAGE_FOOTER: Final = N_("Page {page} of {pages}")
BULLET: Final = N_("•")
BULLET_LINE: Final = N_("• {text}")
BETWEEN_PARTS: Final = N_(" | ")

REQUIRED_MARK: Final = N_("◎ required")
CORE_MARK: Final = N_("● core")
OPTIONAL_MARK: Final = N_("optional")
OPTIONAL_GROUP: Final = N_("Optional: {group}")
OWN_MARK: Final = N_("auto")

# ---------------------------------------------------------------------------- the list of tasks

DEPARTMENT_LINE: Final = N_("{label}: {department}")
TASKS_HINT: Final = N_(
    "Write one task per row. Rough numbers will do, also ranges such as 10~15. The button [2] at "
    "the top left shows the {count} optional columns."
)
COLUMN_HINT: Final = N_(
    "◀ The [+] and [-] above this column show and hide the {count} optional columns"
)

RESPONDENT: Final = N_("Filled in by")
EXTENSION: Final = N_("Extension")
DATE_FILLED: Final = N_("Date filled in")
CONFIRMED_BY: Final = N_("Approval of head")
NONE_HINT: Final = N_("If there is no such task, choose ○ and return the form.")
NONE_MARK: Final = "○"
DEADLINE_LINE: Final = N_("Deadline: {deadline}")
RETURN_LINE: Final = N_("Return to: {sender}")
CONTACT_LINE: Final = N_("Contact: {contact}")

RANGE_NOTE: Final = N_("A number from {minimum} to {maximum}, or a range such as 10~15")

# -------------------------------------------------------------------- live feedback, in formulas

STATUS_COMPLETE: Final = N_("Complete")
STATUS_BEGUN: Final = N_("Begun")
STATUS_DOUBTFUL: Final = N_("Check")
STATUS_REMAINING: Final = N_("Begun: {count} left")
STATUS_NO_NAME: Final = N_("Check: no name")
STATUS_NO_HOURS: Final = N_("Begun: no hours")
STATUS_HOURS_DIFFER: Final = N_("Check: hours")
STATUS_SUM: Final = N_("{hours} hours a year ({count} tasks)")
STATUS_NOTE: Final = N_(
    "Shown automatically; do not fill in.\n"
    "• Complete: the core columns are filled in.\n"
    "• Begun: says how many answers are left, or that the hours cannot be computed yet.\n"
    "• Check: the name is missing, or runs × (set-up + items × minutes) differs from the hours a "
    "year that you state by 30 % or more."
)
HOURS_NOTE: Final = N_(
    "Computed automatically; do not fill in.\n"
    "Runs a year × (set-up + items per run × minutes per item) ÷ 60. Where one of them is "
    "unknown, the hours a year that you state. Where the runs are blank, they follow from how "
    "often the task is done."
)
NUMBER_NOTE: Final = N_("Give this number when you ask about a task.")

# ---------------------------------------------------------------------------------- wrong input

CHOICE_TITLE: Final = N_("Choose from the list")
CHOICE_MESSAGE: Final = N_(
    "“{label}”: press ▼ beside the cell and choose from the list. If you do not know, leave the "
    "cell blank or choose “{unknown}”."
)
NUMBER_TITLE: Final = N_("Enter a number only")
NUMBER_MESSAGE: Final = N_(
    "“{label}”: enter a number from {minimum} to {maximum}, without a unit, or a range such as "
    "10~15. If you do not know, leave the cell blank or enter “{unknown}”."
)
MONTHS_TITLE: Final = N_("Enter the numbers of months")
MONTHS_MESSAGE: Final = N_(
    "“{label}”: enter numbers from {minimum} to {maximum}, separated by commas, such as 1, 2, 3. "
    "If you do not know, leave the cell blank or enter “{unknown}”."
)
NONE_TITLE: Final = N_("Choose ○ or leave it blank")
NONE_MESSAGE: Final = N_("Choose ○ from the list only if there is no such task.")

# ------------------------------------------------------------------------------------ the guide

GUIDE_HEADING: Final = N_("{title} – {guide}")
DEPARTMENT_ADDRESS: Final = N_("To: {department}")
HEAD_PURPOSE: Final = N_("Purpose")
HEAD_BASIS: Final = N_("Basis")
HEAD_SCOPE: Final = N_("Which tasks")
HEAD_DEADLINE: Final = N_("Deadline of the survey")
HEAD_SENDER: Final = N_("Return to")
HEAD_CONTACT: Final = N_("Contact for questions")
HEAD_TIME: Final = N_("Time needed")
HEAD_NONE: Final = N_("No such task")
PURPOSE: Final = N_(
    "To find the tasks that RPA and AI can take over, so that staff spend less time on them."
)
SCOPE: Final = N_("Tasks that are repeated every day, week, month or year, short ones included.")
DEADLINE: Final = N_("By {deadline}")
NO_DEADLINE: Final = N_("By (day)      (month)            (year)")
TIME_PROMISE: Final = N_(
    "About {total} minutes for ten tasks: {reading} to read the instructions and, for each task, "
    "{core} to fill in the {count} core columns and {lookup} to look up figures"
)
NONE_GUIDE: Final = N_(
    "If there is no such task, choose ○ beside “{none}” at the top of “{tasks}” and return the "
    "form."
)
OPEN_TASKS: Final = N_("▶ Fill in “{sheet}”")
SEE_EXAMPLES: Final = "▶ {sheet}"
OPEN_EXAMPLES: Final = N_("▶ See “{sheet}”")

IDEAS_TITLE: Final = N_("Tasks of these kinds")
IDEAS_BETWEEN: Final = N_(" / ")
IDEAS_LAST: Final = N_(" and the like")

STEPS_TITLE: Final = N_("Steps")
STEPS: Final = (
    (
        N_("List the tasks"),
        N_(
            "Write one task per row on “{tasks}”, short tasks too. The department is filled in "
            "already."
        ),
    ),
    (
        N_("Fill in the {core} core columns"),
        N_(
            "Enter rough numbers for runs, items and minutes, and choose the nearest answer from "
            "the ▼ lists in the other columns. The status and the hours a year appear by "
            "themselves."
        ),
    ),
    (
        N_("Fill in the optional columns as far as you can"),
        N_(
            "The button [2] at the top left opens the {optional} optional columns. The more is "
            "filled in, the closer the estimate."
        ),
    ),
    (
        N_("Save and return the form"),
        N_(
            "Keep the names of the sheets, the headings and the order of the columns, save the "
            "file, and return it{return_line}. If there is no such task, say so on the form and "
            "return it too."
        ),
    ),
)
RETURN_BY: Final = N_(" by {deadline}")
RETURN_TO: Final = N_(" to {sender}")

RULES_TITLE: Final = N_("Rules for filling in")
FILLING_RULES: Final = (
    (
        N_("Marks of the headings"),
        N_(
            "Always fill in “◎ required”, “● core” as far as possible, and “optional” where you "
            "know the answer."
        ),
    ),
    (
        N_("If you do not know"),
        N_(
            "Leave the cell blank or choose “{unknown}”. A blank never counts as zero. We may ask "
            "about it later."
        ),
    ),
    (
        N_("Numbers"),
        N_(
            "Enter the number alone: 240, not “about 240” or “240 times”. A range is entered as "
            "10~15."
        ),
    ),
    (
        N_("Time"),
        N_(
            "The time that staff spend on the work. If several people work on it, the sum of "
            "their times (two people for 30 minutes: 60 minutes). Waiting time and the time of "
            "machines do not count."
        ),
    ),
    (
        N_("Runs and items"),
        N_(
            "A run is the work from start to end; an item is one application or record handled in "
            "it. Example: 200 applications are entered once a month: 12 runs a year, 200 items "
            "per run."
        ),
    ),
)

CRITERIA_TITLE: Final = N_("{count} criteria, and why we ask")
CRITERIA_HEADINGS: Final = (
    "",
    N_("Criterion of judgement"),
    N_("Why it counts"),
    N_("Columns asked"),
)
DERIVED_FROM: Final = {
    "items_per_year": ("runs_per_year", "items_per_run"),
    "hours_per_year": ("runs_per_year", "items_per_run", "minutes_per_item"),
}
SOURCE: Final = N_("Criteria from: {title} / form version {version}")

# --------------------------------------------------------------------------------- the examples

EXAMPLES_TITLE: Final = N_("Worked examples")
EXAMPLES_NOTICE: Final = N_(
    "Shown one below the other to be read more easily. The numbers are invented to explain. This "
    "sheet is not evaluated."
)
EXAMPLES_LESSON: Final = N_("The point")
EXAMPLE_MARK: Final = N_("Example {number}")

# ----------------------------------------------------------------------------- the choice lists

CHOICES_TITLE: Final = N_("Choices of the lists")
CHOICES_NOTICE: Final = N_(
    "The words that the ▼ lists of “{tasks}” offer. There is nothing to fill in on this sheet."
)
