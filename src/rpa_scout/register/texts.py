"""The sentences of the register's form; whoever writes one translates it."""

from __future__ import annotations

from typing import Final

from rpa_scout.text import N_

TITLE: Final = N_("Actuals of automations")
TITLE_OF_YEAR: Final = N_("{title} ({year})")
LEAD: Final = N_(
    "We ask about the automations that already run (RPA, AI-OCR, generative AI and others) and "
    "the hours that they saved in the year. Once a year, please write the actuals of {year}. The "
    "hours and the number of tasks written here are the actuals set against the plan's targets."
)

STEPS_TITLE: Final = N_("How to fill it in")
STEPS: Final = (
    (
        N_("Check the rows"),
        N_(
            "A row of “{tasks}” is one automation. What was written in earlier years is filled in "
            "already."
        ),
    ),
    (
        N_("Write the actuals of the year"),
        N_("Write the hours saved, and how you found them. A rough number will do."),
    ),
    (
        N_("Choose the present state"),
        N_(
            "For what is no longer used choose “No”, and write the year and the reason of the "
            "end. Please do not delete the row."
        ),
    ),
    (
        N_("Add new automations"),
        N_("Write what began this year in the blank rows below."),
    ),
    (
        N_("Save and send it back"),
        N_(
            "Keep the names of the sheets, the headings and the order of the columns, save the "
            "file, and send it back to where it came from."
        ),
    ),
)

RULES_TITLE: Final = N_("Rules of the form")
FILLING_RULES: Final = (
    (
        N_("Hours saved by an automation"),
        N_(
            "The time of staff before the automation less the time after it. Subtract checking "
            "and correcting. The time of the machine does not count."
        ),
    ),
    (
        N_("Two automations of one task"),
        N_(
            "Use a row for each and write the share that it serves, up to 100 % together. Write "
            "the hours of each part only."
        ),
    ),
    (
        N_("If nothing was measured"),
        N_("What the staff who use it say will do. Choose “By asking” as the way it was measured."),
    ),
    (
        N_("If you do not know it"),
        N_("Leave it blank or write “{unknown}”. We may ask later."),
    ),
    (
        N_("Fiscal years"),
        N_("Write 2026, R8 or FY2026, whichever you like."),
    ),
)

HINT: Final = N_(
    "We ask for the actuals of {year}. One automation per row. Where a row is filled in, write "
    "the actuals of the year and the present state. Where you do not know, leave it blank or "
    "write “{unknown}”."
)
"""The sentence above the list."""
